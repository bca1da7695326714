from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "tequio.agendas"
    label = "agendas"
