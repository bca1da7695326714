"""Counts of a document whose sets overlap: what follows from all of them together."""

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.protection.disclosure.sets import Counted, judged_sets, passing_rule

RULE = {"threshold": 10, "rounding": 5}


def ids(first, last):
    return frozenset(UUID(int=at) for at in range(first, last))


def test_a_document_of_few_voices_leaves_every_count_open():
    assert judged_sets([Counted("all", ids(0, 3)), Counted("one", ids(0, 1)), Counted("two", ids(0, 3))], **RULE).passes


def test_two_small_counts_that_cover_all_are_worked_out():
    """Nine and nine, and of all of them it is told that they are at least 18: nobody can be in neither."""
    counts = [Counted("all", ids(0, 62)), Counted("most", ids(0, 53)), Counted("rest", ids(53, 62))]
    assert judged_sets(counts, **RULE).passes
    tight = [Counted("all", ids(0, 18)), Counted("one", ids(0, 9)), Counted("other", ids(9, 18))]
    assert judged_sets(tight, **RULE).passes, "somebody may be in neither of the two"


def test_under_a_rule_that_tells_exactly_small_counts_are_worked_out_and_a_coarser_one_is_offered():
    counts = [Counted("all", ids(0, 30)), Counted("most", ids(0, 28)), Counted("rest", ids(27, 30))]
    sharp = {"threshold": 2, "rounding": 1}
    found = judged_sets(counts, **sharp)
    assert found.reason is None or found.which
    assert judged_sets([Counted("all", frozenset())], **RULE).passes
    assert passing_rule(counts, **RULE)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.integers(0, 40), max_size=40), max_size=6))
def test_the_rule_of_a_process_is_judged_for_any_sets(sets):
    """It ends, and whatever fails is named or passes under a coarser rule."""
    whole = frozenset().union(*sets)
    counts = [Counted("all", frozenset(UUID(int=at) for at in whole)),
              *(Counted(str(at), frozenset(UUID(int=one) for one in each)) for at, each in enumerate(sets))]
    found = judged_sets(counts, **RULE)
    assert found.passes or found.reason == "given_away"
