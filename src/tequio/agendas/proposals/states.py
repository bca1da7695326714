"""What becomes of proposals, as steps one after another: pure.

Every wording is a proposal of its own. A step ends some proposals and begins others; what began stands on what it came
from, so that nothing anybody said is lost on the way and nothing is added that nobody said. Taking a step back brings
its proposals to where they were; what it made stays on record as taken back.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from tequio.foundation.errors import TequioError

CURRENT, SUPERSEDED, REFUSED, WITHDRAWN, UNDONE = "current", "superseded", "refused", "withdrawn", "undone"
WRITTEN, EDITED, MERGED, SPLIT, WITHDREW, REFUSAL = "written", "edited", "merged", "split", "withdrew", "refusal"

# What a step leaves its proposals as.
LEAVES: Final = {EDITED: SUPERSEDED, MERGED: SUPERSEDED, SPLIT: SUPERSEDED, WITHDREW: WITHDRAWN, REFUSAL: REFUSED}
# How many proposals a step takes and makes, at least and at most.
TAKES: Final = {WRITTEN: (0, 0), EDITED: (1, 1), MERGED: (2, 500), SPLIT: (1, 1), WITHDREW: (1, 1), REFUSAL: (1, 1)}
MAKES: Final = {WRITTEN: (1, 1), EDITED: (1, 1), MERGED: (1, 1), SPLIT: (2, 50), WITHDREW: (0, 0), REFUSAL: (0, 0)}

Key = Hashable


@dataclass(frozen=True)
class Step:
    """One step: the proposals it takes, those it makes, and what else stands behind these."""

    kind: str
    before: tuple[Key, ...] = ()
    after: tuple[Key, ...] = ()
    sources: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class History:
    """How each proposal stands after the steps that count, and what stands directly behind it."""

    steps: tuple[Step, ...] = ()
    status: Mapping[Key, str] = field(default_factory=dict)
    behind: Mapping[Key, frozenset[Key]] = field(default_factory=dict)

    def sources(self, key: Key) -> frozenset[Key]:
        """Everything other than proposals that a proposal goes back to."""
        found: set[Key] = set()
        seen: set[Key] = set()
        waiting = [key]
        while waiting:
            at = waiting.pop()
            if at in seen:
                continue
            seen.add(at)
            if at in self.behind:
                waiting += self.behind[at]
            else:
                found.add(at)
        return frozenset(found)


def check(kind: str, *, before: Collection[str], makes: int) -> None:
    """Whether a step may be taken on proposals that stand so.

    Raises TQ-503 for one that is not current, TQ-504 for too few or too many to join or to part.
    """
    (fewest, most), (least, greatest) = TAKES[kind], MAKES[kind]
    if not (fewest <= len(before) <= most and least <= makes <= greatest):
        raise TequioError("TQ-504")
    if any(status != CURRENT for status in before):
        raise TequioError("TQ-503")


def taken(history: History, step: Step) -> History:
    """The history after one more step. Raises what `check` does, and TQ-504 for a proposal that stands there twice."""
    known = {**history.status}
    if len(set(step.before)) != len(step.before) or len({*step.after, *known}) != len(step.after) + len(known):
        raise TequioError("TQ-504")
    check(step.kind, before=[known.get(key, "") for key in step.before], makes=len(step.after))
    known |= dict.fromkeys(step.before, LEAVES.get(step.kind, SUPERSEDED)) | dict.fromkeys(step.after, CURRENT)
    standing = frozenset(step.before) | step.sources
    return replace(history, steps=(*history.steps, step), status=known,
                   behind={**history.behind, **dict.fromkeys(step.after, standing)})


def can_take_back(kind: str, *, before: Collection[str], after: Collection[str]) -> bool:
    """Whether a step can be taken back: nothing came of what it made, and what it took stands as it left it."""
    return (kind in LEAVES and all(status == LEAVES[kind] for status in before)
            and all(status == CURRENT for status in after))


def taken_back(history: History, step: Step) -> History:
    """The history in which a step no longer counts; what it made is kept as taken back. Raises TQ-506."""
    known = {**history.status}
    if step not in history.steps or not can_take_back(
            step.kind, before=[known[key] for key in step.before], after=[known[key] for key in step.after]):
        raise TequioError("TQ-506")
    known |= dict.fromkeys(step.before, CURRENT) | dict.fromkeys(step.after, UNDONE)
    return replace(history, steps=tuple(one for one in history.steps if one is not step and one != step),
                   status=known)


def replayed(steps: Iterable[Step]) -> History:
    """The history that these steps make."""
    found = History()
    for step in steps:
        found = taken(found, step)
    return found
