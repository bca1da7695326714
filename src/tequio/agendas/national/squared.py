"""Squared Kemeny, pure: the order whose squared distances to the localities' orders weigh least together.

Least squares give the average where least sums give the majority: a locality with half the weight bends the order half
way. A distance is the part of the pairs a locality says something of that stand the other way round, so that a short
list counts as much as a long one. Few items are gone through in every order; for more, single items are moved as long
as that betters the order, and how far it may be from the best is stated.
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from tequio.agendas.national.ballots import Electorate, Floats, Order
from tequio.agendas.national.majority import borda_order, kemeny_cost, kemeny_floor

EVERY_ORDER = 6
SLACK = 1e-12


@dataclass(frozen=True)
class Squared:
    order: Order
    cost: float
    # No order costs less than this.
    floor: float

    @property
    def gap(self) -> float:
        """The part of its cost by which the best order can be better at most."""
        return max(0.0, (self.cost - self.floor) / self.cost) if self.cost > SLACK else 0.0


def squared_kemeny(voters: Electorate, starts: tuple[Order, ...] = ()) -> Squared:
    if not voters.items or not len(voters.weights):
        return Squared(tuple(range(voters.items)), 0.0, 0.0)
    if voters.items <= EVERY_ORDER:
        best = min(permutations(range(voters.items)), key=lambda order: (round(cost_of(voters, order), 10), order))
        return Squared(best, cost_of(voters, best), cost_of(voters, best))
    begun = starts or (borda_order(voters),)
    best = min((_bettered(voters, start) for start in begun),
               key=lambda order: (round(cost_of(voters, order), 10), order))
    return Squared(best, cost_of(voters, best), _floor(voters, best))


def cost_of(voters: Electorate, order: Order) -> float:
    return float(voters.weights @ np.square(voters.missed(order) / voters.pairs))


def _bettered(voters: Electorate, start: Order) -> Order:
    order, missed, moved = list(start), voters.missed(start), True
    shares = voters.weights / np.square(voters.pairs)
    unanimous = _unanimous(voters)
    while moved:
        moved = False
        for item in start:
            at = order.index(item)
            rest = order[:at] + order[at + 1:]
            # What each ballot misses more with the item before all others, and then behind one more of them.
            steps = voters.prefers(item)[:, rest]
            change = np.zeros((len(missed), len(order)))
            np.cumsum(steps, axis=1, out=change[:, 1:])
            change -= change[:, [at]]
            costs = 2 * ((shares * missed) @ change) + shares @ np.square(change)
            best = int(np.argmin(np.round(costs, 12)))
            if costs[best] < -SLACK:
                order, moved = [*rest[:best], item, *rest[best:]], True
                missed = missed + change[:, best]
        if not moved and (swap := _against_all(order, unanimous)):
            first, second = swap
            order[first], order[second] = order[second], order[first]
            missed, moved = voters.missed(order), True
    return tuple(order)


def _unanimous(voters: Electorate) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which item every locality puts before which other."""
    return np.array([(voters.prefers(item) > 0).all(axis=0) for item in range(voters.items)])


def _against_all(order: list[int], unanimous: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
                 ) -> tuple[int, int] | None:
    """Two places of the order that everybody has the other way round; to change them betters every distance."""
    wrong = np.argwhere(np.tril(unanimous[np.ix_(order, order)], -1))
    return (int(wrong[0][1]), int(wrong[0][0])) if len(wrong) else None


def _floor(voters: Electorate, order: Order) -> float:
    """Squares lie above their tangents: a weighted Kemeny cost that no order undercuts bounds the squares as well."""
    distance: Floats = voters.missed(order) / voters.pairs
    slopes = voters.weights * distance / voters.pairs
    before = np.zeros((voters.items, voters.items))
    for item in range(voters.items):
        before[item] = slopes @ (voters.prefers(item) > 0)
    cost = float(voters.weights @ np.square(distance))
    return max(0.0, cost - 2 * (kemeny_cost(before, order) - kemeny_floor(before)))
