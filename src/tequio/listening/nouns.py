"""The nouns of this room on the trail: what each is called, and how the team sees one."""

from django.utils.translation import gettext_lazy as _

from tequio.foundation.trail.noun import Registered, register
from tequio.listening.models import Encounter, Voice


def register_nouns() -> None:
    register(Registered(
        kind="encounter", model=Encounter, label=_("encuentro"), plural=_("encuentros"), step=1,
        title=lambda row: f"{row.get_kind_display()} · {row.key}",
        worded=lambda row, words: f"{row.get_kind_display()} · {row.key}"))
    register(Registered(
        kind="voice", model=Voice, label=_("voz"), plural=_("voces"), step=2,
        title=lambda row: row.text, words=("text",), worded=lambda row, words: words.voice(row)))
