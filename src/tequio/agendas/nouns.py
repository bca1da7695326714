"""The nouns of this room on the trail: what each is called, and how the team sees one."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.trail.noun import Registered, register
from tequio.agendas.models import Item, Proposal


def register_nouns() -> None:
    register(Registered(
        kind="proposal", model=Proposal, label=_("propuesta"), plural=_("propuestas"), step=5,
        title=lambda row: row.text, words=("text",)))
    register(Registered(
        kind="item", model=Item, label=_("punto de agenda"), plural=_("puntos de agenda"), step=6,
        title=lambda row: row.title or row.text, words=("title", "text", "particular")))
