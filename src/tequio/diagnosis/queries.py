"""What other rooms and pages read of the diagnosis."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link, Stance
from tequio.foundation.places.models import Process, Territory


@dataclass(frozen=True)
class LinkCount:
    """How many voices said that one code feeds or interrupts another."""

    origin: Code
    relation: str
    goal: Code
    voices: int


def codebook(process: Process) -> QuerySet[Code]:
    """Codes in their order, each with how many voices carry it (suggestions counted apart)."""
    found: QuerySet[Code] = Code.objects.filter(process=process).annotate(
        accepted=Count("codings__voice", distinct=True, filter=Q(codings__status=CodingStatus.ACCEPTED)),
        suggested=Count("codings__voice", distinct=True, filter=Q(codings__status=CodingStatus.SUGGESTED)))
    return found


def codings_of(voice_ids: list[UUID]) -> dict[UUID, list[Coding]]:
    found: dict[UUID, list[Coding]] = {voice: [] for voice in voice_ids}
    for coding in Coding.objects.filter(voice_id__in=voice_ids).select_related("code").order_by("start"):
        found[coding.voice_id].append(coding)
    return found


def findings(process: Process, *, territory: Territory | None = None) -> QuerySet[Finding]:
    found: QuerySet[Finding] = Finding.objects.filter(process=process).select_related(
        "group", "territory").prefetch_related("stances__group")
    return found.filter(territory=territory) if territory else found


def stances(process: Process) -> QuerySet[Stance]:
    found: QuerySet[Stance] = Stance.objects.filter(process=process).select_related("group", "finding")
    return found


def system_map(process: Process) -> list[LinkCount]:
    """What feeds and what interrupts what, most often said first."""
    rows = Link.objects.filter(process=process).select_related("origin", "goal")
    seen = {(row.origin_id, row.relation, row.goal_id): row for row in rows}
    said = Counter((row.origin_id, row.relation, row.goal_id) for row in rows)
    return [LinkCount(seen[key].origin, key[1], seen[key].goal, count) for key, count in said.most_common()]
