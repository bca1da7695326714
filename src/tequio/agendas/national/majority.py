"""How most would have it, pure: Borda and Kemeny, to show beside an order in proportion what a majority would drop."""

import numpy as np

from tequio.agendas.national.ballots import Electorate, Floats, Order


def margins(voters: Electorate) -> Floats:
    """For each pair of items the weight of the localities that put the first before the second."""
    before = np.zeros((voters.items, voters.items))
    for item in range(voters.items):
        before[item] = voters.weights @ (voters.prefers(item) > 0)
    return before


def borda_order(voters: Electorate, before: Floats | None = None) -> Order:
    """By how much weight stands behind each item against every other, ties in the order of the items."""
    said = margins(voters) if before is None else before
    return by_score(said.sum(axis=1) - said.sum(axis=0))


def by_score(scores: Floats) -> Order:
    """Highest first. Scores that are equal but for rounding are equal."""
    return tuple(int(item) for item in np.argsort(-np.round(scores, 9), kind="stable"))


def kemeny_order(before: Floats, start: Order) -> Order:
    """Fewest pairs the other way round, by weight: `start` bettered by moving one item at a time."""
    against = np.round(before.T - before, 12)
    order = list(start)
    moved = True
    while moved:
        moved = False
        for item in start:
            at = order.index(item)
            rest = order[:at] + order[at + 1:]
            cost = np.concatenate(([0.0], np.cumsum(-against[item, rest])))
            best = int(np.argmin(np.round(cost - cost[at], 9)))
            if cost[best] < cost[at] - 1e-9:
                order, moved = [*rest[:best], item, *rest[best:]], True
    return tuple(order)


def kemeny_cost(before: Floats, order: Order) -> float:
    """The weight of all pairs that the order sets the other way round."""
    inverted = before[np.ix_(order, order)]
    return float(np.tril(inverted, -1).sum())


def kemeny_floor(before: Floats) -> float:
    """What no order can be better than: of each pair the lighter side, and of circles of three what one must lose."""
    lighter = float(np.triu(np.minimum(before, before.T), 1).sum())
    return lighter + _circles(np.round(before - before.T, 12))


def _circles(lead: Floats) -> float:
    """Circles of three items without a pair in common: each of them loses its narrowest lead, whatever the order."""
    left = np.where(lead > 0, lead, 0.0)
    lost = 0.0
    for first in range(len(left)):
        for second in np.argsort(-left[first], kind="stable"):
            while left[first, second] > 0:
                closing = np.minimum(left[second], left[:, first])
                third = int(np.argmax(closing))
                least = min(float(closing[third]), float(left[first, second]))
                if least <= 0:
                    break
                for pair in ((first, second), (second, third), (third, first)):
                    left[pair] -= least
                lost += least
    return lost
