"""Laws of agreement: names and order say nothing, full agreement is 1, what cannot be measured has no number."""

import math
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tequio.diagnosis.agreement import (
    MISSING,
    Answers,
    Caution,
    Marks,
    Measure,
    Passage,
    Why,
    alpha,
    measured,
    passages_measured,
)
from tequio.diagnosis.agreement.answers import YES_NO
from tequio.diagnosis.agreement.continuum import cut
from tequio.diagnosis.agreement.nominal import alpha_of
from tequio.diagnosis.agreement.unitizing import unitizing_alpha

Values = NDArray[np.int64]
CATEGORIES = 3
LONG = 40
# On a machine that does much else a single example may take long.
CALM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def tables(draw: st.DrawFn, least: int = MISSING) -> Values:
    coders, units = draw(st.integers(1, 4)), draw(st.integers(1, 12))
    row = st.lists(st.integers(least, CATEGORIES - 1), min_size=units, max_size=units)
    return np.array(draw(st.lists(row, min_size=coders, max_size=coders)))


def asked(values: Values, voices: Values | None = None) -> Answers:
    return Answers("", values, tuple("abc"), voices=voices)


def numbers(found: Measure) -> list[float]:
    given = [found.alpha.value, found.ac1.value, found.agreed.value, found.interval.low, found.interval.high]
    return [math.nan if one is None else one for one in given]


def by_the_book(values: Values) -> float:
    """α from the table of coincidences, pair by pair."""
    together = np.zeros((CATEGORIES, CATEGORIES))
    for unit in values.T:
        given = [one for one in unit if one != MISSING]
        for here, one in enumerate(given):
            for there, other in enumerate(given):
                if here != there:
                    together[one, other] += 1 / (len(given) - 1)
    each = together.sum(axis=1)
    every = each.sum()
    by_chance = every ** 2 - (each ** 2).sum()
    return 1 - (every - 1) * (every - np.trace(together)) / by_chance if by_chance else math.nan


@CALM
@given(tables())
def test_alpha_is_that_of_the_table_of_coincidences(values: Values) -> None:
    assert alpha(values, CATEGORIES) == pytest.approx(by_the_book(values), nan_ok=True, abs=1e-9)
    assert alpha_of(asked(values).counts()) == pytest.approx(alpha(values, CATEGORIES), nan_ok=True, abs=1e-9)


@CALM
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_coders_and_units_says_nothing(values: Values, chance: object) -> None:
    coders, units = list(range(len(values))), list(range(values.shape[1]))
    chance.shuffle(coders)  # type: ignore[attr-defined]
    chance.shuffle(units)  # type: ignore[attr-defined]
    one = numbers(measured(asked(values), resamples=200))
    assert one == pytest.approx(numbers(measured(asked(values[coders][:, units]), resamples=200)), nan_ok=True)


@CALM
@given(tables(), st.permutations(range(CATEGORIES)))
def test_the_names_of_categories_say_nothing(values: Values, names: list[int]) -> None:
    renamed = np.where(values == MISSING, MISSING, np.array([*names, MISSING])[values])
    one, other = measured(asked(values), resamples=200), measured(asked(renamed), resamples=200)
    assert numbers(one)[:3] == pytest.approx(numbers(other)[:3], nan_ok=True)


@CALM
@given(tables(least=0))
def test_those_who_answer_alike_agree_fully_or_cannot_be_measured(values: Values) -> None:
    alike = np.repeat(values[:1], 3, axis=0)
    found = measured(asked(alike), resamples=200)
    if len(set(alike[0])) == 1:
        assert found.alpha.why == Why.ALL_EQUAL and found.alpha.value is None and found.ac1.value is None
    else:
        assert found.alpha.value == found.ac1.value == found.agreed.value == 1.0
        assert all(pair.kappa.value == pytest.approx(1.0) for pair in found.pairs)


@CALM
@given(tables())
def test_there_is_a_number_or_a_reason_and_never_both(values: Values) -> None:
    found = measured(asked(values), resamples=200)
    given = [found.alpha, found.ac1, *(pair.kappa for pair in found.pairs)]
    for one in given:
        assert (one.value is None) == (one.why is not None)
        assert one.value is None or (math.isfinite(one.value) and one.value <= 1 + 1e-9)
    assert (found.interval.low is None) == (found.interval.why is not None)
    if found.interval.low is not None and found.interval.high is not None:
        assert found.interval.low <= found.interval.high <= 1 + 1e-9


@CALM
@given(tables())
def test_a_unit_that_one_coder_opened_changes_no_alpha(values: Values) -> None:
    lonely = np.full((len(values), 1), MISSING)
    lonely[0] = 1
    with_it = np.hstack([values, lonely])
    assert alpha(with_it, CATEGORIES) == pytest.approx(alpha(values, CATEGORIES), nan_ok=True)


@pytest.mark.parametrize(("values", "why"), [
    ([[MISSING, MISSING], [MISSING, MISSING]], Why.NOTHING), ([[0, 1, 0]], Why.ONE_CODER),
    ([[0, 1], [MISSING, MISSING]], Why.ONE_CODER), ([[0, MISSING], [MISSING, 1]], Why.APART),
    ([[1, 1], [1, 1]], Why.ALL_EQUAL), ([[0, 0], [0, 0]], Why.UNUSED)])
def test_the_reason_is_the_true_one(values: list[list[int]], why: Why) -> None:
    found = measured(Answers("", np.array(values), YES_NO))
    assert (found.alpha.why, found.ac1.why, found.interval.why) == (why, why, why)


def test_whoever_never_opened_a_unit_did_not_say_no() -> None:
    opened = np.array([[True] * 6, [True] * 3 + [False] * 3])
    rows = np.array([(unit, 0, 0) for unit in (0, 4, 5)] + [(0, 1, 0)])
    strict = measured(next(Marks(("a", "b"), ("IN1",), opened, rows).questions()))
    said_no = measured(next(Marks(("a", "b"), ("IN1",), np.ones_like(opened), rows).questions()))
    assert (strict.units, strict.alpha.value) == (3, 1.0)
    assert said_no.units == 6 and said_no.alpha.value is not None and said_no.alpha.value < 0.5


def test_resampling_takes_whole_voices() -> None:
    """Ten units of one voice are no ten voices: the interval is wider where they hang together."""
    chance = np.random.default_rng(5)
    voices = np.repeat(np.arange(30), 10)
    first = np.repeat(chance.integers(0, 2, 30), 10)
    second = np.where(np.repeat(chance.random(30) < 0.25, 10), 1 - first, first)
    apart = measured(Answers("", np.array([first, second]), YES_NO)).interval
    together = measured(Answers("", np.array([first, second]), YES_NO, voices=voices)).interval
    assert apart.low is not None and apart.high is not None and together.low is not None and together.high is not None
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_few_voices_have_no_interval_and_say_so() -> None:
    found = measured(Answers("", np.array([[0, 1, 1, 0], [0, 1, 0, 0]]), YES_NO))
    assert found.interval.why == Why.FEW_VOICES and found.alpha.value is not None
    assert {Caution.FEW_UNITS, Caution.FEW_VOICES, Caution.RARE} <= set(found.cautions)


def test_a_rare_code_is_read_with_ac1() -> None:
    values = np.zeros((2, 200), np.int64)
    values[0, :4] = 1
    values[1, 3:7] = 1
    found = measured(Answers("", values, YES_NO))
    assert found.alpha.value is not None and found.alpha.value < 0.3 and Caution.LOPSIDED in found.cautions
    assert found.ac1.value is not None and found.ac1.value > 0.9


@st.composite
def markings(draw: st.DrawFn) -> list[list[tuple[int, int]]]:
    span = st.tuples(st.integers(0, LONG - 1), st.integers(1, 12)).map(lambda one: (one[0], min(sum(one), LONG)))
    return draw(st.lists(st.lists(span, max_size=4), min_size=2, max_size=4))


def slowly(length: int, spans: list[list[tuple[int, int]]]) -> float:
    """Every part of one coder against every part of another, as the formula is written."""
    parts = [[(int(a), int(b - a), int(v)) for a, b, v in mine] for mine in cut(length, spans).coders]
    observed = 0.0
    for here, there in permutations(range(len(parts)), 2):
        for (b, k, v), (c, m, w) in product(parts[here], parts[there]):
            if v and w and -k < b - c < m:
                observed += (b - c) ** 2 + (b + k - c - m) ** 2
            elif v and not w and m - k >= b - c >= 0:
                observed += k ** 2
            elif w and not v and k - m >= c - b >= 0:
                observed += m ** 2
    every = [one for mine in parts for one in mine]
    marked, gaps = [k for _, k, v in every if v], [k for _, k, v in every if not v]
    if not marked:
        return math.nan
    coders, whole = len(parts), len(parts) * length
    expected = sum((len(marked) - 1) / 3 * (2 * k ** 3 - 3 * k ** 2 + k)
                   + k ** 2 * sum(gap - k + 1 for gap in gaps if gap >= k) for k in marked)
    expected *= 2 / length / (whole * (whole - 1) - sum(k * (k - 1) for k in marked))
    return 1 - observed / (coders * (coders - 1) * length ** 2) / expected if expected else math.nan


@CALM
@given(markings())
def test_passages_are_compared_as_the_formula_is_written(spans: list[list[tuple[int, int]]]) -> None:
    assert unitizing_alpha([cut(LONG, spans)]) == pytest.approx(slowly(LONG, spans), nan_ok=True)


@CALM
@given(markings())
def test_who_marked_and_from_which_end_one_reads_says_nothing(spans: list[list[tuple[int, int]]]) -> None:
    backwards = [[(LONG - end, LONG - start) for start, end in mine] for mine in spans]
    one = unitizing_alpha([cut(LONG, spans)])
    assert one == pytest.approx(unitizing_alpha([cut(LONG, spans[::-1])]), nan_ok=True)
    assert one == pytest.approx(unitizing_alpha([cut(LONG, backwards)]), nan_ok=True)


@CALM
@given(markings())
def test_the_same_marks_agree_fully(spans: list[list[tuple[int, int]]]) -> None:
    passages = [Passage(coder, "t", start, end, "c") for coder in "xy" for start, end in spans[0]]
    for found in passages_measured(passages, {"t": LONG * 2}):
        assert found.whole_text["2004"].value == found.characters_whole.value == 1.0
        coded = found.coded_text["2004"]
        assert coded.value in (1.0, None) and (coded.value is None) == (coded.why == Why.ALL_EQUAL)


@CALM
@given(markings())
def test_two_texts_with_borders_are_one_text_cut_there(spans: list[list[tuple[int, int]]]) -> None:
    """What is observed in two texts adds up, whatever their order."""
    texts = [cut(LONG, spans), cut(LONG, spans[::-1])]
    assert unitizing_alpha(texts) == pytest.approx(unitizing_alpha(texts[::-1]), nan_ok=True)


@CALM
@given(markings(), st.integers(1, 500))
def test_text_that_nobody_coded_does_not_move_alpha_over_coded_text(
        spans: list[list[tuple[int, int]]], more: int) -> None:
    passages = [Passage(str(coder), "t", start, end, "c") for coder, mine in enumerate(spans) for start, end in mine]
    opened = {"t": [str(coder) for coder in range(len(spans))]}
    short = passages_measured(passages, {"t": LONG}, opened)
    long = passages_measured(passages, {"t": LONG + more}, opened)
    assert [one.coded_text for one in short] == [one.coded_text for one in long]
    assert [one.characters_coded for one in short] == [one.characters_coded for one in long]


def test_a_text_that_one_coder_opened_counts_for_nothing() -> None:
    passages = [Passage("x", "t", 0, 10, "c"), Passage("y", "t", 0, 12, "c"), Passage("x", "u", 3, 9, "c")]
    both = passages_measured(passages[:2], {"t": 50}, {"t": ["x", "y"]})
    more = passages_measured(passages, {"t": 50, "u": 50}, {"t": ["x", "y"], "u": ["x"]})
    assert both[0].whole_text == more[0].whole_text
