"""Krippendorff's α for categories with missing answers, from how many coders gave which category to each unit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.diagnosis.agreement.answers import BLOCK, Numbers, Reals, tallied

Counts = NDArray[np.integer[Any]]


def alpha(values: Numbers, categories: int) -> float:
    """α of `values[coder, unit]`, categories counted from 0 and -1 for a unit never opened; NaN where undefined.

    Works through the units in blocks, so that memory stays that of the table.
    """
    if categories == 2:
        return _of_yes_and_no(values)
    disagreed = 0.0
    totals = np.zeros(categories, np.int64)
    for start in range(0, values.shape[1], BLOCK):
        counts = tallied(values[:, start:start + BLOCK], categories)
        counts = counts[counts.sum(axis=1) >= 2]
        disagreed += float(disagreement(counts).sum())
        totals += counts.sum(axis=0)
    return coefficient(disagreed, totals)


def _of_yes_and_no(values: Numbers) -> float:
    """The same where there are two answers: units alike are told by how many answers and how many «yes» they have."""
    coders = len(values)
    narrow = np.uint8 if coders < 256 else np.uint32
    # Seen as numbers of the same width, truth is added up without being copied.
    given = np.add.reduce((values >= 0).view(np.uint8), axis=0, dtype=narrow)
    yes = np.add.reduce((values == 1).view(np.uint8), axis=0, dtype=narrow)
    alike = np.bincount(given.astype(np.int64) * (coders + 1) + yes, minlength=(coders + 1) ** 2)
    kinds = np.flatnonzero(alike)
    size, agreed = np.divmod(kinds, coders + 1)
    return alpha_of(np.column_stack([size - agreed, agreed]), alike[kinds].astype(np.float64))


def alpha_of(counts: NDArray[Any], weights: Reals | None = None) -> float:
    """α of counts by unit and category; with `weights` a row stands for so many units alike."""
    counts = counts.astype(np.float64)
    weights = np.ones(len(counts)) if weights is None else weights
    pairable = counts.sum(axis=1) >= 2
    counts, weights = counts[pairable], weights[pairable]
    return coefficient(float(weights @ disagreement(counts)), weights @ counts)


def disagreement(counts: NDArray[Any]) -> Reals:
    """For each unit the pairs of its answers that differ, by how many answers it has less one."""
    sizes = counts.sum(axis=1)
    return np.asarray((sizes * sizes - np.einsum("uc,uc->u", counts, counts)) / np.maximum(sizes - 1, 1), np.float64)


def coefficient(disagreed: float, totals: NDArray[Any]) -> float:
    """α from the observed disagreement and how often each category was given in all."""
    every = float(totals.sum())
    by_chance = every * every - float(np.dot(totals.astype(np.float64), totals))
    return 1.0 - (every - 1.0) * disagreed / by_chance if by_chance > 0 else float("nan")


def observed(counts: Counts) -> float:
    """The share of pairs of answers to one unit that are equal, unit by unit and then in the mean."""
    sizes = counts.sum(axis=1)
    rows, pairs = counts[sizes >= 2].astype(np.float64), sizes[sizes >= 2]
    return float(np.mean((np.einsum("uc,uc->u", rows, rows) - pairs) / (pairs * (pairs - 1.0))))


def scott_pi(values: Numbers, categories: int) -> float:
    """Scott's π of two coders, over the units that both answered; NaN where undefined."""
    both = values[:, (values >= 0).all(axis=0)]
    shares = np.bincount(both.ravel(), minlength=categories) / max(both.size, 1)
    by_chance = float(shares @ shares)
    equal = float((both[0] == both[1]).mean()) if both.size else float("nan")
    return (equal - by_chance) / (1.0 - by_chance) if by_chance < 1.0 else float("nan")
