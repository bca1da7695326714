"""Statements that bridge: well received once it is known who stands where.

y_ij = μ + b_i + c_j + w_i·x_j; statements are ranked by the intercept c_j (Wojcik et al. 2022, "Birdwatch", eq. 1),
here by its lower bound, so that a statement few people saw does not lead. What the axes explain is taken out: support
from one side only does not count as support.
"""

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.factor_map import RIDGE_OF_INTERCEPT, FactorMap
from tequio.deliberation.opinion.rankings import Ranking, best_first

NINE_IN_TEN = 1.2815515594457831


def bridging(found: FactorMap, counts: StatementCounts, eligible: NDArray[np.bool_]) -> Ranking:
    """Score: c_j less 1.28 standard errors of it, in votes from −1 to 1; counts of everybody, (m,)."""
    error = np.sqrt((found.noise + found.leaning) / (counts.seen + RIDGE_OF_INTERCEPT))
    score = found.intercept - NINE_IN_TEN * error
    return Ranking(best_first(score, eligible & (counts.seen > 0)), score)
