from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "tequio.exchange"
    label = "bundles"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.exchange.nouns import declare_nouns
        from tequio.exchange.queries import state_older
        from tequio.exchange.recall import forget_destroyed, forget_versions
        from tequio.exchange.verbs import declare_acts
        from tequio.foundation.trail.purging import when_destroyed
        from tequio.foundation.trail.withdraw import when_withdrawn
        from tequio.foundation.vault.keyring import keyring
        declare_nouns()
        declare_acts()
        when_withdrawn(forget_versions)
        when_destroyed(forget_destroyed)
        keyring.when_older(state_older)
