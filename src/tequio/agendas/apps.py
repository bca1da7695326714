from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "tequio.agendas"
    label = "agendas"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.agendas.nouns import register_nouns
        register_nouns()
