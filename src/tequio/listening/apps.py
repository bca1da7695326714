from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "tequio.listening"
    label = "listening"
