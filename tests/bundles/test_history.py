"""Joining what two machines know: any order, any number of times, the same result. Without a database."""

from hypothesis import given
from hypothesis import strategies as st

from tequio.exchange.history import Account, Revision, depths, heads, joined, shown
from tequio.exchange.placing import Content, Key, NoTwoAlike, Shape, placed

KEYS = st.sampled_from(["a", "b", "c"])


@st.composite
def histories(draw: st.DrawFn) -> frozenset[Revision]:
    """Parts of one history that nobody has whole: each revision stands on some of those before it."""
    made = []
    for number in range(draw(st.integers(1, 7))):
        behind = draw(st.sets(st.sampled_from(range(number)), max_size=3)) if number else set()
        made.append(Revision(f"{number:02x}", frozenset(f"{one:02x}" for one in behind), draw(st.booleans())))
    return frozenset(draw(st.sets(st.sampled_from(made), min_size=1)))


accounts = st.builds(Account, st.dictionaries(KEYS, histories(), max_size=3), st.frozensets(KEYS, max_size=1))


@given(accounts, accounts, accounts)
def test_joining_is_associative_commutative_and_idempotent(a: Account, b: Account, c: Account) -> None:
    assert joined(a, joined(b, c)) == joined(joined(a, b), c)
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), b) == joined(a, b)
    once = joined(a, a)
    assert joined(once, once) == once


@given(accounts, accounts)
def test_what_ended_anywhere_never_comes_back(a: Account, b: Account) -> None:
    both = joined(a, b)
    assert a.ended | b.ended <= both.ended
    assert not both.ended & both.histories.keys()


@given(histories())
def test_one_head_is_shown_and_a_version_goes_before_a_deletion(history: frozenset[Revision]) -> None:
    top = shown(history)
    gone = {one.name for one in history if one.gone}
    assert top in heads(history)
    assert top not in gone or heads(history) <= gone


@given(histories())
def test_whoever_works_on_what_they_see_keeps_seeing_it(history: frozenset[Revision]) -> None:
    mine = Revision("ff", frozenset([shown(history)]))
    assert shown(history | {mine}) == "ff"
    assert depths(history | {mine})["ff"] > depths(history)[shown(history)]


SHAPES = [Shape("place", {"parent_id": "place"}, places=(NoTwoAlike(("key",), named="key", longest=12),)),
          Shape("plan", {"place_id": "place"}, places=(NoTwoAlike(("place_id",)),))]


@st.composite
def rows(draw: st.DrawFn) -> dict[Key, Content]:
    from uuid import UUID
    ids = [UUID(int=number) for number in range(1, 6)]
    found: dict[Key, Content] = {}
    for row_id in draw(st.sets(st.sampled_from(ids))):
        parent = draw(st.sampled_from([None, *ids]))
        found["place", row_id] = {"key": draw(st.sampled_from(["uno", "dos"]))} | (
            {"parent_id": str(parent)} if parent and parent.int < row_id.int else {})
    for row_id in draw(st.sets(st.sampled_from(ids))):
        found["plan", row_id] = {"place_id": str(draw(st.sampled_from(ids)))}
    return found


@given(rows(), st.randoms())
def test_every_row_has_its_place_or_is_held_and_no_two_share_one(winners: dict[Key, Content], chance: object) -> None:
    found = placed(SHAPES, winners, frozenset())
    assert found.rows.keys() | found.held.keys() == winners.keys()
    assert not found.rows.keys() & found.held.keys()
    keys = [content["key"] for (kind, _), content in found.rows.items() if kind == "place"]
    plans = [content["place_id"] for (kind, _), content in found.rows.items() if kind == "plan"]
    assert len(set(keys)) == len(keys) and len(set(plans)) == len(plans)
    mixed = list(winners.items())
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert placed(SHAPES, dict(mixed), frozenset()) == found
