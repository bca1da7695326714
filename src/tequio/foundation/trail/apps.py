from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "tequio.foundation.trail"
    label = "trail"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.trail.nouns import declare_nouns
        from tequio.foundation.trail.verbs import declare_acts
        declare_nouns()
        declare_acts()
