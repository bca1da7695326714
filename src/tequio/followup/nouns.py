"""The nouns of this room on the trail: what each is called, and how the team sees one."""

from django.utils.translation import gettext_lazy as _

from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.foundation.trail.noun import Registered, register


def register_nouns() -> None:
    register(Registered(
        kind="response", model=Response, label=_("respuesta"), plural=_("respuestas"), step=8,
        title=lambda row: f"{row.institution}: {row.get_kind_display()}. {row.text}", words=("text",),
        worded=lambda row, words: f"{row.institution}: {row.get_kind_display()}. {words.drafted(row.text)}"))
    register(Registered(
        kind="commitment", model=Commitment, label=_("compromiso"), plural=_("compromisos"), step=9,
        title=lambda row: row.text, words=("text",)))
    register(Registered(
        kind="action", model=Action, label=_("acción"), plural=_("acciones"), step=10,
        title=lambda row: row.text, words=("text",)))
    register(Registered(
        kind="verdict", model=Verdict, label=_("veredicto"), plural=_("veredictos"), step=11,
        title=lambda row: f"{row.get_official_display()} | {row.get_community_display()}", words=("reason",),
        worded=lambda row, words: f"{row.get_official_display()} | {row.get_community_display()}"))
