"""What is done with keys and backups."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import C, P
from tequio.foundation.register import Verb, declare_verbs


def declare_acts() -> None:
    declare_verbs(
        Verb("manage_recovery", (C,), _("repartió la recuperación")),
        Verb("back_up", (P, C), _("respaldó")),
        Verb("restore", (P, C), _("recuperó un respaldo")),
        Verb("change_passphrase", (), _("cambió una frase de paso")),
        Verb("seal_keys", (), _("selló el archivo de llaves de una versión anterior")),
    )
