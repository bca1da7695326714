"""What other rooms and pages read of the diagnosis."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tequio.diagnosis.coding.blind import unseen
from tequio.diagnosis.models import Code, Coding, CodingStatus, Finding, Link, Stance
from tequio.diagnosis.system_map import Link as MapLink
from tequio.diagnosis.system_map import SystemMap, Told, read_map
from tequio.foundation.accounts.reach import here, looker, reach
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.places.tree import holders, within
from tequio.foundation.trail.queries import behind_each
from tequio.listening.models import Voice

# What codes of the default codebook stand for when a loop joins exclusion, violence and crime: a key or a family.
JOINS = {"VL": "violence", "VN": "violence", "IN": "exclusion", "FA1": "exclusion", "FA8": "exclusion",
         "FA4": "crime", "FA5": "crime"}


@dataclass(frozen=True)
class LinkCount:
    """How many voices said that one code feeds or interrupts another."""

    origin: Code
    relation: str
    goal: Code
    voices: int


def codebook(process: Process) -> QuerySet[Code]:
    """Codes in their order, each with how many voices carry it (suggestions counted apart)."""
    territories = reach()
    # Codes are the same everywhere; what is counted under them is not.
    counted = here(Coding, territories, "codings__") if territories is not None else Q()
    if looker():
        # What is counted says as much as what is shown.
        counted &= ~unseen(Coding, looker(), "codings__")
    found: QuerySet[Code] = Code.objects.filter(process=process).annotate(
        accepted=Count("codings__voice", distinct=True, filter=Q(codings__status=CodingStatus.ACCEPTED) & counted),
        suggested=Count("codings__voice", distinct=True, filter=Q(codings__status=CodingStatus.SUGGESTED) & counted))
    return found.order_by("order", "key")


def coding_counts(process: Process) -> Counter[str]:
    return Counter(Coding.objects.filter(process=process).values_list("status", flat=True))


def passages(code: Code, status: str = "") -> QuerySet[Coding]:
    """What was said under a code and those merged into it, accepted before suggested; discarded ones are left out."""
    shown = (CodingStatus.ACCEPTED, CodingStatus.SUGGESTED)
    found: QuerySet[Coding] = Coding.objects.filter(
        Q(code=code) | Q(code__successor=code), status__in=shown).select_related(
        "process", "voice__group", "voice__territory", "voice__encounter").order_by("status", "voice__key", "start")
    return found.filter(status=status) if status else found


def voices_behind(process: Process, finding_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The voices each finding rests on, near or through their codings."""
    return {finding: kinds.get("voice", set()) for finding, kinds in behind_each(process.pk, finding_ids).items()}


def voices_by_code(process: Process) -> Counter[tuple[UUID, UUID]]:
    """How many voices of a territory and all within it carry a code that a person accepted, by (code, territory)."""
    rows = Coding.objects.filter(process=process, status=CodingStatus.ACCEPTED).values_list(
        "code_id", "voice__territory_id", "voice_id").distinct()
    counted_in = holders(process.pk)
    return Counter((code, place) for code, territory, _voice in rows for place in counted_in[territory])


def findings_by_place(process: Process) -> Counter[UUID]:
    """How many findings each territory and all within it have."""
    counted_in = holders(process.pk)
    rows = Finding.objects.filter(process=process).values_list("territory_id", flat=True)
    return Counter(place for territory in rows for place in counted_in[territory])


def findings(process: Process, *, territory: Territory | None = None) -> QuerySet[Finding]:
    """All findings, or those of a territory and all within it."""
    found: QuerySet[Finding] = Finding.objects.filter(process=process).select_related(
        "process", "group", "territory").prefetch_related("stances__group")
    return found.filter(territory__in=within(territory)) if territory else found


def stances(process: Process) -> QuerySet[Stance]:
    found: QuerySet[Stance] = Stance.objects.filter(process=process).select_related("group", "finding")
    return found


def links(process: Process) -> QuerySet[Link]:
    """What somebody said feeds or interrupts what, but for what lost its place or was settled not to stand."""
    found: QuerySet[Link] = _standing(process).select_related(
        "process", "origin", "goal", "voice__group", "voice__territory", "voice__encounter")
    return found


def _standing(process: Process) -> QuerySet[Link]:
    found: QuerySet[Link] = Link.objects.filter(process=process, adrift=False).exclude(settlement__stands=False)
    return found


def system_map(process: Process) -> list[LinkCount]:
    """What feeds and what interrupts what, most often said first. One voice counts once."""
    codes = {code.pk: code for code in Code.objects.filter(process=process)}
    said = Counter((origin, relation, goal) for origin, relation, goal, _voice in _standing(
        process).order_by("origin__order", "goal__order").values_list(
            "origin_id", "relation", "goal_id", "voice_id").distinct())
    return [LinkCount(codes[key[0]], key[1], codes[key[2]], count) for key, count in said.most_common()]


def told(process: Process) -> list[Told]:
    """Every link as it was told: by which voice, in which encounter, of which group."""
    rows = _standing(process).values_list(
        "origin__key", "relation", "goal__key", "voice_id", "voice__encounter_id", "voice__group_id")
    # What was said in no encounter is one by itself.
    return [Told(MapLink(origin, relation, goal), voice, encounter or voice, group)
            for origin, relation, goal, voice, encounter, group in rows]


def groups_heard(process: Process) -> dict[UUID, Group]:
    """The groups of which anybody was heard, in their order."""
    heard = set(Voice.objects.filter(process=process, group__isnull=False).values_list("group_id", flat=True))
    return {group.pk: group for group in Group.objects.filter(process=process) if group.pk in heard}


def map_read(process: Process) -> SystemMap:
    """The map with its loops, who told them and what breaks with each link."""
    codes = Code.objects.filter(process=process).values_list("key", "family")
    kinds = {key: kind for key, family in codes if (kind := JOINS.get(key) or JOINS.get(family))}
    return read_map(told(process), list(groups_heard(process)), kinds=kinds)


def worth_drawing(said: Sequence[LinkCount], most: int = 40) -> tuple[int, list[LinkCount]]:
    """The links said by enough voices that at most `most` are drawn, and how many voices that takes."""
    for least in sorted({one.voices for one in said}):
        shown = [one for one in said if one.voices >= least]
        if len(shown) <= most:
            return least, shown
    return (said[0].voices, list(said[:most])) if said else (0, [])
