"""Hiding cells where totals are owed exactly, in tables that are linked, pure.

Hiding small cells alone is undone by subtraction, within a table or across those that share a margin. For each small
cell the cheapest other way is sought in which all that stays told would be true and the cell would be another number;
what such a way changes is hidden as well. Because the tables are looked at together, no margin leads back from one to
the other.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, eye, hstack, vstack

from tequio.protection.disclosure.attack import NEAR
from tequio.protection.disclosure.catalogue import Counts, Floats


def hidden(atoms: Counts, counting: csr_matrix, owed: Collection[int], *, threshold: int,
           shift: float = 2.0) -> frozenset[int]:
    """The rows of `counting` to hide, so that no count below the threshold can be worked out; those `owed` stay told.

    Raises ValueError where a small count is owed itself, or follows from what is owed whatever else is hidden.
    """
    truth = np.asarray(counting @ atoms)
    small = [int(row) for row in np.flatnonzero(truth < threshold)]
    if set(small) & set(owed):
        raise ValueError("a small count is owed exactly")
    away, safe = set(small), _Safe(truth[small])
    for at, row in enumerate(small):
        if safe.moved[at] < shift:
            other = _other_way(atoms, counting, away, owed, row, shift, truth)
            change = np.asarray(counting @ other)
            away |= {int(number) for number in np.flatnonzero(np.abs(change) > NEAR)}
            safe.seen(change[small])
    return frozenset(away)


class _Safe:
    """How far each small count was seen to move while everything told stayed true."""

    def __init__(self, truth: npt.NDArray[np.int64]) -> None:
        self.moved = np.zeros(len(truth))

    def seen(self, change: Floats) -> None:
        np.maximum(self.moved, np.abs(change), out=self.moved)


def _other_way(atoms: Counts, counting: csr_matrix, away: set[int], owed: Collection[int], row: int, shift: float,
               truth: npt.NDArray[np.int64]) -> Floats:
    """A change of the atoms that moves the cell and costs as little as may be of what is still told."""
    told = sorted(set(range(counting.shape[0])) - away - set(owed))
    count = len(atoms)
    for sign in (1.0, -1.0):
        if sign < 0 and truth[row] < shift:
            continue
        fixed = vstack([counting[sorted(owed)], counting[[row]]]).tocsr()
        goal = np.zeros(fixed.shape[0])
        goal[-1] = sign * shift
        free = counting[told]
        limits = vstack([hstack([free, -eye(len(told))]), hstack([-free, -eye(len(told))])]).tocsr() if told else None
        done = linprog(np.concatenate([np.zeros(count), 1.0 + np.log1p(truth[told])]),
                       A_ub=limits, b_ub=np.zeros(2 * len(told)) if told else None,
                       A_eq=hstack([fixed, csr_matrix((fixed.shape[0], len(told)))]).tocsr(), b_eq=goal,
                       bounds=[*((-float(one), None) for one in atoms), *[(0, None)] * len(told)], method="highs")
        if done.x is not None:
            return np.asarray(done.x[:count], dtype=np.float64)
    raise ValueError("a small count follows from the totals that are owed")
