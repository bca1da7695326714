"""The texts of this room that could leave: two people read each before anything public holds it.

Voices are read with their own masks, encounter by encounter, and stand in `protection.review`.
"""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.models import Territory
from tequio.foundation.trail.leaves import Leaves, declare
from tequio.listening.models import Silence


def declare_leaves() -> None:
    declare(Leaves(Silence, ("text",), _("silencio"), lambda row: f"{row.get_kind_display()} · {row.key}"))
    declare(Leaves(Territory, ("suspension_note",), _("por qué se suspendió el trabajo"), str, place=""))
