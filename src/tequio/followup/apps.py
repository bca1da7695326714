from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "tequio.followup"
    label = "followup"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.followup.leaves import declare_leaves
        from tequio.followup.nouns import declare_nouns
        from tequio.followup.verbs import declare_acts
        declare_nouns()
        declare_acts()
        declare_leaves()
