"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.models import Role
from tequio.foundation.accounts.permissions import C, F
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("record_response", (C, Role.OFFICIAL), _("anotó una respuesta")),
        Verb("record_commitment", (C,), _("anotó un compromiso")),
        Verb("record_action", (C, Role.OFFICIAL), _("anotó una acción")),
        Verb("record_verdict", (F, C), _("anotó un veredicto")),
    )
