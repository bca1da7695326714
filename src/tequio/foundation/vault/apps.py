from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "tequio.foundation.vault"
    label = "vault"
