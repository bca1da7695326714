"""Who is next to whom, and how what happened there is weighed.

The weight of sender j for receiver i is w_ji, row j of a matrix; z_i,t = Σ_j w_ji y_j,t-1 is the neighbours' past of i.
With `normalise`, each sender's weights add up to 1: one event hands out one share, however many neighbours there are
(Meyer & Held 2014, 10.1214/14-AOAS743). A unit without neighbours, an island, sends and receives nothing.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy import sparse

from tequio.measurement.reproduction.arrays import Array, Sparse, Whole

Shape = Literal["fixed", "power", "order"]


@dataclass(frozen=True)
class Weights:
    """Weights of neighbours, of which some parameters may be estimated.

    shape: "fixed" takes `strength` as it is; "power" is strength · distance^-d; "order" gives each order of
    neighbourhood from the second on its own weight exp(θ), the first being 1.
    distance: CSR, units × units, entries > 0 where j may reach i: the order of neighbourhood, or order + 1.
    strength: factors of the same pattern, or None for 1.
    log: "power" only; the parameter is ln d.
    """

    shape: Shape
    distance: Sparse
    strength: Array | None = None
    normalise: bool = True
    log: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        if self.shape == "power":
            return ("d",)
        if self.shape == "order":
            last = int(self.distance.data.max(initial=1))
            return ("d",) if last == 2 else tuple(f"d{order - 1}" for order in range(2, last + 1))
        return ()

    @property
    def bounds(self) -> list[tuple[float, float]]:
        """Beyond them only the nearest or the farthest count, and nothing changes any more."""
        return [(-10.0, 3.4) if self.log or self.shape == "order" else (-30.0, 30.0)] * len(self.names)

    @property
    def start(self) -> Array:
        if self.shape == "order":
            # As the zeta law with exponent 1.
            return -np.log(np.arange(2.0, len(self.names) + 2.0))
        return np.full(len(self.names), 0.0 if self.log else 1.0)

    def at(self, theta: Array, derivatives: int = 2) -> tuple[Sparse, list[Sparse], list[Sparse]]:
        """W transposed (receivers × senders) at `theta`, its first derivatives, and its second ones by pairs a ≤ b."""
        value, first, second = self._entries(theta, derivatives)
        if self.normalise:
            value, first, second = self._normalised(value, first, second)
        return self._turned(value), [self._turned(one) for one in first], [self._turned(one) for one in second]

    @cached_property
    def _senders(self) -> Whole:
        return np.repeat(np.arange(self.distance.shape[0]), np.diff(self.distance.indptr))

    @cached_property
    def _levels(self) -> tuple[Array, Whole]:
        """The distances that occur, and which one each entry has: functions of distance are taken once a level."""
        levels, which = np.unique(self.distance.data, return_inverse=True)
        return levels.astype(float), which.astype(np.int32)

    @cached_property
    def _turn(self) -> tuple[Whole, Whole, Whole]:
        """Where each entry of W' stands in W, with the pattern of W'."""
        numbers = sparse.csr_array((np.arange(1, self.distance.nnz + 1), self.distance.indices, self.distance.indptr),
                                   shape=self.distance.shape)
        turned = numbers.T.tocsr()
        return (turned.data - 1).astype(np.int32), turned.indices, turned.indptr

    def _entries(self, theta: Array, derivatives: int) -> tuple[Array, list[Array], list[Array]]:
        if self.shape == "fixed":
            assert self.strength is not None
            return self.strength, [], []
        levels, which = self._levels
        tables = self._power(theta, levels) if self.shape == "power" else self._own_weights(theta, levels)
        value, first, second = ([self._scaled(table[which]) for table in kind] for kind in tables)
        return value[0], first if derivatives > 0 else [], second if derivatives > 1 else []

    def _scaled(self, entries: Array) -> Array:
        return entries if self.strength is None else entries * self.strength

    def _power(self, theta: Array, levels: Array) -> tuple[list[Array], list[Array], list[Array]]:
        logs = np.log(levels)
        exponent = float(np.exp(theta[0])) if self.log else float(theta[0])
        value = np.exp(-exponent * logs)
        once, twice = -logs * value, logs * logs * value
        if self.log:
            once, twice = once * exponent, twice * exponent**2 + once * exponent
        return [value], [once], [twice]

    @staticmethod
    def _own_weights(theta: Array, levels: Array) -> tuple[list[Array], list[Array], list[Array]]:
        orders = levels.astype(int)
        value = np.concatenate([[1.0], np.exp(theta)])[orders - 1]
        first = [np.where(orders == order, value, 0.0) for order in range(2, len(theta) + 2)]
        second = [first[a] if a == b else np.zeros_like(value)
                  for a in range(len(theta)) for b in range(a, len(theta))]
        return [value], first, second

    def _normalised(self, value: Array, first: list[Array], second: list[Array],
                    ) -> tuple[Array, list[Array], list[Array]]:
        """Rows that add up to 1, with the quotient rule; a row of zeros, an island, stays one."""
        total = self._row_sums(value)
        total[total == 0] = 1.0
        each = total[self._senders]
        shares = value / each
        sums = [self._row_sums(one)[self._senders] for one in first]
        slopes = [(one - shares * summed) / each for one, summed in zip(first, sums, strict=True)]
        pairs = [(a, b) for a in range(len(first)) for b in range(a, len(first))]
        bends = [(one - slopes[a] * sums[b] - slopes[b] * sums[a]
                  - shares * self._row_sums(one)[self._senders]) / each
                 for (a, b), one in zip(pairs, second, strict=False)]
        return shares, slopes, bends

    def _row_sums(self, entries: Array) -> Array:
        return np.asarray(np.bincount(self._senders, weights=entries, minlength=self.distance.shape[0]), dtype=float)

    def _turned(self, entries: Array) -> Sparse:
        order, indices, pointers = self._turn
        return sparse.csr_array((entries[order], indices, pointers), shape=self.distance.shape)


def fixed(matrix: Sparse, normalise: bool = True) -> Weights:
    """Weights as given, row = sender."""
    pattern = sparse.csr_array(matrix, dtype=float)
    pattern.eliminate_zeros()
    return Weights("fixed", pattern, pattern.data, normalise)


def power_law(orders: Sparse, *, max_order: int | None = None, from_zero: bool = False, scale: Array | None = None,
              normalise: bool = True, log: bool = False) -> Weights:
    """order^-d up to `max_order`; with `from_zero`, (order + 1)^-d and a unit is its own nearest neighbour.

    `orders`: dense or sparse; 0 off the diagonal means out of reach unless `from_zero`, where entries are order + 1.
    `scale`: dense units × units factors, such as who meets whom.
    """
    pattern = _within(orders, max_order, keep_self=from_zero)
    strength = None
    if scale is not None:
        senders = np.repeat(np.arange(pattern.shape[0]), np.diff(pattern.indptr))
        strength = np.asarray(scale, dtype=float)[senders, pattern.indices]
    return Weights("power", pattern, strength, normalise, log)


def by_order(orders: Sparse, *, max_order: int, normalise: bool = True) -> Weights:
    """A weight of its own for each order from 2 to `max_order`."""
    return Weights("order", _within(orders, max_order, keep_self=False), None, normalise)


def orders_of(adjacency: Sparse, max_order: int) -> Sparse:
    """The order of neighbourhood up to `max_order`: how many borders lie between two units. CSR, 0 is out of reach."""
    beside = sparse.csr_array(adjacency, dtype=np.int8)
    beside.data[:] = 1
    beside.setdiag(0)
    beside.eliminate_zeros()
    reached = sparse.eye_array(beside.shape[0], dtype=np.int8, format="csr")
    front, found = reached, None
    for order in range(1, max_order + 1):
        front = ((front @ beside) > 0).astype(np.int8)
        front = front - front.multiply(reached)
        front.eliminate_zeros()
        if front.nnz == 0:
            break
        reached = reached + front
        step = front.astype(float) * order
        found = step if found is None else found + step
    if found is None:
        return sparse.csr_array(beside.shape, dtype=float)
    found = sparse.csr_array(found)
    found.sort_indices()
    return found


def _within(orders: Sparse, max_order: int | None, keep_self: bool) -> Sparse:
    pattern = sparse.coo_array(orders)
    keep = pattern.data > 0
    if not keep_self:
        keep &= pattern.row != pattern.col
    if max_order is not None:
        keep &= pattern.data <= max_order + (1 if keep_self else 0)
    found = sparse.csr_array((pattern.data[keep].astype(float), (pattern.row[keep], pattern.col[keep])),
                             shape=pattern.shape)
    found.sort_indices()
    return found


class Spread:
    """The neighbours' past for given parameters of the weights, kept until they change.

    past: one array units × months per type of event that may spread.
    """

    def __init__(self, weights: Weights, past: list[Array]) -> None:
        self.weights = weights
        self.past = past
        self._theta: Array | None = None
        self._derivatives = -1
        self._kept: tuple[list[Array], list[list[Array]], list[list[Array]]] = ([], [], [])

    def at(self, theta: Array, derivatives: int) -> tuple[list[Array], list[list[Array]], list[list[Array]]]:
        """z by type; its first derivatives by parameter, then type; its second ones by pair, then type."""
        known = self._theta is not None and np.array_equal(self._theta, theta)
        have = self._derivatives if known else -1
        if have >= derivatives:
            return self._kept
        value, first, second = self.weights.at(theta, derivatives)
        kept = self._kept if known else ([], [], [])
        self._kept = (kept[0] if have >= 0 else [value @ one for one in self.past],
                      kept[1] if have >= 1 else [[turned @ one for one in self.past] for turned in first],
                      [[turned @ one for one in self.past] for turned in second])
        self._theta, self._derivatives = theta.copy(), derivatives if len(theta) else 2
        return self._kept
