"""How far α would move with other voices of the same kind: resampling whole voices, with a fixed seed."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tequio.diagnosis.agreement.answers import Numbers, Reals
from tequio.diagnosis.agreement.coefficient import Interval, Why
from tequio.diagnosis.agreement.nominal import disagreement

RESAMPLES = 1000
SEED = 20
FEWEST_VOICES = 5
# Resamples without any variation have no α. Where they are more than this the ends of the interval are not known.
MOST_WITHOUT = 0.05
ENDS = (2.5, 97.5)
AT_ONCE = 2_000_000


def interval(counts: NDArray[np.integer[Any]], voices: Numbers | None = None, *, resamples: int = RESAMPLES,
             seed: int = SEED) -> Interval:
    """The middle 95 of 100 values of α over resampled voices, or why there is no interval."""
    parts = _by_voice(counts, voices)
    if len(parts) < FEWEST_VOICES:
        return Interval(why=Why.FEW_VOICES)
    # Voices alike are drawn together: so many of each kind.
    kinds, often = np.unique(parts, axis=0, return_counts=True)
    draw = np.random.default_rng(seed)
    found: list[Reals] = []
    step = max(1, AT_ONCE // len(kinds))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        found.append(_alphas(draw.multinomial(len(parts), often / len(parts), size=size) @ kinds))
    known = np.concatenate(found)
    known = known[~np.isnan(known)]
    if len(known) < resamples * (1 - MOST_WITHOUT):
        return Interval(resamples=len(known), why=Why.FEW_VOICES)
    low, high = np.percentile(known, ENDS)
    return Interval(float(low), float(high), len(known))


def _by_voice(counts: NDArray[np.integer[Any]], voices: Numbers | None) -> Reals:
    """For each voice its disagreement and how often each category was given, rarer categories first."""
    pairable = counts.sum(axis=1) >= 2
    rows = counts[pairable].astype(np.float64)
    rows = rows[:, np.lexsort(((rows ** 2).sum(axis=0), rows.sum(axis=0)))]
    parts = np.column_stack([disagreement(rows), rows])
    if voices is None or not len(parts):
        return parts
    _, numbers = np.unique(voices[pairable], return_inverse=True)
    return np.column_stack([np.bincount(numbers, weights=column) for column in parts.T])


def _alphas(sums: Reals) -> Reals:
    totals = sums[:, 1:]
    every = totals.sum(axis=1)
    by_chance = every * every - np.einsum("rc,rc->r", totals, totals)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(by_chance > 0, 1.0 - (every - 1.0) * sums[:, 0] / by_chance, np.nan), np.float64)
