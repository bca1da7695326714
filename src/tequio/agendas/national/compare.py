"""One order of the national points, and beside it what other rules would have made of the same wishes, pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.agendas.national.ballots import Ballot, Electorate, Order, electorate
from tequio.agendas.national.majority import borda_order, kemeny_order, margins
from tequio.agendas.national.shares import equal_shares
from tequio.agendas.national.squared import cost_of, squared_kemeny
from tequio.agendas.national.top import share_of, with_shares

EVEN = 1e-9


@dataclass(frozen=True)
class Placed:
    """One point: its place by each rule, from 1, and who asks for it or could not speak of it."""

    item: int
    here: int
    squared: int
    shares: int
    borda: int
    kemeny: int
    # Positions of the ballots.
    asking: tuple[int, ...]
    silent: tuple[int, ...]


@dataclass(frozen=True)
class Compared:
    """The order, and for whoever doubts it the orders of other rules."""

    placed: tuple[Placed, ...]
    # The part of its cost by which an order of least squares can be better at most.
    gap: float
    # For each ballot the part of the pairs it says something of that the order follows, and that most would follow.
    kept: tuple[float, ...]
    kept_by_most: tuple[float, ...]
    # Of the first half: how many places are owed to each ballot's own first wishes, and how many most would give it.
    owed: tuple[tuple[int, int, int], ...]
    first: int

    @property
    def order(self) -> Order:
        return tuple(one.item for one in self.placed)

    @property
    def dropped(self) -> tuple[Placed, ...]:
        """Points among the first that both rules of the majority would put behind them."""
        return tuple(one for one in self.placed if one.here <= self.first < min(one.borda, one.kemeny))


def compared(ballots: Sequence[Ballot], items: int, first: int | None = None) -> Compared:
    """The order of all items in proportion to the weight of the localities. `first` is how many count as the top.

    Where the items come in an order that is as good, they stay as they come.
    """
    voters = electorate(ballots, items)
    before = margins(voters)
    by_shares, by_borda = equal_shares(voters), borda_order(voters, before)
    by_kemeny, squared = kemeny_order(before, by_borda), squared_kemeny(voters, (by_shares,))
    order = _as_they_come(voters, with_shares(squared.order, voters))
    top = -(-items // 2) if first is None else first
    squares, shares, borda, kemeny = map(_places, (squared.order, by_shares, by_borda, by_kemeny))
    row_of = [_row(voters, ballot) for ballot in ballots]
    kept, most = voters.kept(order), voters.kept(by_kemeny)
    whole = sum(ballot.weight for ballot in ballots) or 1.0
    return Compared(
        placed=tuple(Placed(item, here, squares[item], shares[item], borda[item], kemeny[item], *_who(ballots, item))
                     for here, item in enumerate(order, start=1)),
        gap=squared.gap, kept=tuple(float(kept[row]) for row in row_of),
        kept_by_most=tuple(float(most[row]) for row in row_of),
        owed=tuple((*share_of(ballot.ranks, ballot.weight / whole, order, top),
                    share_of(ballot.ranks, ballot.weight / whole, by_kemeny, top)[1]) for ballot in ballots),
        first=top)


def _as_they_come(voters: Electorate, order: Order) -> Order:
    there = tuple(range(voters.items))
    as_good = cost_of(voters, there) <= cost_of(voters, order) + EVEN and with_shares(there, voters) == there
    return there if as_good else order


def _places(order: Order) -> dict[int, int]:
    return {item: place for place, item in enumerate(order, start=1)}


def _who(ballots: Sequence[Ballot], item: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return (tuple(at for at, ballot in enumerate(ballots) if any(item in rank for rank in ballot.ranks)),
            tuple(at for at, ballot in enumerate(ballots) if item in ballot.silent))


def _row(voters: Electorate, ballot: Ballot) -> int:
    """Where the arrays hold a ballot: equal ones stand together."""
    own = electorate([ballot], voters.items)
    same = (voters.ranks == own.ranks).all(axis=1) & (voters.silent == own.silent).all(axis=1)
    return int(same.argmax())
