"""The trail of a noun as it may be shown: paths of nodes for the protected team, coarse counts for everybody else."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tequio.foundation.accounts.reach import reach
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun, TrailNoun, nouns
from tequio.foundation.trail.paths import Node as Place
from tequio.foundation.trail.paths import Step, Way, way, within
from tequio.foundation.trail.queries import edges_after, edges_behind
from tequio.foundation.trail.stands import Stand, stands
from tequio.foundation.trail.wording import wording
from tequio.protection.frozen.held import Frozen

# So many nodes are drawn on one side, and so many after any one of them; the others are counted.
MOST, MOST_AFTER = 240, 40
VERSIONED = ("proposal",)  # what has earlier and later versions of its own kind


@dataclass(frozen=True)
class Node:
    """One node on a path, with what comes next. `says` is how it stands to the node before it."""

    kind: str
    label: str
    id: UUID
    title: str
    says: str = ""
    opposes: bool = False
    after: tuple["Node", ...] = ()
    # Its own path is drawn elsewhere on the page.
    again: bool = False
    beyond: int = 0


@dataclass(frozen=True)
class Kind:
    """How many nodes of one kind carry a side of the trail: coarse outside the team. To the team, how many differ."""

    kind: str
    plural: str
    count: str
    differ: str = ""


@dataclass(frozen=True)
class Side:
    """One question answered: its counts in the order of the chain and, for the team, its paths."""

    kinds: tuple[Kind, ...]
    paths: tuple[Node, ...] = ()
    beyond: int = 0


@dataclass(frozen=True)
class Trail:
    """Who stands behind a line, and what became of it."""

    label: str
    title: str
    behind: Side
    became: Side


def node(process: Process, kind: str, node_id: UUID) -> Noun | None:
    registered = nouns().get(kind)
    return registered.model.objects.filter(process=process, pk=node_id).first() if registered else None


def keyed(key: str, processes: Collection[UUID]) -> Noun | None:
    """The noun with this key or UUID in one of these processes, the furthest along the chain first.

    Whoever looks in some territories only finds what lies there.
    """
    for registered in sorted(nouns().values(), key=lambda one: -one.step):
        wanted = _wanted(registered, key)
        row = registered.model.objects.filter(process__in=processes, **wanted).first() if wanted else None
        if row is not None:
            return row
    return None


def _wanted(registered: TrailNoun, key: str) -> dict[str, Any]:
    try:
        return {"pk": UUID(key)}
    except ValueError:
        named = any(field.name == "key" for field in registered.model._meta.fields)
        return {"key": key} if named else {}


def trail(row: Noun, *, team: bool, language: str) -> Trail:
    registered = nouns()[row._meta.model_name or ""]
    return Trail(
        label=str(registered.label), title=registered.shown(row, wording(row.process)) if team else "",
        behind=_side(row, registered.kind, forward=False, team=team, language=language),
        became=_side(row, registered.kind, forward=True, team=team, language=language))


def _side(row: Noun, kind: str, *, forward: bool, team: bool, language: str) -> Side:
    process, start = row.process, (kind, row.pk)
    edges = (edges_after if forward else edges_behind)(process.pk, row.pk)
    touched = {start} | {place for edge in edges for place in (
        (edge.source_kind, edge.source), (edge.target_kind, edge.target))}
    found = way(start, edges, stands(process.pk, edges, touched), forward=forward)
    if not team:
        return Side(_told(process, found, language))
    found = _looked_at(found)
    return Drawing(process, found).side(_kinds(found))


def _told(process: Process, found: Way, language: str) -> tuple[Kind, ...]:
    """Every kind that could stand on this side, few or none alike, held still.

    Nobody outside the team learns of one line that somebody differed: in a small room that says who.
    """
    held, frozen = Counter(kind for kind, _pk in found.held), Frozen(process)
    kind, pk = found.start
    return tuple(Kind(one.kind, str(one.plural), frozen.words(
        language, held[one.kind], "trail", pk, found.forward, one.kind)) for one in _possible(kind, found.forward))


def _possible(kind: str, forward: bool) -> list[TrailNoun]:
    """What can stand before or after something in the chain; of its own kind, only an earlier or later version."""
    here = nouns()[kind].step
    return [one for one in sorted(nouns().values(), key=lambda one: (one.step, one.kind))
            if (one.step >= here if forward else one.step <= here) and (one.kind != kind or kind in VERSIONED)]


def _kinds(found: Way) -> tuple[Kind, ...]:
    held = Counter(kind for kind, _pk in found.held)
    differ = Counter(kind for kind, _pk in found.opposed if kind != "encounter")
    ordered = sorted((nouns()[kind] for kind in held.keys() | differ.keys() if kind in nouns()),
                     key=lambda one: (one.step, one.kind))
    return tuple(Kind(one.kind, str(one.plural), str(held[one.kind] or ""),
                      str(differ[one.kind] or "")) for one in ordered)


def _looked_at(found: Way) -> Way:
    """Without what lies outside the territories of whoever asks."""
    if reach() is None:
        return found
    every = {*found.held, *found.opposed}
    return within(found, {(kind, pk) for kind, ids in _by_kind(every).items()
                          for pk in nouns()[kind].model.objects.filter(pk__in=ids).values_list("pk", flat=True)})


def _by_kind(places: Collection[Place]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for kind, pk in places:
        if kind in nouns():
            found.setdefault(kind, []).append(pk)
    return found


class Drawing:
    """A way as a tree of paths: nearest first, each node followed further in one place only."""

    def __init__(self, process: Process, found: Way) -> None:
        self._way = found
        self._after: dict[tuple[Place, bool], list[Step]] = {}
        self._beyond: Counter[tuple[Place, bool]] = Counter()
        self._followed: set[tuple[Place, bool]] = set()
        self._room = MOST
        self._choose()
        self._titles = _titles(process, {step.node for steps in self._after.values() for step in steps})

    def side(self, kinds: tuple[Kind, ...]) -> Side:
        start = (self._way.start, False)
        return Side(kinds, tuple(self._drawn(step, {start}) for step in self._after.get(start, ())
                                 if step.node in self._titles), self._beyond[start])

    def _choose(self) -> None:
        """Level by level, so that the room there is goes to what lies nearest."""
        waiting: list[tuple[Place, Stand | None]] = [(self._way.start, None)]
        while waiting:
            place, stand = waiting.pop(0)
            here = (place, _opposes(stand))
            if here in self._after:
                continue
            steps = sorted(self._way.after(place, stand), key=self._order)
            taken = steps[:min(MOST_AFTER, self._room)]
            self._after[here], self._beyond[here] = taken, len(steps) - len(taken)
            self._room -= len(taken)
            waiting += [(step.node, step.stand) for step in taken]

    def _order(self, step: Step) -> tuple[bool, int, str]:
        """What leads further first, then what lies nearest along the chain."""
        kind, pk = step.node
        along = nouns()[kind].step if kind in nouns() else 0
        return not self._way.after(step.node, step.stand), along if self._way.forward else -along, str(pk)

    def _drawn(self, step: Step, above: set[tuple[Place, bool]]) -> Node:
        kind, pk = step.node
        here = (step.node, _opposes(step.stand))
        leads = bool(self._after.get(here)) or bool(self._beyond[here])
        again = leads and here in self._followed
        if not again:
            self._followed.add(here)
        after = () if again else tuple(self._drawn(one, above | {here}) for one in self._after.get(here, ())
                                       if one.node in self._titles and (one.node, _opposes(one.stand)) not in above)
        return Node(kind, str(nouns()[kind].label), pk, self._titles[step.node],
                    str(step.stand.words) if step.stand else "", _opposes(step.stand), after, again,
                    0 if again else self._beyond[here])


def _opposes(stand: Stand | None) -> bool:
    return stand is not None and stand.opposes


def _titles(process: Process, places: Collection[Place]) -> dict[Place, str]:
    """Masked, unless the page is shown as it was said; one query for each kind."""
    words = wording(process)
    titles: dict[Place, str] = {}
    for kind, ids in _by_kind(places).items():
        registered = nouns()[kind]
        parents = [field.name for field in registered.model._meta.fields if field.is_relation and not field.null]
        rows = list(registered.model.objects.filter(process=process, pk__in=ids).select_related(*parents))
        words.expect(_voices(registered, rows))
        titles |= {(kind, row.pk): registered.shown(row, words) for row in rows}
    return titles


def _voices(registered: TrailNoun, rows: list[Any]) -> list[Any]:
    return rows if registered.kind == "voice" else [row.voice for row in rows if hasattr(row, "voice_id")]
