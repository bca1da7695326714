"""Voices that argued for or against a statement, as the trail tells it: nobody became what they spoke against."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tequio.deliberation.models import Position, Reason
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.trail.stands import Edge, Stand, Stands

SAID = {Position.AGREE: Stand(_("habló a favor"), opposes=False), Position.DISAGREE: Stand(_("habló en contra"),
        opposes=True), Position.PASS: Stand(_("habló con dudas"), opposes=True)}
MOST = 300


def argued(process_id: UUID, edges: Collection[Edge], nodes: Collection[tuple[str, UUID]]) -> Stands:
    """Reasons are no edges of their own: taking a reason back does not take back the statement it was about."""
    voices = [pk for kind, pk in nodes if kind == "voice"]
    statements = [pk for kind, pk in nodes if kind == "statement"]
    if not voices and not statements:
        return {}
    with everywhere():
        rows = Reason.objects.filter(process=process_id)
        if len(voices) + len(statements) <= MOST:
            rows = rows.filter(Q(voice__in=voices) | Q(statement__in=statements))
        found = {(voice, statement): side for voice, statement, side in rows.values_list(
            "voice_id", "statement_id", "side")}
    known = {*voices, *statements}
    return {Edge("voice", voice, "statement", statement): SAID[Position(side)]
            for (voice, statement), side in found.items() if (voice in known or statement in known)
            and Position(side) in SAID}
