"""What several machines did to one row, and to all rows, and how two accounts of it become one. Pure.

A row's history is a set of revisions, each naming those it was made on. Two accounts of a row are joined by uniting the
sets, so joining is associative, commutative and idempotent: bundles may come in any order, any number of times. What
nobody built on is a head. No clock takes part. Source: state-based replicated data types as join-semilattices (Shapiro,
Preguiça, Baquero, Zawirski 2011, «Conflict-free Replicated Data Types»).
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Revision:
    """One version of a row: its name, the names it was made on, and whether it says that the row was deleted."""

    name: str
    parents: frozenset[str] = frozenset()
    gone: bool = False


History = frozenset[Revision]


@dataclass(frozen=True)
class Account(Generic[Key]):
    """All that one machine knows: the history of each row, and the rows that may never come back."""

    histories: Mapping[Key, History] = field(default_factory=dict)
    ended: frozenset[Key] = frozenset()


def joined(mine: Account[Key], other: Account[Key]) -> Account[Key]:
    """Both accounts as one. What was ended in either is ended, whatever the other says of it."""
    ended = mine.ended | other.ended
    keys = (mine.histories.keys() | other.histories.keys()) - ended
    none: History = frozenset()
    return Account({key: mine.histories.get(key, none) | other.histories.get(key, none) for key in keys}, ended)


def heads(history: History) -> frozenset[str]:
    """The names of the revisions on which none was made."""
    return frozenset(one.name for one in history) - {parent for one in history for parent in one.parents}


def shown(history: History) -> str:
    """The head that every machine shows while nobody has decided.

    A version goes before a deletion, so that nothing is lost unseen; then the one more was built on, so that whoever
    goes on working keeps seeing their own work; then the name. Raises ValueError for a history without a beginning.
    """
    if len(history) == 1:
        return next(iter(history)).name
    deep, gone = depths(history), _deletions(history)
    return max(heads(history), key=lambda name: (name not in gone, deep[name], name))


def depths(history: History) -> dict[str, int]:
    """How many revisions stand behind each, along the longest way. Raises ValueError where they stand in a circle."""
    parents: dict[str, set[str]] = {}
    for one in history:
        parents.setdefault(one.name, set()).update(one.parents)
    found: dict[str, int] = {}
    waiting = dict(parents)
    while waiting:
        ready = [name for name, behind in waiting.items() if not behind & waiting.keys()]
        if not ready:
            raise ValueError("a revision stands behind itself")
        for name in ready:
            found[name] = 1 + max((found.get(parent, 0) for parent in waiting.pop(name)), default=0)
    return found


def _deletions(history: Iterable[Revision]) -> set[str]:
    return {one.name for one in history if one.gone}
