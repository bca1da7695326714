"""What drafts print beside an agenda, read from what is kept: one that is written anew says as much as the first."""

from uuid import UUID

from django.db.models import QuerySet

from tequio.agendas.compose import Extras
from tequio.agendas.models import Proposal
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Spelling, Voice


def extras_of(process: Process) -> Extras:
    """Spellings of places that were joined, and rows of consultations that ask for nothing."""
    consulted = Voice.objects.filter(process=process, consulted=True)
    own = Proposal.objects.filter(process=process, own_words=True).exclude(source_row=None)
    kept = [(row.territory_id, row.spelling, row.place, row.rows) for row in Spelling.objects.filter(process=process)]
    return Extras(places=tuple(sorted(kept, key=lambda row: (row[2], -row[3], row[1]))),
                  without_proposal=_without_proposal(process, consulted), with_rows=own.exists() or consulted.exists())


def _without_proposal(process: Process, consulted: QuerySet[Voice]) -> frozenset[UUID]:
    """Rows of consultations from which no proposal came."""
    asking = Edge.objects.filter(process_id=process.pk, source_kind="voice", target_kind="proposal")
    return frozenset(consulted.exclude(pk__in=asking.values("source_id")).values_list("pk", flat=True))
