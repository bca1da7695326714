"""Rows of a sheet before and after a step, as JSON: what undoing puts back. Read and written inside actions only."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from tequio.diagnosis.models import Coding, Link
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.models import Edge

KEPT: dict[str, tuple[type[Coding] | type[Link], tuple[str, ...]]] = {
    "coding": (Coding, ("code_id", "text_version", "start", "end", "quote", "before", "after", "coder", "life",
                        "polarity", "part", "generation", "memo", "status", "reason")),
    "link": (Link, ("origin_id", "relation", "goal_id", "circumstance", "text_version", "start", "end", "quote",
                    "before", "after", "coder", "adrift")),
}
State = dict[str, Any] | None


@dataclass(frozen=True)
class Change:
    """One row: as it was, and as it is; None where it was not there."""

    kind: str
    pk: UUID
    before: State
    after: State


def state_of(row: Coding | Link) -> dict[str, Any]:
    kind = "coding" if isinstance(row, Coding) else "link"
    return {name: str(value) if isinstance(value := getattr(row, name), UUID) else value for name in KEPT[kind][1]}


def as_json(changes: Iterable[Change]) -> str:
    return json.dumps([[one.kind, str(one.pk), one.before, one.after] for one in changes])


def from_json(text: str) -> list[Change]:
    return [Change(kind, UUID(pk), before, after) for kind, pk, before, after in json.loads(text)]


def put(voice: Any, kind: str, pk: UUID, state: Mapping[str, Any] | None) -> None:
    """Make the row what `state` says, or take it away."""
    model = KEPT[kind][0]
    row = model.objects.filter(pk=pk, voice=voice).first()
    if state is None:
        if row is not None:
            take_away(row)
        return
    _check_alone(voice, kind, pk, state)
    state = {name: UUID(value) if name.endswith("_id") else value for name, value in state.items()}
    if row is None:
        row = model(id=pk, process_id=voice.process_id, voice=voice, **state)
        add([row])
        join([(voice, row)])
        return
    for name, value in state.items():
        setattr(row, name, value)
    row.save(update_fields=[name.removesuffix("_id") for name in state])


def _check_alone(voice: Any, kind: str, pk: UUID, state: Mapping[str, Any]) -> None:
    """Raises TQ-767 where the coder said the same of the same passage already."""
    if kind == "coding" and Coding.objects.filter(
            voice=voice, code_id=UUID(state["code_id"]), start=state["start"], end=state["end"],
            coder=state["coder"]).exclude(pk=pk).exists():
        raise TequioError("TQ-767", kind=str(Coding._meta.verbose_name))


def take_away(row: Coding | Link) -> None:
    """Raises TQ-390 where something rests on it: putting the row back would not hang it there again."""
    if Edge.objects.filter(process_id=row.process_id, source_id=row.pk).exists():
        raise TequioError("TQ-390")
    Edge.objects.filter(Q(source_id=row.pk) | Q(target_id=row.pk)).delete()
    row.delete()
