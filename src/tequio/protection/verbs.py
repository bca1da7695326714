"""What is done in this room: who may, and how the record says it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.accounts.permissions import TEAM, A, C, F, P
from tequio.foundation.register import Verb, declare_verbs
from tequio.protection.receipts.models import Unbound
from tequio.protection.showing.actions import Why


def declare_acts() -> None:
    declare_verbs(
        Verb("read_as_said", TEAM, _("leyó una página como se dijo"), because=dict(Why.choices)),
        Verb("unbind_receipt", (F, P, C), _("soltó un recibo mal anotado"), because=dict(Unbound.choices)),
        Verb("review_voice", (P,), _("leyó antes de publicar")),
        Verb("lift_mask", (P,), _("levantó una tapadura en un texto del equipo"), also={
            "asked": _("pidió levantar una tapadura en un texto del equipo"),
            "agreed": _("dejó a la vista unas palabras de un texto del equipo"),
            "same_browser": _("dejó a la vista unas palabras de un texto del equipo, desde el mismo navegador que "
                              "quien lo pidió"),
            "covered": _("volvió a tapar unas palabras de un texto del equipo")}),
        Verb("withdraw", (P,), _("retiró lo que alguien dijo"), also={
            "asked": _("retiró aquí lo que retiró otra máquina"), "kept": _("dejó aquí lo que retiró otra máquina")}),
        Verb("release", (P, C), _("dejó publicar")),
        Verb("revisit", (P, A, C), _("volvió a mirar")),
    )
