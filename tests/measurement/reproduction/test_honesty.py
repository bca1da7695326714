"""Placebo, ladder, under-reporting, several types, gaps, islands: what must hold of any data."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.measurement.reproduction import (
    ONE,
    EndemicEpidemic,
    Lags,
    Part,
    Specification,
    Term,
    fit_panel,
    orders_of,
    panel,
    power_law,
    season,
    usual,
)
from tequio.measurement.reproduction.building import build, start
from tequio.measurement.reproduction.honesty import dispersion_ratio, ladder, placebo, shuffled, under_reporting
from tequio.measurement.reproduction.likelihood import evaluate
from tequio.measurement.reproduction.number import dominant
from tequio.measurement.reproduction.simulation import one_step_scores, simulate
from tests.measurement.reproduction.made import counts_of, ring
from tests.measurement.reproduction.published import FITS, needs_published, reference

BOTH = Specification(endemic=Part(), own=Part(link="identity"), neighbours=Part(link="identity"))


@pytest.mark.parametrize("link", ["log", "identity"])
@pytest.mark.parametrize("random", [False, True])
def test_score_and_information_are_the_slopes_of_the_likelihood(link: str, random: bool) -> None:
    counts = counts_of(units=7, months=30, own=0.3, neighbours=0.2, level=2.0, seed=3)
    counts[4, 2] = np.nan
    part = Part(link=link) if link == "identity" else Part((ONE, Term("covariate", "x")))  # type: ignore[arg-type]
    spec = Specification(endemic=Part((ONE, Term("trend", scale=10), *season(12)), random=random), own=part,
                         neighbours=part if not random or link == "identity" else replace(part, random=True),
                         dispersion="g")
    data = panel(counts, tables={"x": np.linspace(-1, 1, 7)}, groupings={"g": list("aabbbcc")})
    problem = build(spec, data, power_law(orders_of(ring(7), 3)))
    design, theta = problem.designs[0], start(problem).theta
    b = np.random.default_rng(1).normal(0, 0.3, (7, len(design.random)))
    found = evaluate(design, theta, b)
    step = 1e-5
    for index in range(len(theta)):
        up, down = (evaluate(design, theta + sign * step * np.eye(len(theta))[index], b) for sign in (1, -1))
        assert (up.value - down.value) / (2 * step) == pytest.approx(found.score[index], rel=1e-5, abs=1e-4)
        slopes = -(up.score - down.score) / (2 * step)
        assert slopes == pytest.approx(found.information[index], rel=1e-5, abs=1e-3)
        units = -(up.unit_score - down.unit_score) / (2 * step)
        assert units == pytest.approx(found.unit_cross[:, :, index], rel=1e-5, abs=1e-4)
    for part_number in range(len(design.random)):
        moved = np.zeros_like(b)
        moved[:, part_number] = step
        up, down = evaluate(design, theta, b + moved), evaluate(design, theta, b - moved)
        assert (up.value - down.value) / (2 * step) == pytest.approx(found.unit_score[:, part_number].sum(), rel=1e-5,
                                                                     abs=1e-4)
        turned = -(up.unit_score - down.unit_score) / (2 * step)
        assert turned == pytest.approx(found.unit_information[:, :, part_number], rel=1e-5, abs=1e-4)


def test_what_was_put_in_is_found_again() -> None:
    counts = counts_of(units=60, months=120, own=0.35, neighbours=0.2, level=1.5, seed=8)
    fit = EndemicEpidemic(BOTH).fit(counts, neighbours=ring(60)).result_
    assert fit.number.value == pytest.approx(0.55, abs=3 * fit.number.error)
    assert fit["ar.1"].estimate == pytest.approx(0.35, abs=0.04)
    assert fit.number.low < fit.number.value < fit.number.high
    parts = fit.shares
    assert parts.own + parts.other_types + parts.neighbours + parts.endemic == pytest.approx(1.0)


def test_two_types_of_which_one_follows_the_other() -> None:
    rng = np.random.default_rng(6)
    past = np.ones((50, 2))
    rows = []
    for _ in range(150):
        mean = 1.0 + past @ np.array([[0.3, 0.0], [0.25, 0.2]]).T
        past = rng.poisson(mean).astype(float)
        rows.append(past)
    spec = Specification(endemic=Part(), own=Part(link="identity"), family="poisson")
    fit = EndemicEpidemic(spec).fit(np.stack(rows), types=["extorsión", "homicidio"]).result_
    assert fit.number.own is not None
    assert fit.number.own == pytest.approx(np.array([[0.3, 0.0], [0.25, 0.2]]), abs=0.04)
    assert fit.number.value == pytest.approx(dominant(fit.number.own)[0])
    assert fit.shares.other_types > 0.05
    alone = EndemicEpidemic(replace(spec, own=Part(link="identity", cross=False))).fit(np.stack(rows)).result_
    assert alone.likelihood < fit.likelihood
    assert alone.number.own is not None and not alone.number.own[1, 0]


def test_each_type_alone_adds_up_to_all_together() -> None:
    """Given the weights of neighbours the likelihood falls apart by type."""
    counts = np.stack([counts_of(units=9, months=60, own=0.2, seed=s) for s in (1, 2)], axis=2)
    spec = Specification(endemic=Part(), own=Part(link="identity", cross=False))
    together = EndemicEpidemic(spec).fit(counts).result_
    apart = [EndemicEpidemic(spec).fit(counts[:, :, number]).result_ for number in (0, 1)]
    assert together.likelihood == pytest.approx(sum(one.likelihood for one in apart), abs=1e-6)


def test_zero_is_an_answer() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(2.0, size=(60, 20)).astype(float)
    counts[1::2] += 3  # months take turns: what follows a high month is a low one
    fit = EndemicEpidemic(replace(BOTH, family="poisson")).fit(counts, neighbours=ring(20)).result_
    assert (fit["ar.1"].estimate, fit["ar.1"].error, fit["ar.1"].at_bound) == (0.0, None, True)
    assert fit.number.value == 0.0


def test_a_missing_month_counts_for_nothing() -> None:
    counts = counts_of(units=10, months=60, own=0.3, seed=4)
    gone = counts.copy()
    gone[20, 3] = np.nan
    fit = EndemicEpidemic(BOTH).fit(gone, neighbours=ring(10)).result_
    # The month itself and the one whose past it is.
    assert fit.cells == 59 * 10 - 2
    whole = EndemicEpidemic(BOTH).fit(counts, neighbours=ring(10)).result_
    assert fit.number.value == pytest.approx(whole.number.value, abs=0.05)


def test_an_island_is_named_and_sends_nothing() -> None:
    touching = ring(10).tolil()
    touching[0, :] = 0
    touching[:, 0] = 0
    fit = EndemicEpidemic(BOTH).fit(counts_of(units=10, months=60, own=0.2, neighbours=0.2, seed=4),
                                    neighbours=touching.tocsr(), units=list("abcdefghij")).result_
    assert fit.islands == ("a",)


def test_the_number_of_places_is_that_of_types() -> None:
    """The eigenvalue over all places is Λ + Φ where senders' weights add up to 1."""
    counts = counts_of(units=40, months=80, own=0.3, neighbours=0.2, level=2.0, seed=9)
    logs = EndemicEpidemic(Specification(endemic=Part(), own=Part(), neighbours=Part())).fit(
        counts, neighbours=ring(40)).result_
    plain = EndemicEpidemic(BOTH).fit(counts, neighbours=ring(40)).result_
    assert logs.number.value == pytest.approx(plain.number.value, abs=1e-5)
    assert logs.number.error == pytest.approx(plain.number.error, rel=1e-3)


def test_the_placebo_is_away_without_levels_and_near_nothing_with_them() -> None:
    rng = np.random.default_rng(2)
    counts = rng.negative_binomial(2, 1 / (1 + 0.5 * np.exp(rng.normal(0.3, 1.2, 40))), size=(80, 40)).astype(float)
    data, weights = panel(counts), power_law(orders_of(ring(40), 3))
    pooled = placebo(BOTH, data, weights)
    assert pooled.away and pooled.mean is not None and pooled.mean > 0.2
    levels = placebo(BOTH.with_intercepts(), data, weights)
    assert not levels.away and levels.mean is not None and levels.mean < 0.05


def test_shuffling_keeps_what_each_area_had() -> None:
    counts = counts_of(units=5, months=30, seed=1)
    data = panel(np.stack([counts, 2 * counts], axis=2))
    again = shuffled(data, np.random.default_rng(1))
    assert (np.sort(again.counts, axis=2) == np.sort(data.counts, axis=2)).all()
    assert (again.counts[1] == 2 * again.counts[0]).all()
    assert (again.counts != data.counts).any()


def test_the_ladder_has_a_placebo_for_every_rung() -> None:
    counts = counts_of(units=25, months=72, own=0.3, level=1.0, spread=0.8, seed=7)
    spec = Specification(endemic=Part(offset="population"), own=Part(link="identity"))
    rungs = ladder(spec, panel(counts, population=np.full(25, 100.0)), None)
    assert [rung.name for rung in rungs] == ["pooled", "intercepts", "years", "memory"]
    assert all(rung.fit is not None and rung.placebo is not None for rung in rungs)
    assert len({rung.fit.months for rung in rungs if rung.fit}) == 1
    numbers = {rung.name: rung.fit.number.value for rung in rungs if rung.fit}
    assert numbers["pooled"] > numbers["intercepts"]


@given(own=st.floats(0.01, 0.6), ratio=st.floats(1.05, 20), share=st.floats(0.05, 1))
def test_what_is_not_reported_only_hides_reproduction(own: float, ratio: float, share: float) -> None:
    (found,) = under_reporting(own, ratio, (share,))
    assert found.own is None or own <= found.own + 1e-12 < 1 + 1e-9


def test_thinned_counts_are_put_right_on_average() -> None:
    whole = counts_of(units=80, months=200, own=0.5, level=2.0, dispersion=0.3, seed=12)
    rng = np.random.default_rng(5)
    seen = rng.binomial(whole.astype(int), 0.3).astype(float)
    spec = Specification(endemic=Part(), own=Part(link="identity"))
    observed = EndemicEpidemic(spec).fit(seen).result_["ar.1"].estimate
    (found,) = under_reporting(observed, dispersion_ratio(seen.T), (0.3,))
    assert observed < 0.35
    assert found.own == pytest.approx(0.5, abs=0.1)


def test_memory_is_found() -> None:
    rng = np.random.default_rng(3)
    back = Lags("geometric", 6, 0.4).weights()
    months = [rng.poisson(4.0, 60).astype(float) for _ in range(6)]
    for _ in range(150):
        past = sum(weight * months[-lag] for lag, weight in enumerate(back, start=1))
        months.append(rng.poisson(1.5 + 0.6 * past).astype(float))
    spec = Specification(endemic=Part(), own=Part(link="identity"), family="poisson", lags=Lags("geometric", 6))
    fit = EndemicEpidemic(spec).fit(np.stack(months)).result_
    assert fit.lag == pytest.approx(0.4, abs=0.06)
    assert fit.number.value == pytest.approx(0.6, abs=0.05)


@settings(max_examples=25, deadline=None)
@given(alpha=st.floats(0.05, 1), longest=st.integers(1, 24), shape=st.sampled_from(["geometric", "poisson"]))
def test_memory_adds_up_to_one(alpha: float, longest: int, shape: str) -> None:
    weights = Lags(shape, longest, alpha).weights()  # type: ignore[arg-type]
    assert weights.sum() == pytest.approx(1.0) and (weights >= 0).all() and len(weights) == longest


@settings(max_examples=25, deadline=None)
@given(units=st.integers(3, 12), exponent=st.floats(-3, 6), seed=st.integers(0, 50))
def test_a_sender_hands_out_one_share(units: int, exponent: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    touching = np.triu(rng.random((units, units)) < 0.4, 1)
    orders = orders_of(touching + touching.T, 4)
    if not orders.nnz:
        return
    value, (slope,), _ = power_law(orders).at(np.array([exponent]))
    sent = value.sum(axis=0)
    assert np.allclose(sent[np.diff(orders.indptr) > 0], 1.0) and not sent[np.diff(orders.indptr) == 0].any()
    assert np.allclose(slope.sum(axis=0), 0.0, atol=1e-10)


def test_simulated_counts_look_like_those_fitted() -> None:
    counts = counts_of(units=30, months=100, own=0.3, neighbours=0.2, level=2.0, seed=14)
    fit = EndemicEpidemic(BOTH).fit(counts, neighbours=ring(30)).result_
    made = simulate(fit, np.random.default_rng(1))
    assert made.shape == (100, 30, 1)
    assert made.mean() == pytest.approx(counts.mean(), rel=0.1)
    again = EndemicEpidemic(BOTH).fit(made, neighbours=ring(30)).result_
    assert again.number.value == pytest.approx(fit.number.value, abs=4 * fit.number.error)


@pytest.mark.oracle
@pytest.mark.parametrize("name", ["measles_basic", "measles_powerlaw"])
def test_forecasts_score_as_published(name: str) -> None:
    needs_published()
    known = reference()[name]["scores_osa_final_65_77"]
    fit = fit_panel(*FITS[name]())
    found = one_step_scores(fit, 66, 78)
    assert found.squared == pytest.approx(known["ses"], rel=1e-4)
    assert found.logarithmic == pytest.approx(known["logs"], rel=1e-5)
    assert found.ranked == pytest.approx(known["rps"], rel=1e-4)
    assert found.dawid_sebastiani == pytest.approx(known["dss"], rel=1e-4)


def test_the_usual_model_has_levels_of_their_own() -> None:
    assert usual().endemic.random
    assert usual().own == Part(link="identity")


def test_it_is_used_as_other_estimators_are() -> None:
    model = EndemicEpidemic(max_order=2)
    assert model.set_params(**model.get_params()) is model
    counts = counts_of(units=12, months=48, own=0.3, seed=1)
    fitted = model.fit(counts, neighbours=ring(12), population=np.full(12, 9.0))
    assert fitted is model
    assert len(model.coef_) == len(model.coef_names_) == len(model.result_.coefficients)
    assert model.reproduction_number_ == model.result_.number.value
