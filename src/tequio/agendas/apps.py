from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "tequio.agendas"
    label = "agendas"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.agendas.answers import answers_of_reviews
        from tequio.agendas.leaves import declare_leaves
        from tequio.agendas.nouns import register_nouns
        from tequio.deliberation.answers import register_answers
        register_nouns()
        declare_leaves()
        register_answers(answers_of_reviews)
