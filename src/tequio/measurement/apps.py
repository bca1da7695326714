from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "tequio.measurement"
    label = "measurement"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.measurement.leaves import declare_leaves
        from tequio.measurement.nouns import declare_nouns
        from tequio.measurement.verbs import declare_acts
        declare_nouns()
        declare_acts()
        declare_leaves()
