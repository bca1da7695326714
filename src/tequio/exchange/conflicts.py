"""What two machines said differently of the same row, for a person to choose; nothing goes before they have."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tequio.exchange.columns import column_name
from tequio.exchange.content import Content, key_id, revision_name, written
from tequio.exchange.content import deletion_name as named_deletion
from tequio.exchange.history import Revision, heads, shown
from tequio.exchange.kinds import Kind, kinds
from tequio.exchange.merging import settle, shapes
from tequio.exchange.models import Conflict, Renamed, Why
from tequio.exchange.placing import CLASH, Key, placed
from tequio.exchange.queries import open_conflicts
from tequio.exchange.state import State, add_revisions, conflicts_of, recorded
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.search import forget

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """One column of which two versions say something else. `column` is its name for people."""

    name: str
    column: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Decision:
    """Two versions side by side. One of them may be that the row was deleted, or that there is none."""

    id: UUID
    kind: str
    row_id: UUID
    noun: str
    title: str
    why: str
    differences: list[Difference]
    mine_gone: bool = False
    theirs_gone: bool = False


def decisions(process: Process) -> list[Decision]:
    """All that waits for a person, in the order of kinds and UUIDs."""
    if not open_conflicts(process):
        return []
    order = list(kinds())
    with transaction.atomic():
        state = recorded(process.pk)
        rows = conflicts_of(process.pk).filter(same=False)
        return [_decision(state, row) for row in sorted(rows, key=lambda one: (order.index(one.kind), one.row_id))
                if (row.kind, row.row_id) in state.histories]


def renamed(process: Process) -> list[Renamed]:
    return list(Renamed.objects.filter(process=process).order_by("shown"))


def resolve(*, actor: User, process: Process, conflict: UUID, keep: str) -> None:
    """Keep the version that is shown (`mine`) or the other (`theirs`). A version made on both goes to every machine.

    Raises TQ-354 for what was decided meanwhile, TQ-355 for a version that cannot be shown yet.
    """
    with acting(actor, "exchange", on=process, process_id=process.pk):
        row = conflicts_of(process.pk).filter(pk=conflict, same=False).first()
        state = recorded(process.pk)
        if row is None or row.revision not in heads(state.histories.get((row.kind, row.row_id), frozenset())):
            raise TequioError("TQ-354")
        _decide(state, row, keep)
        settle(state)
        forget(process.pk)


def _decide(state: State, row: Conflict, keep: str) -> None:
    key = (row.kind, row.row_id)
    if row.why == Why.OTHER:
        top = shown(state.histories[key])
        chosen = state.contents[key].get(top if keep == MINE else row.revision)
        _build_on(state, key, [top, row.revision], chosen)
    elif keep == MINE:
        _build_on(state, key, [row.revision], None)
    elif row.why == Why.WAITING:
        raise TequioError("TQ-355")
    else:
        # It may need more than one place: whoever stands in any of them makes room.
        for other in _in_the_way(state, key):
            _build_on(state, other, [shown(state.histories[other])], None)


def _build_on(state: State, key: Key, parents: list[str], content: Content | None) -> None:
    """A new version on those; nothing as content deletes the row."""
    if content is None:
        name = named_deletion(key, parents)
    else:
        seal = key_id(kinds()[key[0]], key[1], content)
        name = revision_name(state.opened, seal, key, parents, written(content))
        state.contents[key][name] = content
    add_revisions(state, [(key, Revision(name, frozenset(parents), gone=content is None))])
    for parent in parents:
        state.contents.get(key, {}).pop(parent, None)


def _in_the_way(state: State, key: Key) -> list[Key]:
    """The rows shown in the places of a row that is held back: those without which it would be shown."""
    winners = {one: content for one in state.histories if (content := state.winner(one)) is not None}
    alike = [one for one in winners if one[0] == key[0] and one != key]
    found = []
    for other in alike:
        left = {one: content for one, content in winners.items() if one[0] != key[0] or one in (key, other)}
        if placed(shapes(), left, frozenset(state.ended)).held.get(max(key, other)) == CLASH:
            found.append(other)
    return found


def _decision(state: State, row: Conflict) -> Decision:
    key, kind = (row.kind, row.row_id), kinds()[row.kind]
    theirs = json.loads(row.content) if row.content else None
    mine = state.contents[key].get(shown(state.histories[key])) if row.why == Why.OTHER else None
    other = next(iter(_in_the_way(state, key)), None) if row.why == Why.CLASH else None
    if other is not None:
        mine = state.winner(other)
    return Decision(row.pk, row.kind, row.row_id, str(kind.model._meta.verbose_name),
                    str((mine or theirs or {}).get("key", "")), row.why,
                    list(_differences(kind, mine, theirs, state)), mine is None, theirs is None)


def _differences(kind: Kind, mine: Content | None, theirs: Content | None, state: State) -> Iterator[Difference]:
    for field in kind.columns:
        both = [kind.defaults[field.attname] if one is None else one.get(field.attname, kind.defaults[field.attname])
                for one in (mine, theirs)]
        if both[0] != both[1] or ((mine is None) != (theirs is None) and both[0] not in (None, "")):
            yield Difference(field.attname, column_name(field), _said(kind, field, both[0], state),
                             _said(kind, field, both[1], state))


def _said(kind: Kind, field: Any, value: Any, state: State) -> str:
    """A value as a person reads it: what it refers to by its name, a choice by its label."""
    if value in (None, ""):
        return ""
    if field.attname in kind.parents:
        row = state.winner((kind.parents[field.attname], UUID(value))) \
            if (kind.parents[field.attname], UUID(value)) in state.histories else None
        names = ("name_es", "name", "title", "key")
        return next((str(row[name]) for name in names if name in row), value) if row else str(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(_("sí") if value else _("no")) if isinstance(value, bool) else str(value)
