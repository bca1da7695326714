"""Krippendorff's α for passages: where they begin and end, over everything that could have been marked.

The formula of 2004 counts characters; that of 1995 takes the text for a line that can be cut anywhere, and is what the
other comes to when the same passages lie in an ever longer text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from tequio.diagnosis.agreement.answers import Reals
from tequio.diagnosis.agreement.continuum import Cut, apart

Family = Literal["1995", "2004"]


def disagreements(cuts: Sequence[Cut], family: Family = "2004") -> tuple[float, float]:
    """Observed and expected disagreement for one code over texts, each cut by the coders who opened it.

    A text with fewer than two coders has nothing to compare. What different coders cut is pooled, so that with the same
    coders everywhere the texts are one long text whose borders are also borders of passages.
    """
    shared = [one for one in cuts if len(one.coders) >= 2 and one.length]
    length = float(sum(one.length for one in shared))
    if not length:
        return float("nan"), float("nan")
    # What was cut in all: each text as often as coders cut it.
    whole = float(sum(one.length * len(one.coders) for one in shared))
    observed = sum(2.0 * sum(apart(*pair) for pair in combinations(one.coders, 2)) / (len(one.coders) - 1)
                   for one in shared) / (whole * length)
    return observed, 2.0 / length * _expected(shared, whole, family)


def unitizing_alpha(cuts: Sequence[Cut], family: Family = "2004") -> float:
    """α for one code; NaN where nobody marked anything, or where all of it is marked by everybody."""
    observed, expected = disagreements(cuts, family)
    return 1.0 - observed / expected if expected > 0 else float("nan")


def _expected(cuts: Sequence[Cut], whole: float, family: Family) -> float:
    parts = np.concatenate([mine for one in cuts for mine in one.coders])
    lengths = (parts[:, 1] - parts[:, 0]).astype(np.float64)
    marked = lengths[parts[:, 2] == 1]
    gaps = np.sort(lengths[parts[:, 2] == 0])
    if not len(marked):
        return float("nan")
    step = 1.0 if family == "2004" else 0.0
    among = (len(marked) - 1) / 3.0 * (2 * marked ** 3 - step * (3 * marked ** 2 - marked))
    beside = marked ** 2 * _room(marked, gaps, step)
    return float((among + beside).sum() / (whole * (whole - step) - (marked * (marked - step)).sum()))


def _room(marked: Reals, gaps: Reals, step: float) -> Reals:
    """For each passage in how many places it would fit into the gaps."""
    first = np.searchsorted(gaps, marked, side="left")
    after = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])
    fitting = len(gaps) - first
    return np.asarray(after[first] - fitting * (marked - step), np.float64)
