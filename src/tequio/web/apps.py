from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "tequio.web"
    label = "web"
