from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "tequio.publication"
    label = "publication"
