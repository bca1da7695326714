"""Ranked Equal Shares, pure: every locality buys with its weight the pairs of items that are set as it wants.

Each locality holds its part of all pairs. Whatever comes next decides a pair with every item left, and costs as many
shares; it is paid by those who put it before what is left, in proportion to how much. The item that asks the least of
those who pay for it comes first. Where nobody can pay what comes next, the one with most weight left behind it follows
(the Proportional Sequential Borda rule), and its supporters pay what they have. Nobody pays for more pairs than it
gets: so each locality has about its weight's part of the pairs as it wants them, or more.
"""

import numpy as np

from tequio.agendas.national.ballots import Electorate, Floats, Order

EVEN = 1e-9


def equal_shares(voters: Electorate) -> Order:
    left = list(range(voters.items))
    held: Floats = voters.weights * (voters.items * (voters.items - 1) / 2)
    # For each ballot and item: how many of those left it puts the item before.
    wins = np.stack([np.count_nonzero(voters.prefers(item) > 0, axis=1) for item in left], axis=1).astype(
        np.float64) if left else np.zeros((len(held), 0))
    order: list[int] = []
    while left:
        item, paid = _next(wins[:, left], held, left)
        held = np.maximum(held - paid, 0.0)
        order.append(item)
        left.remove(item)
        wins -= voters.prefers(item) < 0
    return tuple(order)


def _next(wins: Floats, held: Floats, left: list[int]) -> tuple[int, Floats]:
    price = float(len(left) - 1)
    if price == 0 or not len(held):
        return left[0], np.zeros(len(held))
    rates = np.minimum(wins, 1) * held[:, None]
    enough = rates.sum(axis=0) >= price - EVEN
    least = np.where(enough, price / np.maximum(wins.sum(axis=0), EVEN), np.inf)
    best, rate = -1, 1.0 + EVEN
    for column in np.argsort(least, kind="stable"):
        if least[column] > rate + EVEN:
            break
        asked = _rate(wins[:, column], held, price)
        if asked < rate - EVEN or (best >= 0 and asked < rate + EVEN and column < best):
            best, rate = int(column), asked
    if best >= 0:
        return left[best], np.minimum(held, rate * wins[:, best])
    behind = np.round(held @ wins, 9)
    best = int(np.argmax(behind))
    if behind[best] <= 0:
        # Nobody who holds anything wants one before another: then as most would have it.
        best = int(np.argmax(np.round(wins.sum(axis=0), 9)))
        return left[best], np.zeros(len(held))
    return left[best], np.minimum(held, price * held * wins[:, best] / behind[best])


def _rate(wins: Floats, held: Floats, price: float) -> float:
    """What each pair costs those who pay, where whoever has less gives what it has."""
    paying = wins > 0
    wanted, purse = wins[paying], held[paying]
    order = np.argsort(purse / wanted, kind="stable")
    wanted, purse = wanted[order], purse[order]
    spent = np.concatenate(([0.0], np.cumsum(purse)[:-1]))
    rates = (price - spent) / np.cumsum(wanted[::-1])[::-1]
    fitting = np.flatnonzero(rates * wanted <= purse + EVEN)
    return float(rates[fitting[0]]) if len(fitting) else float("inf")
