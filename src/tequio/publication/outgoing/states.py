"""What a document that could leave holds, what stands in its way, and how it differs from its last edition. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    AGENDA = "agenda"
    ROUND = "round"


@dataclass(frozen=True)
class Difference:
    """Texts that the last edition did not have, and those that it had and this one has no more."""

    new: int
    gone: int


@dataclass(frozen=True)
class Outgoing:
    """One document as it would leave now.

    `marks` are its texts by their marks; `digest` names all that it says. `unread`, `unreviewed`, `unreturned`
    and `given_away` say what stands in its way, each as the team calls it.
    """

    name: str
    title: str
    kind: Kind
    digest: str
    marks: tuple[str, ...]
    unread: tuple[str, ...] = ()
    refused: int = 0
    unreviewed: tuple[str, ...] = ()
    unreturned: tuple[str, ...] = ()
    # Counts that somebody could work out from all that the document tells.
    given_away: tuple[str, ...] = ()
    before: tuple[str, ...] | None = None

    @property
    def ready(self) -> bool:
        return not (self.unread or self.unreviewed or self.unreturned or self.given_away)

    @property
    def difference(self) -> Difference | None:
        """None where it never left."""
        return None if self.before is None else difference(self.before, self.marks)


def difference(before: Collection[str], now: Collection[str]) -> Difference:
    return Difference(len(set(now) - set(before)), len(set(before) - set(now)))


def chosen(every: Sequence[Outgoing], names: Collection[str]) -> list[Outgoing]:
    """Those of the list that are named, in its order."""
    return [one for one in every if one.name in set(names)]


def contents(rows: Sequence[Outgoing]) -> dict[str, list[str]]:
    return {one.name: sorted(set(one.marks)) for one in rows}


def whole(rows: Sequence[Outgoing]) -> str:
    """What the digest of the list is made from: every document by its name, with all that it says."""
    return "\n".join(f"{one.name} {one.digest}" for one in sorted(rows, key=lambda one: one.name))


def last_marks(editions: Sequence[Mapping[str, Sequence[str]]], name: str) -> tuple[str, ...] | None:
    """The texts of a document when it last left; `editions` from the newest."""
    return next((tuple(one[name]) for one in editions if name in one), None)
