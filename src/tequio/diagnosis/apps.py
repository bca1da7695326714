from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "tequio.diagnosis"
    label = "diagnosis"
