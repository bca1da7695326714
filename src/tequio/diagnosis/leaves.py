"""The texts of this room that could leave: two people read each before anything public holds it."""

from django.utils.translation import gettext_lazy as _

from tequio.diagnosis.models import Finding, Stance
from tequio.foundation.trail.leaves import Leaves, declare


def declare_leaves() -> None:
    declare(Leaves(Finding, ("claim",), _("hallazgo"), lambda row: str(row.key)))
    declare(Leaves(Stance, ("note",), _("en qué difiere un grupo"), lambda row: f"{row.finding.key} · {row.group}",
                   place="finding.territory"))
