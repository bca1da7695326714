"""Where each row stands: in its table, or held back for a person to decide. Pure.

The same versions give the same answer on every machine, whatever came first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Key = tuple[str, UUID]
Content = dict[str, Any]
# Enough of a UUID to tell rows apart that share a name.
TELLING = 6
CLASH, WAITING = "clash", "waiting"


@dataclass(frozen=True)
class NoTwoAlike:
    """Columns that no two rows of a kind may share. `named` is the one that another name or number can solve, or ''."""

    columns: tuple[str, ...]
    when: tuple[tuple[str, Any], ...] = ()
    with_nulls: bool = False
    named: str = ""
    longest: int = 0


@dataclass(frozen=True)
class Shape:
    """What placing has to know of a kind: what it refers to, which references may be empty, and its places."""

    label: str
    parents: Mapping[str, str] = field(default_factory=dict)
    loose: frozenset[str] = frozenset()
    places: tuple[NoTwoAlike, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Placed:
    rows: dict[Key, Content] = field(default_factory=dict)
    held: dict[Key, str] = field(default_factory=dict)
    # Row → column → the name it has and the name it is shown under.
    renamed: dict[tuple[Key, str], tuple[str, str]] = field(default_factory=dict)


def placed(shapes: list[Shape], winners: Mapping[Key, Content], ended: frozenset[Key]) -> Placed:
    """Each live row with what its table shows of it. `shapes` stand in the order in which they refer to each other."""
    found = Placed()
    by_kind: dict[str, list[Key]] = {}
    for key in sorted(winners):
        by_kind.setdefault(key[0], []).append(key)
    for shape in shapes:
        _place_kind(shape, by_kind.get(shape.label, []), winners, ended, found)
    return found


def _place_kind(shape: Shape, keys: list[Key], winners: Mapping[Key, Content], ended: frozenset[Key],
                found: Placed) -> None:
    taken: dict[tuple[int, tuple[Any, ...]], Key] = {}
    alike = [winners[key] for key in keys]
    waiting = keys
    while waiting:
        left = []
        for key in waiting:
            content = _without_ended(shape, winners[key], ended)
            if _lacks(shape, content, found):
                left.append(key)
            else:
                _seat(shape, key, content, taken, alike, found)
        if len(left) == len(waiting):
            break
        waiting = left
    found.held.update(dict.fromkeys(waiting, WAITING))


def _without_ended(shape: Shape, content: Content, ended: frozenset[Key]) -> Content:
    """A reference that may be empty is emptied when what it leads to is gone for good."""
    empty = {name for name in shape.loose if content.get(name) and (shape.parents[name], UUID(content[name])) in ended}
    return {name: value for name, value in content.items() if name not in empty} if empty else content


def _lacks(shape: Shape, content: Content, found: Placed) -> bool:
    return any(content.get(name) and (parent, UUID(content[name])) not in found.rows
               for name, parent in shape.parents.items())


def _seat(shape: Shape, key: Key, content: Content, taken: dict[tuple[int, tuple[Any, ...]], Key],
          alike: list[Content], found: Placed) -> None:
    shown, names = dict(content), {}
    for number, place in enumerate(shape.places):
        seat = seat_of(shape, place, shown)
        if seat is None or (number, seat) not in taken:
            continue
        if not place.named:
            found.held[key] = CLASH
            return
        said = shown[place.named]
        digits = TELLING
        while seat is not None and (number, seat) in taken:
            if isinstance(said, int):
                shown[place.named] = _after(place, shown, alike)
            else:
                shown[place.named] = f"{said[:place.longest - digits - 1]}-{key[1].hex[:digits]}"
            seat, digits = seat_of(shape, place, shown), digits + 1
        names[key, place.named] = (str(said), str(shown[place.named]))
    for number, place in enumerate(shape.places):
        if (seat := seat_of(shape, place, shown)) is not None:
            taken[number, seat] = key
    found.rows[key] = shown
    alike.append(shown)
    found.renamed.update(names)


def _after(place: NoTwoAlike, content: Content, alike: list[Content]) -> int:
    """The number after all that stand beside it: nobody who has one of their own gives way."""
    beside = [name for name in place.columns if name != place.named]
    return 1 + max(other[place.named] for other in [content, *alike]
                   if all(other.get(name) == content.get(name) for name in beside))


def seat_of(shape: Shape, place: NoTwoAlike, content: Content) -> tuple[Any, ...] | None:
    def value(name: str) -> Any:
        return content.get(name, shape.defaults.get(name))

    if any(value(name) != wanted for name, wanted in place.when):
        return None
    seat = tuple(value(name) for name in place.columns)
    return None if None in seat and not place.with_nulls else seat
