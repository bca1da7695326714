"""Gwet's AC1, and AC2 for ordered categories: agreement that does not fall because one category is rare."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.diagnosis.agreement.answers import Reals


def gwet(counts: NDArray[np.integer[Any]], weights: Reals | None = None) -> float:
    """AC1 of counts by unit and category, or AC2 with `weights` between categories; NaN where undefined.

    What a unit with a single answer says about how common a category is counts; about agreement it says nothing.
    """
    rows = counts[counts.sum(axis=1) > 0].astype(np.float64)
    rows = rows[:, rows.any(axis=0)] if weights is None else rows
    categories = rows.shape[1]
    sizes = rows.sum(axis=1)
    pairs = sizes >= 2
    if categories < 2 or not pairs.any():
        return float("nan")
    alike = np.eye(categories) if weights is None else weights
    same = np.einsum("uc,uc->u", rows, rows @ alike - 1.0)[pairs]
    agreed = float(np.mean(same / (sizes[pairs] * (sizes[pairs] - 1.0))))
    common = np.mean(rows / sizes[:, None], axis=0)
    by_chance = float(alike.sum() * (common @ (1.0 - common)) / (categories * (categories - 1.0)))
    return (agreed - by_chance) / (1.0 - by_chance)


def quadratic(values: Reals) -> Reals:
    """Weights that fall with the squared distance of ordered categories, 1 where they are the same."""
    apart = (values[:, None] - values[None, :]) ** 2
    return np.asarray(1.0 - apart / apart.max(), np.float64)
