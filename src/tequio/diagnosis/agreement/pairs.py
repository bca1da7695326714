"""Cohen's κ for every pair of coders, over the units that both opened."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from tequio.diagnosis.agreement.answers import YES_NO, Answers
from tequio.diagnosis.agreement.coefficient import Coefficient, Why


@dataclass(frozen=True)
class Pair:
    """Two coders, by position, the units that both opened, the share answered alike, and κ."""

    first: int
    second: int
    units: int
    agreed: float | None
    kappa: Coefficient


def pairs(answers: Answers) -> tuple[Pair, ...]:
    """Every pair of coders in their order."""
    return tuple(_pair(answers, first, second) for first, second in combinations(range(len(answers.values)), 2))


def _pair(answers: Answers, first: int, second: int) -> Pair:
    one, other = answers.values[first], answers.values[second]
    both = (one >= 0) & (other >= 0)
    units = int(both.sum())
    if not units:
        return Pair(first, second, 0, None, Coefficient(why=Why.APART))
    size = len(answers.categories)
    table = np.bincount(one[both].astype(np.int64) * size + other[both],
                        minlength=size * size).reshape(size, size) / units
    agreed = float(np.trace(table))
    by_chance = float(table.sum(axis=1) @ table.sum(axis=0))
    if np.count_nonzero(table.sum(axis=1) + table.sum(axis=0)) == 1:
        unused = answers.categories == YES_NO and not table[:, 1].any()
        return Pair(first, second, units, agreed, Coefficient(why=Why.UNUSED if unused else Why.ALL_EQUAL))
    return Pair(first, second, units, agreed, Coefficient((agreed - by_chance) / (1.0 - by_chance)))
