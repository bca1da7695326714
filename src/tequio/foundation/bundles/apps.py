from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "tequio.foundation.bundles"
    label = "bundles"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.bundles.nouns import declare_nouns
        from tequio.foundation.bundles.queries import state_older
        from tequio.foundation.bundles.recall import forget_destroyed, forget_versions
        from tequio.foundation.bundles.verbs import declare_acts
        from tequio.foundation.trail.purging import when_destroyed
        from tequio.foundation.trail.withdraw import when_withdrawn
        from tequio.foundation.vault.keyring import keyring
        declare_nouns()
        declare_acts()
        when_withdrawn(forget_versions)
        when_destroyed(forget_destroyed)
        keyring.when_older(state_older)
