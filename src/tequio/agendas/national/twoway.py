"""Dividing by places and by themes at once, pure: what a fair division of so many points would give each cell.

Biproportional division by divisors: every place has the points its weight is worth and every theme those that its
wishes are worth, and inside the table the cells keep their proportions. Solved whole, as the cheapest flow, so that it
ends where scaling row by row and column by column would turn in circles.
"""

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from tequio.agendas.national.ballots import Ints

# What is rounded at: at the half («Sainte-Laguë»), or always down («D'Hondt»).
Rounding = Literal["half", "down"]
STEP: Final = {"half": 0.5, "down": 0.0}


def divided(weights: Sequence[float], points: int, rounding: Rounding = "half") -> list[int]:
    """So many points by weight; of equal claims the first is served first."""
    given = [0] * len(weights)
    for _ in range(points if any(weight > 0 for weight in weights) else 0):
        claims = [weight / (had + 1 - STEP[rounding]) for weight, had in zip(weights, given, strict=True)]
        best = max(claims)
        given[next(at for at, claim in enumerate(claims) if claim >= best * (1 - 1e-12))] += 1
    return given


def divided_both_ways(wishes: Sequence[Sequence[float]], rows: Sequence[int], columns: Sequence[int],
                      rounding: Rounding = "half") -> Ints:
    """The points of each place (row) by theme (column). Raises ValueError where the totals cannot both be kept."""
    table = np.asarray(wishes, dtype=np.float64)
    if sum(rows) != sum(columns) or table.shape != (len(rows), len(columns)):
        raise ValueError("places and themes have the same points to divide")
    cells = [(row, column, unit) for row, column in np.argwhere(table > 0)
             for unit in range(1, min(rows[row], columns[column]) + 1)]
    given = np.zeros(table.shape, dtype=np.int32)
    if not sum(rows):
        return given
    # The unit-th point of a cell costs the more, the further it goes beyond the cell's part.
    costs = [np.log((unit - STEP[rounding]) / table[row, column]) for row, column, unit in cells]
    at = np.arange(len(cells))
    ends = np.concatenate([[row for row, _, _ in cells], [len(rows) + column for _, column, _ in cells]]).astype(int)
    totals = csr_matrix((np.ones(2 * len(cells)), (ends, np.concatenate([at, at]))),
                        shape=(len(rows) + len(columns), len(cells)))
    found = linprog(costs, A_eq=totals, b_eq=[*rows, *columns], bounds=(0, 1), method="highs-ds") if cells else None
    if found is None or found.x is None:
        raise ValueError("the points of places and of themes cannot both be kept")
    for (row, column, _), taken in zip(cells, np.round(found.x), strict=True):
        given[row, column] += int(taken)
    return given
