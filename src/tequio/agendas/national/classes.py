"""Local items that ask the same, held together, pure: each keeps its locality's wording, and its locality its veto."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Wording(Generic[Key]):
    """One item of a local agenda as its locality wrote it."""

    item: Key
    place: str
    text: str


@dataclass(frozen=True)
class Together(Generic[Key]):
    """Items that people confirmed to ask the same. Nothing is rewritten: the wordings stand side by side."""

    wordings: tuple[Wording[Key], ...]

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.place for row in self.wordings))


def together(wordings: Sequence[Wording[Key]], same: Iterable[tuple[Key, Key]],
             vetoed: Collection[Key] = ()) -> tuple[Together[Key], ...]:
    """Each item in exactly one class, in the order of their first members.

    `same` are pairs that people confirmed. An item whose locality objects stands by itself, and joins no others either.
    Raises ValueError for a pair of an item that is not there.
    """
    at = {row.item: number for number, row in enumerate(wordings)}
    head = list(range(len(wordings)))
    for one, other in same:
        if one not in at or other not in at:
            raise ValueError("an item of a pair is not there")
        if one in vetoed or other in vetoed:
            continue
        first, second = sorted((_head(head, at[one]), _head(head, at[other])))
        head[second] = first
    groups: dict[int, list[Wording[Key]]] = {}
    for number, row in enumerate(wordings):
        groups.setdefault(_head(head, number), []).append(row)
    return tuple(Together(tuple(rows)) for rows in groups.values())


def _head(head: list[int], at: int) -> int:
    while head[at] != at:
        head[at] = head[head[at]]
        at = head[at]
    return at


def row_of(number: int, points: Mapping[str, Sequence[int]]) -> str:
    """«4 ← Limonar 21, Nogalera 16»: which points of local agendas stand behind one of the national agenda."""
    return f"{number} ← " + ", ".join(
        f"{place} {point}" for place, numbers in sorted(points.items()) for point in sorted(numbers))
