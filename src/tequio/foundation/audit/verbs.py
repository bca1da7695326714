"""What is done with the record itself."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.models import Role
from tequio.foundation.accounts.permissions import C
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("read_audit", (C, Role.TRUSTEE, Role.AUDITOR)),
        Verb("export_audit", (C, Role.TRUSTEE, Role.AUDITOR), _("se llevó el registro")),
        Verb("bulk_reading", (), _("abrió muchas voces en un día")),
    )
