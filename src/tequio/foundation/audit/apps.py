from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tequio.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.audit.nouns import declare_nouns
        from tequio.foundation.audit.verbs import declare_acts
        declare_nouns()
        declare_acts()
