from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "tequio.protection"
    label = "protection"
