from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tequio.foundation.audit"
    label = "audit"
