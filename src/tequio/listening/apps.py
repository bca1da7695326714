from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "tequio.listening"
    label = "listening"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.listening.leaves import declare_leaves
        from tequio.listening.nouns import register_nouns
        register_nouns()
        declare_leaves()
