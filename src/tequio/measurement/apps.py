from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "tequio.measurement"
    label = "measurement"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.measurement.leaves import declare_leaves
        declare_leaves()
