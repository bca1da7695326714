"""The texts of this room that could leave: two people read each before anything public holds it."""

from django.utils.translation import gettext_lazy as _

from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.foundation.trail.leaves import Leaves, declare


def declare_leaves() -> None:
    declare(Leaves(Response, ("text",), _("respuesta"), lambda row: str(row.key), place="item.agenda.territory"))
    declare(Leaves(Commitment, ("text",), _("compromiso"), lambda row: str(row.key),
                   place="response.item.agenda.territory"))
    declare(Leaves(Action, ("text", "evidence"), _("acción"), lambda row: str(row.key),
                   place="commitment.response.item.agenda.territory"))
    declare(Leaves(Verdict, ("reason",), _("veredicto"), lambda row: f"{row.item.key} · {row.wave}",
                   place="item.agenda.territory"))
