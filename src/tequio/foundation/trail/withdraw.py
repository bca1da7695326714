"""Taking something back: a walk over the nouns that came of it, each as its room registered.

What is nothing without it goes; what others stand behind, too, is to be looked at again; what nobody stands behind any
more is withdrawn with it. Works on a locked process as well: destroying needs no key.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun, TrailNoun, Withdrawing, kind_of, nouns
from tequio.foundation.trail.queries import downstream
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.keyring import keyring, path_of
from tequio.foundation.vault.search import forget

Node = tuple[str, UUID]
BATCH = 400
FEW = 12


@dataclass(frozen=True)
class Aftermath:
    """What taking `origins` back does: nouns that go with them, nouns to be looked at again, nouns that stay."""

    origins: frozenset[Node]
    gone: frozenset[Node] = frozenset()
    review: frozenset[Node] = frozenset()
    kept: frozenset[Node] = frozenset()

    def reach(self) -> Counter[str]:
        """How many nouns of each kind it touches, near or far."""
        return Counter(kind for kind, _ in self.gone | self.review | self.kept)

    def touched(self, kind: str) -> set[UUID]:
        return {pk for one, pk in self.gone | self.review if one == kind}


@dataclass(frozen=True)
class Copy:
    """A file in which something that was taken back may stand; `published` ones cannot be recalled from here."""

    name: str
    day: datetime.date
    published: bool


Recall = Callable[[UUID, Aftermath], list[Copy]]
_recalls: list[Recall] = []


def when_withdrawn(recall: Recall) -> None:
    """`recall` rewrites or removes the copies of this installation, and names all in which it may stand."""
    _recalls.append(recall)


def settle(origins: Iterable[Node], reached: Iterable[Node], sources: Mapping[Node, set[Node]],
           verbs: Mapping[str, Withdrawing]) -> Aftermath:
    """Pure: what becomes of each `reached` noun, given what stands behind each.

    A noun goes when it is nothing without something that goes, or when all that stood behind it goes.
    """
    start, waiting = frozenset(origins), dict.fromkeys(reached)
    gone: set[Node] = set(start)
    changed = True
    while changed:
        changed = False
        for node in [node for node in waiting if _goes(node, gone, sources, verbs)]:
            del waiting[node]
            gone.add(node)
            changed = True
    again = {node for node in waiting if verbs.get(node[0]) is Withdrawing.REVIEW and sources.get(node, set()) & gone}
    return Aftermath(start, frozenset(gone - start), frozenset(again), frozenset(waiting.keys() - again))


def _goes(node: Node, gone: set[Node], sources: Mapping[Node, set[Node]], verbs: Mapping[str, Withdrawing]) -> bool:
    verb, behind = verbs.get(node[0], Withdrawing.KEEP), sources.get(node, set())
    if verb is Withdrawing.DELETE:
        return bool(behind & gone)
    return verb is Withdrawing.REVIEW and bool(behind) and behind <= gone


def aftermath(process_id: UUID, origins: Iterable[Noun]) -> Aftermath:
    """What taking the rows back would do; nothing is changed."""
    start = {(kind_of(row), row.pk) for row in origins}
    parts = set(_hanging_nouns(start))
    reached = (parts | _reached(process_id, start | parts)) - start
    sources = _sources([pk for _, pk in reached])
    for node in parts:
        sources.setdefault(node, set()).update(start)
    return settle(start, reached, sources, {kind: one.withdraw for kind, one in nouns().items()})


def take_back(process_id: UUID, found: Aftermath, *, instead: str, keep_origins: bool = False) -> list[Copy]:
    """Do it, inside the caller's transaction; every copy in which it may stand.

    `instead` is what stands where a noun was emptied. With `keep_origins` the words stay and only what was made of
    them goes: a permission was narrowed. A locked process leaves the emptied places blank.
    """
    open_now = keyring.is_open(process_id)
    register = nouns()
    deleted = {node for node in found.gone if register[node[0]].emptied is None}
    emptied = found.gone - deleted
    copies = [copy for recall in _recalls for copy in recall(process_id, found)]
    for node in emptied:
        _empty(process_id, register[node[0]], node[1], instead if open_now else "")
    ends = deleted if keep_origins else deleted | found.origins
    shredded = _own_keys(ends)
    _cut(process_id, ends, emptied, found)
    for kind, pks in _by_kind(ends):
        register[kind].model.objects.filter(process=process_id, pk__in=pks).delete()
    # Destroyed last and inside the transaction: if this fails, the rows are still there to be tried again.
    shred(process_id, shredded)
    forget(process_id)
    return copies


def shred(process_id: UUID, rows: Iterable[UUID]) -> None:
    """Destroy data keys, also of a process that is locked."""
    gone = set(rows)
    if not gone:
        return
    if keyring.is_open(process_id):
        keyring.of(process_id).destroy_keys(gone)
        return
    keyfile.take_out(path_of(settings.HOME, process_id), gone)


def _reached(process_id: UUID, start: set[Node]) -> set[Node]:
    """Everything that came of these: a query for each of a few, one walk in memory for a whole assembly."""
    if len(start) <= FEW:
        return {(node.kind, node.id) for _, pk in start for node in downstream(process_id, pk)}
    targets: dict[UUID, list[Node]] = {}
    rows = Edge.objects.filter(process_id=process_id).values_list("source_id", "target_kind", "target_id")
    for source, kind, target in rows.iterator(chunk_size=5000):
        targets.setdefault(source, []).append((kind, target))
    found: set[Node] = set()
    waiting = [pk for _, pk in start]
    while waiting:
        new = [node for node in targets.get(waiting.pop(), ()) if node not in found]
        found.update(new)
        waiting += [pk for _, pk in new]
    return found


def _hanging_nouns(start: set[Node]) -> Iterator[Node]:
    """Nouns that are part of what goes, whether or not an edge says so: the codings and links of a voice."""
    for kind, pks in _by_kind(start):
        for relation in _cascading(nouns()[kind].model):
            part = next((one for one in nouns().values() if one.model is relation.related_model), None)
            if part is not None and part.withdraw is Withdrawing.DELETE:
                rows = part.model.objects.filter(**{f"{relation.field.name}__in": pks})
                yield from ((part.kind, pk) for pk in rows.values_list("pk", flat=True))


def _cascading(model: type[models.Model]) -> list[Any]:
    return [relation for relation in model._meta.related_objects if relation.on_delete is models.CASCADE]


def _sources(targets: list[UUID]) -> dict[Node, set[Node]]:
    found: dict[Node, set[Node]] = {}
    for part in _parts(targets):
        for edge in Edge.objects.filter(target_id__in=part):
            found.setdefault((edge.target_kind, edge.target_id), set()).add((edge.source_kind, edge.source_id))
    return found


def _parts(pks: Iterable[UUID]) -> Iterator[list[UUID]]:
    """Few enough for the parameters of one query."""
    known = list(pks)
    yield from (known[at:at + BATCH] for at in range(0, len(known), BATCH))


def _by_kind(nodes: Iterable[Node]) -> Iterator[tuple[str, list[UUID]]]:
    """Batches of one kind, the furthest along the chain first: nothing is deleted under what stands on it."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, pk in nodes:
        by_kind.setdefault(kind, []).append(pk)
    for kind in sorted(by_kind, key=lambda one: -nouns()[one].step):
        yield from ((kind, part) for part in _parts(by_kind[kind]))


def _empty(process_id: UUID, registered: TrailNoun, pk: UUID, instead: str) -> None:
    """Words out of the row and of everything that hangs on it; the row stays."""
    row = registered.model.objects.filter(process=process_id, pk=pk).first()
    if row is None:
        return
    for column in _sealed(registered.model):
        setattr(row, column.attname, "")
    if registered.emptied:
        registered.emptied(row, instead)
    row.save()
    known = {one.model for one in nouns().values()}
    for relation in _cascading(registered.model):
        if relation.related_model not in known and any(_sealed(relation.related_model)):
            relation.related_model._default_manager.filter(**{relation.field.name: row}).delete()


def _sealed(model: type[models.Model]) -> list[SealedField]:
    return [column for column in model._meta.fields if isinstance(column, SealedField)]


def _own_keys(nodes: Iterable[Node]) -> set[UUID]:
    """Of those nodes, the ones whose words have a data key of their own."""
    keyed = {kind for kind, one in nouns().items()
             if any(column.key_of in ("id", "pk") for column in _sealed(one.model))}
    return {pk for kind, pk in nodes if kind in keyed}


def _cut(process_id: UUID, ends: Iterable[Node], emptied: Iterable[Node], found: Aftermath) -> None:
    """Edges of what is gone; what others did stays joined to the emptied row that it answers."""
    stays = [kind for kind, one in nouns().items() if one.withdraw is Withdrawing.KEEP]
    edges = Edge.objects.filter(process_id=process_id)
    for part in _parts(pk for _, pk in ends):
        edges.filter(Q(source_id__in=part) | Q(target_id__in=part)).delete()
    for part in _parts(pk for _, pk in emptied):
        edges.filter(target_id__in=part).delete()
        edges.filter(source_id__in=part).exclude(target_kind__in=stays).delete()
    origins = [pk for _, pk in found.origins]
    for part in _parts(pk for _, pk in found.review):
        edges.filter(target_id__in=part, source_id__in=origins).delete()
