from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "tequio.followup"
    label = "followup"
