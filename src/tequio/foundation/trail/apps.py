from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "tequio.foundation.trail"
    label = "trail"
