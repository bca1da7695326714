from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "tequio.protection"
    label = "protection"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.bundles.hooks import after_taking, before_sending
        from tequio.protection.receipts.actions import share_salt
        from tequio.protection.withdrawing.elsewhere import take_back_as_elsewhere
        after_taking(take_back_as_elsewhere)
        before_sending(share_salt)
