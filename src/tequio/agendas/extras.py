"""What drafts print beside an agenda, read from what is kept: one that is written anew says as much as the first."""

from uuid import UUID

from tequio.agendas.compose import Extras
from tequio.agendas.models import Proposal
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Spelling, Voice


def extras_of(process: Process) -> Extras:
    """Spellings of places that were joined, and rows of consultations that ask for nothing."""
    files = set(Proposal.objects.filter(process=process, own_words=True).values_list("source_file", flat=True)) - {""}
    kept = [(row.territory_id, row.spelling, row.place, row.rows) for row in Spelling.objects.filter(process=process)]
    return Extras(places=tuple(sorted(kept, key=lambda row: (row[2], -row[3], row[1]))),
                  without_proposal=_without_proposal(process, files), with_rows=bool(files))


def _without_proposal(process: Process, files: set[str]) -> frozenset[UUID]:
    """Rows of those files from which no proposal came."""
    asking = Edge.objects.filter(process_id=process.pk, source_kind="voice", target_kind="proposal")
    rows = Voice.objects.filter(process=process, source_file__in=files)
    return frozenset(rows.exclude(pk__in=asking.values("source_id")).values_list("pk", flat=True))
