"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import A, C
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(Verb("record_indicators", (A, C), _("anotó indicadores")))
