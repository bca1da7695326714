"""Ballots as one text, so that they can be sealed together. Pure.

Rows stand in the order of their random numbers; groups, rooms and statements are places in lists beside them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

NOBODY = -1


@dataclass(frozen=True)
class Folded:
    """One ballot: its number, whose group, which room, first or second vote, and its answers by statement."""

    id: UUID
    group: UUID | None = None
    sitting: UUID | None = None
    moment: int = 1
    earlier: UUID | None = None
    answers: Mapping[UUID, int] = field(default_factory=dict)


def folded(ballots: Iterable[Folded]) -> str:
    """The text of `ballots`, the same for the same ones in whatever order they come."""
    rows = sorted(ballots, key=lambda one: one.id)
    groups, sittings = _named(one.group for one in rows), _named(one.sitting for one in rows)
    statements = _named(key for one in rows for key in one.answers)
    lines = [[one.id.hex, one.earlier.hex if one.earlier else "", groups.get(one.group, NOBODY),
              sittings.get(one.sitting, NOBODY), one.moment,
              *(part for key, said in sorted(one.answers.items()) for part in (statements[key], said))]
             for one in rows]
    heads = [[key.hex for key in names if key] for names in (groups, sittings, statements)]
    return json.dumps([*heads, lines], separators=(",", ":"))


def unfolded(text: str) -> list[Folded]:
    """The ballots that `folded` put into one text."""
    groups, sittings, statements, lines = json.loads(text)
    keys = [UUID(one) for one in statements]
    return [Folded(UUID(number), _at(groups, group), _at(sittings, sitting), moment, UUID(earlier) if earlier else None,
                   {keys[place]: position for place, position in zip(said[::2], said[1::2], strict=True)})
            for number, earlier, group, sitting, moment, *said in lines]


def _named(keys: Iterable[UUID | None]) -> dict[UUID | None, int]:
    return {key: place for place, key in enumerate(sorted({key for key in keys if key}))}


def _at(names: Sequence[str], place: int) -> UUID | None:
    return None if place == NOBODY else UUID(names[place])
