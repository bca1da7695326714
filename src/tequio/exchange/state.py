"""All that this machine knows of a process, in memory: every row with its words opened, its versions, what has ended.

Whoever reads it first gets what people changed since the last time written down as versions: nothing has to be hooked
into the saving of rows, and no change can be forgotten.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from tequio.exchange.content import (
    Content,
    content_of,
    deletion_name,
    fingerprints,
    identity,
    key_id,
    revision_name,
    written,
)
from tequio.exchange.history import History, Revision, heads, shown
from tequio.exchange.kinds import Kind, kinds
from tequio.exchange.models import Conflict, Ended, Renamed
from tequio.exchange.models import Revision as Row
from tequio.exchange.placing import Key
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.models import Retention
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.rows import of_process

BATCH = 500
UNREADABLE = "TQ-305"


@dataclass
class State:
    process_id: UUID
    opened: OpenProcess
    histories: dict[Key, History] = field(default_factory=dict)
    ended: set[Key] = field(default_factory=set)
    # Of each row's heads, by name. Deletions have none.
    contents: dict[Key, dict[str, Content]] = field(default_factory=dict)
    # What the tables hold now, and each row's own number there.
    table: dict[Key, Content] = field(default_factory=dict)
    numbers: dict[Key, Any] = field(default_factory=dict)
    # Rows in the tables whose key is missing. They are left as they are: the key file may be an older copy.
    unreadable: dict[Key, Content] = field(default_factory=dict)
    # The version that stands in the table, with its fingerprint.
    seen: dict[Key, tuple[str, str]] = field(default_factory=dict)
    renamed: dict[tuple[Key, str], tuple[str, str]] = field(default_factory=dict)

    def live_heads(self, key: Key) -> list[str]:
        gone = {one.name for one in self.histories[key] if one.gone}
        return sorted(heads(self.histories[key]) - gone)

    def winner(self, key: Key) -> Content | None:
        """What would stand in the table; None where the row was deleted."""
        return self.contents.get(key, {}).get(shown(self.histories[key]))


def recorded(process_id: UUID) -> State:
    """The state as people left it, with everything they changed written down. In the caller's transaction."""
    state = _known(process_id)
    _read_tables(state)
    new = [*_changes(state), *_deletions(state)]
    add_revisions(state, new)
    _note_seen(state, {key for key, _ in new})
    return state


def mark(state: State, key: Key) -> str:
    return mark_of(state.histories[key])


def mark_of(history: History) -> str:
    """The versions of a row, in short: equal where two machines know the same ones."""
    names = "|".join(sorted(one.name for one in history))
    return hashlib.sha256(names.encode()).hexdigest()[:32]


def add_revisions(state: State, new: list[tuple[Key, Revision]]) -> None:
    Row.objects.bulk_create([
        Row(process_id=state.process_id, kind=key[0], row_id=key[1], name=one.name, parents=sorted(one.parents),
            gone=one.gone) for key, one in new], batch_size=BATCH, ignore_conflicts=True)
    for key, one in new:
        state.histories[key] = state.histories.get(key, frozenset()) | {one}


def end(state: State, keys: set[Key]) -> None:
    """These may never come back: what was known of their versions goes as well."""
    new = keys - state.ended
    Ended.objects.bulk_create([Ended(process_id=state.process_id, kind=kind, row_id=row_id) for kind, row_id in new],
                              batch_size=BATCH, ignore_conflicts=True)
    state.ended |= new
    for kind, row_id in new:
        for model in (Row, Conflict, Renamed):
            models.QuerySet(model).filter(process_id=state.process_id, kind=kind, row_id=row_id).delete()
        for known in (state.histories, state.contents, state.seen):
            known.pop((kind, row_id), None)


def note_seen(state: State, keys: set[Key]) -> None:
    """Which version stands in the table now."""
    for key in keys & state.table.keys() & state.histories.keys():
        name = shown(state.histories[key])
        state.seen[key] = (name, _prints(state, key, state.contents[key][name])[0])
    _note_seen(state, keys)


def _note_seen(state: State, keys: set[Key]) -> None:
    rows = [row for row in Row.objects.filter(process_id=state.process_id, row_id__in={key[1] for key in keys})
            if (row.kind, row.row_id) in keys] if len(keys) <= BATCH else \
        [row for row in Row.objects.filter(process_id=state.process_id) if (row.kind, row.row_id) in keys]
    changed = []
    for row in rows:
        name, seen = state.seen.get((row.kind, row.row_id), ("", ""))
        wanted = seen if row.name == name else ""
        if row.seen != wanted:
            row.seen = wanted
            changed.append(row)
    Row.objects.bulk_update(changed, ["seen"], batch_size=BATCH)


def _known(process_id: UUID) -> State:
    state = State(process_id, keyring.of(process_id))
    found: dict[Key, set[Revision]] = {}
    rows = Row.objects.filter(process_id=process_id).values_list("kind", "row_id", "name", "parents", "gone", "seen")
    for kind, row_id, name, parents, gone, seen in rows.iterator(chunk_size=5000):
        found.setdefault((kind, row_id), set()).add(Revision(name, frozenset(parents), gone))
        if seen:
            state.seen[kind, row_id] = (name, seen)
    state.histories = {key: frozenset(one) for key, one in found.items()}
    state.ended = set(Ended.objects.filter(process_id=process_id).values_list("kind", "row_id"))
    for one in Renamed.objects.filter(process_id=process_id):
        state.renamed[(one.kind, one.row_id), one.column] = (one.said, one.shown)
    for row in conflicts_of(process_id):
        if (text := _opened(row)) is not None:
            state.contents.setdefault((row.kind, row.row_id), {})[row.revision] = json.loads(text)
    return state


def conflicts_of(process_id: UUID) -> "models.QuerySet[Conflict]":
    """With their words still sealed."""
    # Not the model's own manager: that one refuses sealed columns.
    rows: models.QuerySet[Conflict] = models.QuerySet(Conflict)
    return rows.filter(process_id=process_id)


def _opened(row: Conflict) -> str | None:
    """Nothing for a deletion, and for what cannot be read any more."""
    try:
        return str(row.content) or None
    except TequioError as fault:
        if fault.problem.code != UNREADABLE:
            raise
        return None


def _read_tables(state: State) -> None:
    for kind in kinds().values():
        for row in of_process(kind.model, state.process_id).iterator(chunk_size=2000):
            if isinstance(row, Process) and not row.name:
                # A machine that was started and has taken nothing yet.
                state.numbers[kind.label, row.pk] = row.pk
                continue
            try:
                content, found = content_of(kind, row), state.table
            except TequioError as fault:
                if fault.problem.code != UNREADABLE:
                    raise
                content, found = content_of(kind, row, words=False), state.unreadable
            key = (kind.label, identity(kind, state.process_id, row.pk, content))
            found[key], state.numbers[key] = content, row.pk


def _changes(state: State) -> Iterator[tuple[Key, Revision]]:
    for key, content in state.table.items():
        said = _as_said(state, key, content)
        name, seen = state.seen.get(key, ("", ""))
        prints = _prints(state, key, said)
        lost = _lost(state, key, name)
        if seen and seen in prints and not lost:
            state.contents.setdefault(key, {})[name] = said
            continue
        parents = sorted({name, *lost}) if name else sorted(heads(state.histories.get(key, frozenset())))
        kind = kinds()[key[0]]
        new = revision_name(state.opened, key_id(kind, key[1], said), key, parents, written(said))
        state.contents.setdefault(key, {})[new] = said
        state.contents[key].pop(name, None)
        state.seen[key] = (new, prints[0])
        yield key, Revision(new, frozenset(parents))


def _deletions(state: State) -> list[tuple[Key, Revision]]:
    gone = [key for key in state.seen if key not in state.table and key not in state.unreadable]
    destroyed = {key for key in gone if _destroyed(state, key)}
    made = []
    for key in gone:
        if key not in destroyed:
            name, _ = state.seen.pop(key)
            parents = sorted({name, *_lost(state, key, name)})
            state.contents.get(key, {}).pop(name, None)
            made.append((key, Revision(deletion_name(key, parents), frozenset(parents), gone=True)))
    end(state, destroyed)
    return made


def _lost(state: State, key: Key, name: str) -> set[str]:
    """Other versions whose words went with something that was taken back: what stands here now takes their place."""
    others = set(state.live_heads(key)) - {name} if key in state.histories else set()
    return others - state.contents.get(key, {}).keys()


def _destroyed(state: State, key: Key) -> bool:
    """Whether a row that is no longer there went for good: with its key, or on the day that was promised."""
    kind = kinds()[key[0]]
    if kind.key_of == "id" and key[1] not in state.opened.kept.wrapped:
        return True
    return Retention.objects.filter(process_id=state.process_id, what=kind.model._meta.model_name).exclude(
        done=None).exists()


def _as_said(state: State, key: Key, content: Content) -> Content:
    """Under the name its own people gave it, where it is shown under another."""
    if not any((key, name) in state.renamed for name in content):
        return content
    said = dict(content)
    for name in content:
        own, other = state.renamed.get((key, name), ("", ""))
        if other and str(content[name]) == other:
            said[name] = int(own) if isinstance(content[name], int) else own
    return said


def _prints(state: State, key: Key, said: Content) -> list[str]:
    kind: Kind = kinds()[key[0]]
    return fingerprints(state.opened, key_id(kind, key[1], said), written(said))
