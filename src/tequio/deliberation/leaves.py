"""The texts of this room that could leave: two people read each before anything public holds it."""

from django.utils.translation import gettext_lazy as _

from tequio.deliberation.models import Round, Sitting, Statement
from tequio.foundation.trail.leaves import Leaves, declare


def declare_leaves() -> None:
    declare(Leaves(Round, ("title", "question"), _("ronda"), lambda row: str(row.key),
                   headings=frozenset({"title", "question"})))
    declare(Leaves(Sitting, ("title",), _("sala de una ronda"), lambda row: str(row.key), place="round.territory",
                   headings=frozenset({"title"})))
    declare(Leaves(Statement, ("text", "feeds", "reply"), _("afirmación"), lambda row: str(row.key),
                   place="round.territory"))
