"""What coders answered about units: one table of small whole numbers for each question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.diagnosis.agreement.coefficient import Why

# A unit that a coder never opened. It is no «no».
MISSING = -1
YES_NO = ("no", "yes")
BLOCK = 8192

Numbers = NDArray[np.integer[Any]]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """One question: `values[coder, unit]` is a position in `categories`, or MISSING.

    `voices` says which voice each unit belongs to; without it every unit is a voice of its own.
    """

    name: str
    values: Numbers
    categories: tuple[str, ...]
    coders: tuple[str, ...] = ()
    voices: Numbers | None = None

    def counts(self) -> NDArray[np.int32]:
        """How many coders gave each category to each unit: units × categories."""
        if len(self.categories) == 2:
            yes = (self.values == 1).sum(axis=0, dtype=np.int32)
            return np.column_stack([(self.values >= 0).sum(axis=0, dtype=np.int32) - yes, yes])
        counts = np.empty((self.values.shape[1], len(self.categories)), np.int32)
        for start in range(0, len(counts), BLOCK):
            counts[start:start + BLOCK] = tallied(self.values[:, start:start + BLOCK], len(self.categories))
        return counts


@dataclass(frozen=True)
class Marks:
    """Codes put on units, several to a unit if need be: each code is a question of its own, answered yes or no.

    `opened[coder, unit]` says who looked at what; `rows` are (unit, coder, code), by position.
    """

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    opened: NDArray[np.bool_]
    rows: Numbers
    voices: Numbers | None = None

    def questions(self) -> Iterator[Answers]:
        """One question for each code, in the order of `codes`."""
        blank = np.where(self.opened, 0, MISSING).astype(np.int8)
        order = np.argsort(self.rows[:, 2], kind="stable")
        ends = np.cumsum(np.bincount(self.rows[:, 2], minlength=len(self.codes)))
        for code, (start, end) in enumerate(zip(ends - np.diff(ends, prepend=0), ends, strict=True)):
            mine = self.rows[order[start:end]]
            values = blank.copy()
            values[mine[:, 1], mine[:, 0]] = 1
            yield Answers(self.codes[code], values, YES_NO, self.coders, self.voices)


def tallied(values: Numbers, categories: int) -> Numbers:
    """Counts by unit and category of a block of units."""
    units = values.shape[1]
    places = values.astype(np.int64) + 1 + np.arange(units, dtype=np.int64) * (categories + 1)
    counts: Numbers = np.bincount(places.ravel(), minlength=units * (categories + 1))
    return counts.reshape(units, categories + 1)[:, 1:]


def why_not(answers: Answers, counts: Numbers) -> Why | None:
    """The reason why agreement on these answers cannot be measured, or None where it can."""
    given = counts.sum(axis=1)
    if not given.any():
        return Why.NOTHING
    if int((answers.values != MISSING).any(axis=1).sum()) < 2:
        return Why.ONE_CODER
    pairable = given >= 2
    if not pairable.any():
        return Why.APART
    used = counts[pairable].sum(axis=0)
    if answers.categories == YES_NO and not used[1]:
        return Why.UNUSED
    return Why.ALL_EQUAL if int((used > 0).sum()) == 1 else None
