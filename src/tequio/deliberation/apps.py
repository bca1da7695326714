from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "tequio.deliberation"
    label = "deliberation"
