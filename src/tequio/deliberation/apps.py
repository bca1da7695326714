from django.apps import AppConfig


class DeliberationConfig(AppConfig):
    name = "tequio.deliberation"
    label = "deliberation"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.deliberation.argued import argued
        from tequio.deliberation.leaves import declare_leaves
        from tequio.deliberation.left_open import seal_closed_rounds
        from tequio.deliberation.nouns import declare_nouns
        from tequio.deliberation.urns import empty_urns
        from tequio.deliberation.verbs import declare_acts
        from tequio.foundation.trail.purging import when_destroyed
        from tequio.foundation.trail.stands import register_stands
        from tequio.foundation.vault.keyring import keyring
        declare_nouns()
        declare_acts()
        register_stands(argued)
        declare_leaves()
        keyring.when_opened(seal_closed_rounds)
        when_destroyed(empty_urns)
