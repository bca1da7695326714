from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "tequio.agendas"
    label = "agendas"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.agendas.answers import answers_of_reviews
        from tequio.agendas.leaves import declare_leaves
        from tequio.agendas.nouns import declare_nouns
        from tequio.agendas.verbs import declare_acts
        from tequio.deliberation.answers import register_answers
        declare_nouns()
        declare_acts()
        declare_leaves()
        register_answers(answers_of_reviews)
