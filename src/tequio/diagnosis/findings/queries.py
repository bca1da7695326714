"""What somebody who writes a finding chooses from: passages, links and loops of a place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tequio.diagnosis.findings.limits import limits_of
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link
from tequio.diagnosis.queries import links
from tequio.diagnosis.system_map import Link as MapLink
from tequio.diagnosis.system_map import Told, read_map
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.places.tree import within
from tequio.foundation.trail.models import Edge
from tequio.listening.cards import halted
from tequio.listening.models import Use
from tequio.listening.queries import groups_heard, refusing, silences

MOST = 80


@dataclass(frozen=True)
class Loop:
    """A loop told in a place: its links, and how they stand on the form."""

    key: str
    title: str
    links: tuple[Link, ...]


def passages_in(territory: Territory, codes: Iterable[UUID]) -> list[Coding]:
    """The accepted passages of a place under some codes, and under those merged into them."""
    chosen = list(codes)
    rows = Coding.objects.filter(process=territory.process, status=CodingStatus.ACCEPTED,
                                 voice__territory__in=within(territory))
    rows = rows.filter(code__in=chosen) | rows.filter(code__successor__in=chosen)
    refused = refusing(territory.process, Use.DIAGNOSIS)
    return [row for row in rows.select_related("code", "process", "voice__group").order_by(
        "code__order", "voice__key", "start")[:MOST] if row.voice_id not in refused]


def links_in(territory: Territory) -> list[Link]:
    refused = refusing(territory.process, Use.DIAGNOSIS)
    return [row for row in links(territory.process).filter(voice__territory__in=within(territory)).order_by(
        "origin__order", "goal__order") if row.voice_id not in refused]


def loops_in(rows: Iterable[Link]) -> list[Loop]:
    """The distinct loops that links of a place close, each with all links that tell a part of it."""
    said = {row: MapLink(row.origin.key, row.relation, row.goal.key) for row in rows}
    found = read_map(Told(link, row.voice_id, row.voice.encounter_id, row.voice.group_id) for row, link in said.items())
    codes: dict[str, Code] = {code.key: code for row in said for code in (row.origin, row.goal)}
    return [Loop("-".join(loop.codes), " → ".join(str(codes[key]) for key in (*loop.codes, loop.codes[0])),
                 tuple(row for row, link in said.items() if link in loop.links))
            for loop in (one.loop for one in found.loops)]


def limits_in(territory: Territory) -> str:
    """What a finding of this place cannot say, to begin its limits with."""
    heard = groups_heard(territory.process, territory=territory)
    unheard = [str(group) for group in territory.process.groups.all() if group.pk not in heard]
    kinds = Counter(row.get_kind_display() for row in silences(territory.process, territory=territory))
    return limits_of(unheard, kinds.most_common(), bool(halted(territory)))


def rests_on(finding: Finding) -> set[UUID]:
    """The codings, links and voices right behind it."""
    return set(Edge.objects.filter(process_id=finding.process_id, target_id=finding.pk).values_list(
        "source_id", flat=True))


def sources_of(process: Process, chosen: Iterable[UUID]) -> list[Coding | Link]:
    ids = list(chosen)
    return [*Coding.objects.filter(process=process, pk__in=ids).select_related("voice", "code", "process"),
            *Link.objects.filter(process=process, pk__in=ids).select_related("voice", "origin", "goal", "process")]
