from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tequio.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.accounts.nouns import declare_nouns
        from tequio.foundation.accounts.verbs import declare_acts
        declare_nouns()
        declare_acts()
