"""The texts of this room that could leave: two people read each before anything public holds it."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.trail.leaves import Leaves, declare
from tequio.measurement.models import Indicator, Observation


def declare_leaves() -> None:
    declare(Leaves(Indicator, ("note_es", "note_en"), _("lo que una cifra no puede ver"), lambda row: str(row.key),
                   place=None))
    declare(Leaves(Observation, ("note",), _("nota de una cifra"), lambda row: f"{row.indicator.key} · {row.period}"))
