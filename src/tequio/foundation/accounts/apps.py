from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tequio.foundation.accounts"
    label = "accounts"
