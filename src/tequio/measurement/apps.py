from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "tequio.measurement"
    label = "measurement"
