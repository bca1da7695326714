from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "tequio.followup"
    label = "followup"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.followup.leaves import declare_leaves
        from tequio.followup.nouns import register_nouns
        register_nouns()
        declare_leaves()
