"""The nouns of this room on the trail: what each is called, and how the team sees one."""

from django.utils.translation import gettext_lazy as _

from tequio.diagnosis.models import Coding, Finding, Link
from tequio.foundation.trail.noun import Registered, Withdrawing, register


def register_nouns() -> None:
    register(Registered(
        kind="coding", model=Coding, label=_("codificación"), plural=_("codificaciones"), step=3,
        title=lambda row: f"{row.code}: {row.quote}", withdraw=Withdrawing.DELETE,
        worded=lambda row, words: f"{row.code}: {words.passage(row.voice, row.start, row.end, row.quote)}"))
    register(Registered(
        kind="link", model=Link, label=_("vínculo"), plural=_("vínculos"), step=3,
        title=lambda row: f"{row.origin} {row.get_relation_display()} {row.goal}", words=("circumstance",),
        withdraw=Withdrawing.DELETE,
        worded=lambda row, words: f"{row.origin} {row.get_relation_display()} {row.goal}"))
    register(Registered(
        kind="finding", model=Finding, label=_("hallazgo"), plural=_("hallazgos"), step=4,
        title=lambda row: row.claim, words=("claim",), withdraw=Withdrawing.REVIEW))
