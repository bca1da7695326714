from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VaultConfig(AppConfig):
    name = "tequio.foundation.vault"
    label = "vault"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.vault.keyring import keyring
        from tequio.foundation.vault.nouns import declare_nouns
        from tequio.foundation.vault.renewal import seal_anew
        from tequio.foundation.vault.scattering import scatter_rows
        from tequio.foundation.vault.stepping import seal_to_steps
        from tequio.foundation.vault.upgrade import seal_file
        from tequio.foundation.vault.verbs import declare_acts
        declare_nouns()
        declare_acts()
        keyring.when_unfinished(seal_anew)
        keyring.when_unsealed(seal_file)
        keyring.when_opened(seal_to_steps)
        # Sent once when all migrations are done: a table made anew on the way has lost its trigger.
        post_migrate.connect(scatter_rows, sender=self, dispatch_uid="scatter_rows")
