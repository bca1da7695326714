"""The nouns of this room on the trail: what each is called, and how the team sees one."""

from django.utils.translation import gettext_lazy as _

from tequio.deliberation.models import Statement
from tequio.foundation.trail.noun import Registered, Withdrawing, register


def register_nouns() -> None:
    register(Registered(
        kind="statement", model=Statement, label=_("afirmación"), plural=_("afirmaciones"), step=5,
        title=lambda row: row.text, words=("text",), withdraw=Withdrawing.REVIEW, emptied=_emptied))


def _emptied(row: Statement, instead: str) -> None:
    """Its votes stay; the sentence they answered does not."""
    row.text = instead
