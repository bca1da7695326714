from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "tequio.foundation.bundles"
    label = "bundles"
