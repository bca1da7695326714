"""The national order: what the rules promise, held for any wishes of localities."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.agendas.national.ballots import Ballot, electorate
from tequio.agendas.national.compare import compared
from tequio.agendas.national.majority import borda_order, kemeny_cost, kemeny_floor, kemeny_order, margins
from tequio.agendas.national.shares import equal_shares
from tequio.agendas.national.squared import cost_of, squared_kemeny
from tequio.agendas.national.top import with_shares

WEIGHTS = st.integers(1, 9).map(float)
quick = settings(max_examples=60, deadline=None)


@st.composite
def whole_orders(draw, most_items=9, most=6):
    """Localities that put every item in an order."""
    items = draw(st.integers(2, most_items))
    count = draw(st.integers(1, most))
    return items, [Ballot(tuple((item,) for item in draw(st.permutations(range(items)))), draw(WEIGHTS))
                   for _ in range(count)]


@st.composite
def any_wishes(draw, most_items=9):
    """Localities that ask for some, several as urgent as each other, and could not speak of others."""
    items = draw(st.integers(1, most_items))
    made = []
    for _ in range(draw(st.integers(1, 5))):
        order = draw(st.permutations(range(items)))
        asked = draw(st.integers(0, items))
        cuts = sorted({0, asked, *draw(st.lists(st.integers(0, asked), max_size=3))})
        ranks = tuple(tuple(order[a:b]) for a, b in itertools.pairwise(cuts))
        made.append(Ballot(ranks, draw(WEIGHTS), frozenset(order[asked:draw(st.integers(asked, items))])))
    return items, made


def every_rule(voters):
    squared = squared_kemeny(voters).order
    before = margins(voters)
    return {"squared": squared, "shares": equal_shares(voters), "borda": borda_order(voters),
            "kemeny": kemeny_order(before, borda_order(voters)), "with shares": with_shares(squared, voters)}


@quick
@given(any_wishes())
def test_every_rule_orders_every_item_once(case):
    items, ballots = case
    for name, order in every_rule(electorate(ballots, items)).items():
        assert sorted(order) == list(range(items)), name


@quick
@given(whole_orders())
def test_what_everybody_puts_first_stands_first(case):
    items, ballots = case
    places = [{rank[0]: at for at, rank in enumerate(one.ranks)} for one in ballots]
    for name, order in every_rule(electorate(ballots, items)).items():
        at = {item: place for place, item in enumerate(order)}
        for one, other in itertools.permutations(range(items), 2):
            if all(place[one] < place[other] for place in places):
                assert at[one] < at[other], name


@quick
@given(any_wishes(), st.randoms(use_true_random=False))
def test_it_does_not_matter_who_says_it(case, chance):
    items, ballots = case
    turned = list(ballots)
    chance.shuffle(turned)
    assert every_rule(electorate(ballots, items)) == every_rule(electorate(turned, items))


@quick
@given(any_wishes())
def test_a_locality_counts_as_two_of_half_its_weight(case):
    items, ballots = case
    parted = [Ballot(one.ranks, one.weight / 2, one.silent) for one in ballots for _ in range(2)]
    assert every_rule(electorate(ballots, items)) == every_rule(electorate(parted, items))


@quick
@given(whole_orders(most_items=5), st.randoms(use_true_random=False))
def test_what_an_item_is_called_does_not_matter(case, chance):
    """With other names the best order costs the same, and where one order is best it is the same one renamed."""
    items, ballots = case
    names = list(range(items))
    chance.shuffle(names)
    renamed = [Ballot(tuple((names[item],) for (item,) in one.ranks), one.weight) for one in ballots]
    here, there = electorate(ballots, items), electorate(renamed, items)
    best, other = squared_kemeny(here), squared_kemeny(there)
    assert math.isclose(best.cost, other.cost, abs_tol=1e-9)
    costs = sorted(cost_of(here, order) for order in itertools.permutations(range(items)))
    if len(costs) > 1 and costs[1] - costs[0] > 1e-9:
        assert other.order == tuple(names[item] for item in best.order)


@quick
@given(any_wishes(most_items=40), st.integers(1, 40))
def test_a_locality_has_its_share_of_what_stands_first(case, first):
    items, ballots = case
    voters = electorate(ballots, items)
    order = with_shares(squared_kemeny(voters).order, voters)
    whole = sum(one.weight for one in ballots)
    for one in ballots:
        owed = math.floor(one.weight / whole * first + 1e-9)
        wanted: list[int] = []
        for rank in one.ranks:
            if len(wanted) + len(rank) > owed:
                break
            wanted += rank
        assert set(wanted) <= set(order[:max(first, 0)])


@quick
@given(st.integers(2, 8), st.permutations(range(8)), st.integers(1, 5), st.integers(1, 5))
def test_localities_that_begin_alike_are_heard_together(many, order, alike, others):
    """Five small localities with the same wishes have the share of one large one."""
    one = tuple((item,) for item in order)
    ballots = [Ballot(one) for _ in range(alike)] + [Ballot(one[::-1]) for _ in range(others)]
    voters = electorate(ballots, 8)
    made = with_shares(squared_kemeny(voters).order, voters)
    owed = math.floor(alike / (alike + others) * many + 1e-9)
    assert {rank[0] for rank in one[:owed]} <= set(made[:many])


@settings(max_examples=150, deadline=None)
@given(whole_orders(most_items=12))
def test_each_locality_has_its_part_of_the_pairs_by_equal_shares(case):
    """As many pairs as its weight is worth, but for what the last two steps may leave over."""
    items, ballots = case
    voters = electorate(ballots, items)
    order = equal_shares(voters)
    pairs = items * (items - 1) / 2
    got = pairs - voters.missed(order)
    assert (got >= voters.weights * pairs - 1 - 1e-9).all()


@quick
@given(whole_orders(most_items=8, most=4))
def test_no_order_undercuts_the_stated_floor(case):
    items, ballots = case
    voters = electorate(ballots, items)
    squared = squared_kemeny(voters)
    before = margins(voters)
    kemeny = kemeny_order(before, borda_order(voters))
    assert squared.floor <= squared.cost + 1e-9 and 0 <= squared.gap <= 1
    assert kemeny_floor(before) <= kemeny_cost(before, kemeny) + 1e-9
    if items <= 6:
        least = min(cost_of(voters, order) for order in itertools.permutations(range(items)))
        assert math.isclose(squared.cost, least, abs_tol=1e-9)
        assert kemeny_floor(before) <= min(
            kemeny_cost(before, order) for order in itertools.permutations(range(items))) + 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_moving_single_items_comes_close_to_the_best(seed, monkeypatch):
    """The same localities ordered step by step and by going through every order."""
    import random

    from tequio.agendas.national import squared
    chance = random.Random(seed)
    ballots = [Ballot(tuple((item,) for item in chance.sample(range(6), 6)), chance.randint(1, 5)) for _ in range(5)]
    voters = electorate(ballots, 6)
    best = squared.squared_kemeny(voters)
    monkeypatch.setattr(squared, "EVERY_ORDER", 1)
    stepwise = squared.squared_kemeny(voters)
    assert stepwise.floor <= best.cost + 1e-9
    assert stepwise.cost <= best.cost * 1.1 + 1e-9


def test_half_the_weight_bends_the_order_half_way():
    """Two localities that want the opposite: the average lies between them, and a majority would give all to one."""
    up = tuple((item,) for item in range(6))
    ballots = [Ballot(up, 51), Ballot(up[::-1], 49)]
    voters = electorate(ballots, 6)
    missed = sorted(voters.missed(squared_kemeny(voters).order))
    assert missed == [7, 8]
    assert sorted(voters.missed(kemeny_order(margins(voters), borda_order(voters)))) == [0, 15]


def test_what_most_would_have_dropped_is_named():
    """Three localities agree; the fourth asks for other things. A quarter of the first places is hers."""
    same = tuple((item,) for item in (0, 1, 2, 3, 4, 5, 6, 7))
    other = tuple((item,) for item in (7, 6, 5, 4, 3, 2, 1, 0))
    found = compared([Ballot(same), Ballot(same), Ballot(same), Ballot(other)], 8, first=4)
    assert [one.item for one in found.dropped] == [7]
    assert found.owed[3] == (1, 1, 0)
    assert found.kept[3] > found.kept_by_most[3] == 0


def test_where_nobody_could_speak_an_item_is_neither_wanted_nor_unwanted():
    asked = Ballot(((0,), (1,)))
    quiet = Ballot(((1,),), silent=frozenset({0}))
    found = compared([asked, quiet], 2)
    assert found.order == (0, 1)
    assert found.placed[0].silent == (1,)
    assert compared([asked, Ballot(((1,),), weight=3)], 2).order == (1, 0)


@pytest.mark.parametrize("ballot", [
    Ballot(((0, 0),)), Ballot(((0,), (0,))), Ballot(((5,),)), Ballot(((0,),), weight=0.0),
    Ballot(((0,),), weight=float("nan")), Ballot(((0,),), silent=frozenset({0})), Ballot(((-1,),))])
def test_wishes_that_cannot_be_are_refused(ballot):
    with pytest.raises(ValueError):
        electorate([ballot], 3)


def test_nobody_and_nothing():
    assert compared([], 0).order == ()
    assert compared([], 3).order == (0, 1, 2)
    assert compared([Ballot(())], 3).order == (0, 1, 2)


@quick
@given(any_wishes())
def test_an_order_that_was_made_is_made_again(case):
    """Ordered once more, with the items as they stand then, nothing moves."""
    items, ballots = case
    order = compared(ballots, items).order
    at = {item: place for place, item in enumerate(order)}
    again = [Ballot(tuple(tuple(at[item] for item in rank) for rank in one.ranks), one.weight,
                    frozenset(at[item] for item in one.silent)) for one in ballots]
    assert compared(again, items).order == tuple(range(items))
