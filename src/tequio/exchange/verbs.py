"""What is done with bundles."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import C, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(Verb("exchange", (P, C), _("intercambió un paquete")))
