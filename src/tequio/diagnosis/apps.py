from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "tequio.diagnosis"
    label = "diagnosis"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.diagnosis.coding.forgetting import forget_steps
        from tequio.diagnosis.differing import differing
        from tequio.diagnosis.leaves import declare_leaves
        from tequio.diagnosis.nouns import declare_nouns
        from tequio.diagnosis.verbs import declare_acts
        from tequio.foundation.trail.stands import register_stands
        from tequio.foundation.trail.withdraw import when_withdrawn
        declare_nouns()
        declare_acts()
        register_stands(differing)
        when_withdrawn(forget_steps)
        declare_leaves()
