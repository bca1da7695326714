"""What another machine knows, joined to what this one knows, and the tables brought to say it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models

from tequio.exchange.content import Content, blank, filled, key_id, written
from tequio.exchange.history import History, Revision, depths, heads, shown
from tequio.exchange.kinds import NAMES, Kind, kinds
from tequio.exchange.models import Conflict, Renamed, Why
from tequio.exchange.placing import Key, NoTwoAlike, Placed, Shape, placed
from tequio.exchange.state import BATCH, State, add_revisions, conflicts_of, end, note_seen
from tequio.foundation.errors import TequioError
from tequio.foundation.trail import exchanging
from tequio.foundation.vault.rows import of_process


@dataclass(frozen=True)
class Entry:
    """One row as a bundle brings it: all its versions, and the contents of its heads."""

    key: Key
    history: History
    contents: dict[str, Content] = field(default_factory=dict)


def merge(state: State, entries: Iterable[Entry], ended: Iterable[Key]) -> None:
    """Join what came to what is known. Raises TQ-356 for a history that leads nowhere."""
    end(state, set(ended))
    new: list[tuple[Key, Revision]] = []
    for entry in entries:
        if entry.key not in state.ended:
            known = state.histories.get(entry.key, frozenset())
            new += [(entry.key, one) for one in entry.history - known]
            _join(state, entry, known | entry.history)
    add_revisions(state, new)
    _end_what_hangs(state)


def settle(state: State) -> Placed:
    """Bring the tables to what the versions say, the same on every machine; what is held back is kept for a person."""
    found = placed(shapes(), winners(state), frozenset(state.ended))
    rows = {key: content for key, content in found.rows.items() if key not in state.unreadable}
    changed = {key for key, content in rows.items() if state.table.get(key) != content}
    gone = state.table.keys() - rows.keys()
    with state.opened.batch():
        state.opened.destroy_keys(row_id for label, row_id in state.ended
                                  if kinds()[label].key_of == "id" and row_id in state.opened.kept.wrapped)
        brought: exchanging.Brought = {}
        for key in gone | changed:
            content = rows[key] if key in rows else state.table[key]
            brought.setdefault(key[0], []).append((state.numbers.get(key, key[1]), content))
        _delete(state, gone)
        for kind in kinds().values():
            _write(state, kind, {key: rows[key] for key in changed if key[0] == kind.label})
        exchanging.written(state.process_id, brought)
        _keep_conflicts(state, found)
        _keep_names(state, found)
    stale = {key for key in rows if state.seen.get(key, ("", ""))[0] != shown(state.histories[key])}
    note_seen(state, changed | gone | stale)
    return found


def shapes() -> list[Shape]:
    return [Shape(kind.label, kind.parents, kind.loose, tuple(_places(kind)), kind.defaults)
            for kind in kinds().values()]


def _places(kind: Kind) -> Iterable[NoTwoAlike]:
    for slot in kind.slots:
        if slot.columns != kind.natural:
            named = next((field for field in kind.columns if field.attname in slot.columns and field.attname in NAMES
                          and isinstance(field, models.CharField | models.IntegerField)), None)
            yield NoTwoAlike(slot.columns, slot.when, slot.with_nulls, named.attname if named else "",
                        (named.max_length or 0) if isinstance(named, models.CharField) else 0)


def _join(state: State, entry: Entry, history: History) -> None:
    state.histories[entry.key] = history
    contents = state.contents.setdefault(entry.key, {})
    for name, content in entry.contents.items():
        contents.setdefault(name, content)
    try:
        depths(history)
        alive = set(state.live_heads(entry.key))
    except ValueError as fault:
        raise TequioError("TQ-356", value=entry.key[0]) from fault
    if not heads(history) or alive - contents.keys() - set(_unread(state, entry.key)):
        raise TequioError("TQ-356", value=entry.key[0])
    for name in contents.keys() - alive:
        del contents[name]


def _unread(state: State, key: Key) -> list[str]:
    return state.live_heads(key) if key in state.unreadable else []


def winners(state: State) -> dict[Key, Content]:
    found = {key: content for key in state.histories if (content := state.winner(key)) is not None}
    return found | state.unreadable


def _end_what_hangs(state: State) -> None:
    """What is nothing without a row that ended has ended with it."""
    hanging = True
    while hanging and state.ended:
        found = {key for key, content in winners(state).items() if _hangs(state, key, content)}
        end(state, found)
        hanging = bool(found)


def _hangs(state: State, key: Key, content: Content) -> bool:
    kind = kinds()[key[0]]
    cascading = {field.attname for field in kind.columns
                 if field.remote_field and field.remote_field.on_delete is models.CASCADE}
    return any(name in cascading and content.get(name) and (parent, UUID(content[name])) in state.ended
               for name, parent in kind.parents.items())


def _delete(state: State, gone: set[Key]) -> None:
    for kind in reversed(kinds().values()):
        keys = [key for key in gone if key[0] == kind.label]
        numbers = [state.numbers.pop(key) for key in keys]
        for at in range(0, len(numbers), BATCH):
            of_process(kind.model, state.process_id).filter(pk__in=numbers[at:at + BATCH]).delete()
        for key in keys:
            del state.table[key]
            state.seen.pop(key, None)


def _write(state: State, kind: Kind, rows: dict[Key, Content]) -> None:
    new = {key: content for key, content in rows.items() if key not in state.numbers}
    _make_keys(state, kind, new)
    made = {key: filled(kind, blank(kind, state.process_id, key[1]), content) for key, content in new.items()}
    table: Any = models.QuerySet(kind.model)
    moved = _lifted(state, kind, {key: content for key, content in rows.items() if key not in new})
    table.bulk_create([*moved.values(), *made.values()], batch_size=BATCH)
    state.numbers |= {key: row.pk for key, row in made.items()}
    old = [key for key in rows if key not in new and key not in moved]
    for at in range(0, len(old), BATCH):
        numbers = {state.numbers[key]: key for key in old[at:at + BATCH]}
        for row in table.filter(pk__in=numbers):
            filled(kind, row, rows[numbers[row.pk]]).save()
    state.table |= rows


def _lifted(state: State, kind: Kind, rows: dict[Key, Content]) -> dict[Key, Any]:
    """Rows that change places, taken off the table until all can sit down: two of them may swap.

    What refers to them stays: references are looked at when the transaction ends.
    """
    columns = {name for slot in kind.slots for name in (*slot.columns, *(name for name, _ in slot.when))}
    names = {state.numbers[key]: key for key, content in rows.items()
             if any(state.table.get(key, content).get(name) != content.get(name) for name in columns)}
    table: Any = models.QuerySet(kind.model)
    lifted = {names[row.pk]: filled(kind, row, rows[names[row.pk]])
              for at in range(0, len(names), BATCH) for row in table.filter(pk__in=list(names)[at:at + BATCH])}
    for at in range(0, len(names), BATCH):
        table.filter(pk__in=list(names)[at:at + BATCH])._raw_delete(using=connection.alias)
    return lifted


def _make_keys(state: State, kind: Kind, rows: dict[Key, Content]) -> None:
    keys = {key_id(kind, key[1], content) for key, content in rows.items()} - {None}
    state.opened.make_keys(key for key in keys if key is not None)


def _keep_conflicts(state: State, found: Placed) -> None:
    wanted = {(key, name): why for key in state.histories for name, why in _others(state, found, key)}
    kept = {((row.kind, row.row_id), row.revision): row
            for row in conflicts_of(state.process_id)}
    conflicts_of(state.process_id).filter(pk__in=[row.pk for one, row in kept.items() if one not in wanted]).delete()
    for (key, name), (why, same) in wanted.items():
        row = kept.get((key, name))
        if row is None:
            _conflict(state, key, name, why, same).save(force_insert=True)
        elif (row.why, row.same) != (why, same):
            conflicts_of(state.process_id).filter(pk=row.pk).update(why=why, same=same)


def _others(state: State, found: Placed, key: Key) -> Iterable[tuple[str, tuple[str, bool]]]:
    """The heads of a row that its table does not show, and why."""
    history = state.histories[key]
    contents, top = state.contents.get(key, {}), shown(history)
    if top not in contents:
        return
    if key in found.held:
        yield top, (found.held[key], False)
    for name in sorted(heads(history) - {top}):
        yield name, (Why.OTHER, contents.get(name) == contents[top])


def _conflict(state: State, key: Key, name: str, why: str, same: bool) -> Conflict:
    content = state.contents[key].get(name)
    kind = kinds()[key[0]]
    sealed_by = key_id(kind, key[1], content) if content is not None else None
    if sealed_by is not None:
        state.opened.make_keys([sealed_by])
    return Conflict(process_id=state.process_id, kind=key[0], row_id=key[1], revision=name, why=why, same=same,
                    key_id=sealed_by, content="" if content is None else written(content).decode())


def _keep_names(state: State, found: Placed) -> None:
    if found.renamed == state.renamed:
        return
    Renamed.objects.filter(process_id=state.process_id).delete()
    Renamed.objects.bulk_create([
        Renamed(process_id=state.process_id, kind=key[0], row_id=key[1], column=column, said=said, shown=name)
        for (key, column), (said, name) in found.renamed.items()], batch_size=BATCH)
    state.renamed = dict(found.renamed)


