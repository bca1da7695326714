"""Whatever the votes: nothing that is refused or was not reviewed is named among what unites, bridges or represents."""

from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tequio.deliberation import queries
from tequio.deliberation.bands import band, part_of
from tequio.deliberation.changes import changes
from tequio.deliberation.models import Position
from tequio.deliberation.results import Cast, _weighed
from tequio.deliberation.standing import Standing, standing

RANKED = ("unites", "unites_against", "divides", "bridges", "slate")
PROCESS = SimpleNamespace(threshold=10, rounding=5)


@pytest.mark.parametrize(("review", "answered", "stands"), [
    ("no", False, Standing.OPEN), ("no", True, Standing.OPEN), ("", True, Standing.UNREVIEWED),
    ("risk", False, Standing.UNANSWERED), ("risk", True, Standing.OPEN), ("yes", True, Standing.REFUSED),
    ("yes", False, Standing.REFUSED), ("quizás", True, Standing.UNREVIEWED),
])
def test_only_what_was_reviewed_and_answered_may_be_selected(review: str, answered: bool, stands: Standing) -> None:
    assert standing(review, answered=answered) == stands


@settings(max_examples=12, deadline=None)
@given(some.data())
def test_no_ranking_of_any_votes_names_what_is_held_back(data: some.DataObject) -> None:
    """Also where everybody agrees with it, and where there are groups."""
    keys = [f"A{number}" for number in range(data.draw(some.integers(1, 9)))]
    stands = {key: data.draw(some.sampled_from(list(Standing))) for key in keys}
    people = data.draw(some.integers(1, 40))
    camps = data.draw(some.lists(some.lists(some.sampled_from([-1, 0, 1, 2]), min_size=9, max_size=9), min_size=1,
                                 max_size=3))
    votes = [Cast(UUID(int=person), key, camps[person % len(camps)][at]) for person in range(people)
             for at, key in enumerate(keys)]
    result = _weighed(PROCESS, stands, {UUID(int=person) for person in range(people)}, votes)
    named = {key for ranking in RANKED for key in result.get(ranking, ())}
    assert named <= {key for key in keys if stands[key] == Standing.OPEN}


@pytest.mark.parametrize("mode", [1, -1])
def test_a_refused_statement_all_agree_with_is_counted_and_selected_nowhere(mode: int) -> None:
    keys = [f"A{number}" for number in range(8)]
    stands = dict.fromkeys(keys, Standing.OPEN) | {"A0": Standing.REFUSED}
    votes = [Cast(UUID(int=person), key, mode if key == "A0" else [1, -1][(person + at) % 2])
             for person in range(60) for at, key in enumerate(keys)]
    result = _weighed(PROCESS, stands, {vote.ballot for vote in votes}, votes)
    assert result["statements"]["A0"]["agree" if mode == 1 else "disagree"] == 60
    assert not any("A0" in result[ranking] for ranking in RANKED)


@pytest.mark.parametrize(("disagree", "divides"), [(0, []), (1, []), (3, []), (15, ["A1"])])
def test_without_groups_only_two_large_sides_are_told_to_divide(disagree: int, divides: list[str]) -> None:
    votes = [Cast(UUID(int=person), "A1", -1 if person < disagree else 1) for person in range(30)]
    result = _weighed(PROCESS, {"A1": Standing.OPEN}, {vote.ballot for vote in votes}, votes)
    assert result["groups"] is None and result["divides"] == divides


@given(some.integers(0, 400), some.integers(0, 400), some.integers(1, 30))
def test_a_band_says_nothing_of_few_and_never_all(agree: int, answered: int, threshold: int) -> None:
    if agree > answered:
        with pytest.raises(ValueError, match="larger than its whole"):
            band(agree, answered, threshold=threshold)
        return
    found = band(agree, answered, threshold=threshold)
    assert (found is None) == (answered < threshold)
    if answered >= 10 and agree == answered and found:
        # One who disagrees, or two of ten: the same band, so unanimity cannot be read.
        assert found == band(agree - 1, answered, threshold=threshold) == "nearly_all"


@given(some.integers(0, 400), some.integers(2, 20), some.sampled_from([1, 5, 10]))
def test_whoever_knows_how_many_answered_cannot_read_that_all_said_the_same(
        total: int, threshold: int, rounding: int) -> None:
    all_of_them = part_of(total, total, threshold=threshold, rounding=rounding)
    if rounding > 1:
        assert all_of_them == part_of(max(0, total - 1), total, threshold=threshold, rounding=rounding)
    assert all_of_them.value is None or all_of_them.value <= total + rounding // 2


ANSWERS = some.sampled_from(["agree", "disagree", "passed", "not_said"])


@given(some.lists(some.tuples(ANSWERS, ANSWERS), max_size=80))
def test_changes_are_counts_that_are_never_small(pairs: list[tuple[str, str]]) -> None:
    found = changes(pairs, threshold=10, rounding=5)
    counts = [found.both, found.kept, found.moved, *(move.count for move in found.moves)]
    assert all(count.value is None or (count.value >= 10 and count.value % 5 == 0) for count in counts)
    assert all(move.before != move.after and move.count.value is not None for move in found.moves)
    assert [(move.before, move.after) for move in found.moves] == sorted(
        (move.before, move.after) for move in found.moves)


def test_the_four_answers_have_names() -> None:
    assert set(queries.ANSWERS) == set(Position.values)
