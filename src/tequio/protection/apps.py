from django.apps import AppConfig

from tequio.foundation.language.memory import forget_words
from tequio.foundation.vault.keyring import keyring
from tequio.protection.deidentify.reading import forget


class ProtectionConfig(AppConfig):
    name = "tequio.protection"
    label = "protection"

    def ready(self) -> None:
        # Both remember words they met, of whatever process: any lock empties them.
        from tequio.protection.reading.older import state_older
        keyring.when_older(state_older)
        keyring.when_locked(lambda process_id: forget())
        keyring.when_locked(lambda process_id: forget_words())
        # Models can be imported only once every application is there.
        from tequio.foundation.trail.exchanging import after_taking, before_sending, taking_back
        from tequio.foundation.trail.wording import register_wording
        from tequio.protection.nouns import declare_nouns
        from tequio.protection.receipts.actions import share_salt
        from tequio.protection.remembered import forget as forget_masked
        from tequio.protection.showing import masked
        from tequio.protection.verbs import declare_acts
        from tequio.protection.withdrawing.elsewhere import take_back_as_elsewhere, take_back_for
        declare_nouns()
        declare_acts()
        register_wording(masked.shown)
        keyring.when_locked(forget_masked)
        after_taking(take_back_as_elsewhere)
        taking_back(take_back_for)
        before_sending(share_salt)
