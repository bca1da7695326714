"""Every locality has its share of what stands first, pure: an order is changed as little as that takes.

A locality with a fifth of the weight finds its first wish among the first five items, its second among the first ten.
Localities whose orders begin alike are heard together. Such terms can always be kept all at once: the weights add up
to one.
"""

import math
from collections.abc import Sequence

from tequio.agendas.national.ballots import Electorate, Order

EVEN = 1e-9


def terms(voters: Electorate) -> list[int]:
    """For each item the last place at which it keeps somebody's share; beyond the end where it is owed to nobody."""
    last = [voters.items + 1] * voters.items
    behind: dict[tuple[tuple[int, ...], ...], float] = {}
    for asked, weight in zip(voters.asked, voters.weights, strict=True):
        for length in range(1, len(asked) + 1):
            behind[asked[:length]] = behind.get(asked[:length], 0.0) + float(weight)
    for begun, weight in behind.items():
        count = sum(map(len, begun))
        place = math.ceil(count / weight - EVEN)
        for item in begun[-1]:
            last[item] = min(last[item], place)
    return last


def with_shares(order: Sequence[int], voters: Electorate) -> Order:
    """`order`, but for what has to stand further up so that nobody's share is lost."""
    last = terms(voters)
    left, made = list(order), []
    for place in range(1, len(left) + 1):
        free = _free(left, last, place)
        item = next(item for item in left if last[item] <= free)
        left.remove(item)
        made.append(item)
    return tuple(made)


def _free(left: Sequence[int], last: Sequence[int], place: int) -> int:
    """The latest term that may be served at this place: up to the first stretch that is needed whole."""
    for count, term in enumerate(sorted(last[item] for item in left), start=1):
        if count >= term - place + 1:
            return term
    return max((last[item] for item in left), default=0)


def share_of(asked: tuple[tuple[int, ...], ...], weight: float, order: Sequence[int], first: int) -> tuple[int, int]:
    """Of the first so many places: how many are owed to a locality's own first wishes, and how many they have."""
    owed = math.floor(weight * first + EVEN)
    wanted: list[int] = []
    for rank in asked:
        if len(wanted) + len(rank) > owed:
            break
        wanted += rank
    return len(wanted), len(set(wanted) & set(order[:first]))
