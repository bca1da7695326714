"""Two codings of one voice side by side: what both said, and what only one did. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """A coding or a link: whose it is, what it says, and where."""

    @property
    def who(self) -> str: ...

    @property
    def says(self) -> str: ...

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True)
class Pair(Generic[S]):
    """What one coder said, and the other's that says the same of an overlapping passage; None where nobody else did."""

    one: S
    other: S | None


def beside(rows: Sequence[S]) -> list[Pair[S]]:
    """Every row once, in the order of the text, with the other coder's that shares most of its passage."""
    ordered = sorted(rows, key=lambda row: (row.start, row.end, row.says, row.who))
    left, found = list(ordered), []
    while left:
        one = left.pop(0)
        near = [row for row in left if row.who != one.who and row.says == one.says and shared(one, row)]
        other = max(near, key=lambda row: shared(one, row), default=None)
        if other is not None:
            left.remove(other)
        found.append(Pair(one, other))
    return found


def shared(one: Spanned, other: Spanned) -> int:
    """How many code points both passages hold."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
