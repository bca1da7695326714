from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "tequio.listening"
    label = "listening"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.trail.exchanging import when_written
        from tequio.foundation.vault.keyring import keyring
        from tequio.listening.leaves import declare_leaves
        from tequio.listening.nouns import declare_nouns
        from tequio.listening.permissions import state_brought, state_older
        from tequio.listening.verbs import declare_acts
        declare_nouns()
        declare_acts()
        declare_leaves()
        when_written(state_brought)
        keyring.when_older(state_older)
