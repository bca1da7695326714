"""Units with a level of their own: the same optimum and variance that were published, and what must hold of any."""

import csv
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from tequio.measurement.reproduction import (
    ONE,
    EndemicEpidemic,
    Part,
    Specification,
    Term,
    fit_panel,
    fixed,
    orders_of,
    power_law,
    season,
)
from tests.measurement.reproduction.made import counts_of, ring
from tests.measurement.reproduction.published import (
    FOLDER,
    influenza,
    measles,
    needs_published,
    reference,
    table,
)

MX = FOLDER.parent / "mx"


@pytest.mark.oracle
def test_measles_with_levels_in_all_three_parts() -> None:
    needs_published()
    known = reference()["measles_ri"]
    log_pop, own = Term("covariate", "log(pop)"), Part(random=True)
    spec = Specification(endemic=Part((Term("trend"), *season(52), Term("covariate", "log(Sprop)"), ONE),
                                      offset="popfrac", random=True),
                         own=own, neighbours=Part((log_pop, ONE), random=True))
    fit = fit_panel(spec, measles(), power_law(table("measlesWeserEms_nbOrder.csv"), max_order=5))
    assert list(fit.names) == list(known["coefficients"])[:10]
    for one, estimate, error in zip(fit.coefficients, list(known["coefficients"].values())[:10],
                                    list(known["se"].values())[:10], strict=True):
        assert one.error is not None
        assert abs(one.estimate - estimate) <= 1e-3 * error
        assert one.error == pytest.approx(error, rel=1e-3)
    assert np.diag(fit.variance[""]) == pytest.approx(np.diag(np.array(known["Sigma"])), rel=0.01)
    assert fit.penalised == pytest.approx(known["loglik"], abs=1e-3)
    assert fit.marginal == pytest.approx(known["margll"], abs=1e-2)
    assert fit.number.over_time == pytest.approx(tuple(known["maxEV"]), abs=1e-4)
    assert (fit.aic, fit.bic) == (None, None)


@pytest.mark.oracle
@pytest.mark.slow
def test_influenza_with_levels_that_go_together() -> None:
    needs_published()
    spec = Specification(endemic=Part((Term("trend", center=208, scale=100), *season(52, 3), ONE),
                                      offset="population", random=True),
                         own=Part(), neighbours=Part(random=True), correlated=True)
    fit = fit_panel(spec, influenza(), fixed(table("fluBYBW_nb.csv")))
    assert fit.penalised == pytest.approx(-18696.6, abs=0.1)
    assert fit.marginal == pytest.approx(-343.59, abs=0.05)


def acapulco(count: int) -> tuple[np.ndarray, sparse.csr_array, np.ndarray]:
    """Homicides of 2006 to 2015 in `count` municipalities around Acapulco, who touches whom, and population."""
    duckdb = pytest.importorskip("duckdb")
    if not (MX / "adyacencia_queen_mxmaps_2469.csv").exists():
        pytest.skip("the open data of Mexico do not lie beside the project")
    population = dict(duckdb.sql(
        f"select cvegeo, poblacion from '{MX}/conapo_poblacion_municipal_1990_2040.parquet' where anio = 2010"
    ).fetchall())
    beside: dict[str, list[str]] = defaultdict(list)
    with Path(MX / "adyacencia_queen_mxmaps_2469.csv").open(encoding="utf-8", newline="") as opened:
        for one, other in list(csv.reader(opened))[1:]:
            beside[one].append(other)
    order, known = ["12001"], {"12001"}
    for place in order:
        for other in sorted(beside[place]):
            if other in population and other not in known:
                known.add(other)
                order.append(other)
    index = {place: number for number, place in enumerate(order[:count])}
    counts = np.zeros((120, count))
    for place, year, month, deaths in duckdb.sql(
            f"select cvegeo, anio, mes, n from '{MX}/inegi_homicidios_mun_mesregistro_1990_2015.parquet' "
            "where anio between 2006 and 2015 and n is not null").fetchall():
        if place in index:
            counts[(year - 2006) * 12 + month - 1, index[place]] += deaths
    pairs = [(index[a], index[b]) for a in index for b in beside[a] if b in index]
    touching = sparse.csr_array((np.ones(len(pairs)), tuple(zip(*pairs, strict=True))), shape=(count, count))
    people = np.array([population[place] for place in order[:count]], dtype=float)
    return counts, touching, people / people.sum()


@pytest.mark.oracle
def test_homicides_around_acapulco_with_levels() -> None:
    needs_published()
    counts, touching, population = acapulco(100)
    known = json.loads((FOLDER / "scale_ri_100.json").read_text(encoding="utf-8"))
    spec = Specification(endemic=Part((ONE, Term("trend"), *season(12)), offset="population", random=True),
                         own=Part(), neighbours=Part())
    fit = EndemicEpidemic(spec).fit(counts, neighbours=touching, population=population).result_
    assert fit.penalised == pytest.approx(known["penll"], abs=1e-3)
    assert fit.variance[""][0, 0] == pytest.approx(known["Sigma"], rel=0.01)
    assert np.exp(-fit["-log(overdisp)"].estimate) == pytest.approx(known["fixef"]["overdisp"], rel=1e-4)
    for name, estimate in known["fixef"].items():
        if name != "overdisp":
            error = fit[name].error
            assert error is not None and abs(fit[name].estimate - estimate) <= 1e-3 * error
    plain = replace(spec, own=Part(link="identity"), neighbours=Part(link="identity"))
    same = EndemicEpidemic(plain).fit(counts, neighbours=touching, population=population).result_
    assert same.penalised == pytest.approx(fit.penalised, abs=1e-4)
    assert same["ar.1"].estimate == pytest.approx(np.exp(fit["ar.1"].estimate), rel=1e-4)


@pytest.mark.oracle
@pytest.mark.parametrize("count", [17, 100])
def test_homicides_around_acapulco_with_a_power_law(count: int) -> None:
    needs_published()
    counts, touching, population = acapulco(count)
    known = json.loads((FOLDER / f"scale_{count}.json").read_text(encoding="utf-8"))
    spec = Specification(endemic=Part((ONE, Term("trend", scale=12), *season(144)), offset="population"), own=Part(),
                         neighbours=Part((ONE, Term("covariate", "log(pop)"))))
    fit = EndemicEpidemic(spec).fit(counts, neighbours=power_law(orders_of(touching, 5)), population=population,
                                    tables={"log(pop)": np.log(population)}).result_
    assert fit.likelihood == pytest.approx(known["ll"], abs=1e-6)
    for one, estimate, error in zip(fit.coefficients, known["coef"].values(), known["se"].values(), strict=True):
        assert abs(one.estimate - estimate) <= 1e-4 * error
        assert one.error == pytest.approx(error, rel=1e-3)


def test_levels_that_do_not_differ_are_drawn_together() -> None:
    rng = np.random.default_rng(4)
    counts = rng.poisson(3.0, size=(80, 30)).astype(float)
    spec = Specification(endemic=Part(random=True), own=Part(link="identity"), family="poisson")
    fit = EndemicEpidemic(spec).fit(counts).result_
    assert fit.variance[""][0, 0] < 0.01


def test_levels_that_differ_are_found_and_are_no_reproduction() -> None:
    rng = np.random.default_rng(11)
    levels = rng.normal(0.5, 1.0, size=40)
    counts = rng.poisson(np.exp(levels), size=(90, 40)).astype(float)
    pooled = Specification(endemic=Part(), own=Part(link="identity"), neighbours=Part(link="identity"))
    weights = power_law(orders_of(ring(40), 3))
    without = EndemicEpidemic(pooled).fit(counts, neighbours=weights).result_
    with_levels = EndemicEpidemic(pooled.with_intercepts()).fit(counts, neighbours=weights).result_
    assert without.number.value > 0.4
    assert with_levels.number.value < 0.05
    assert with_levels.variance[""][0, 0] == pytest.approx(levels.var(), rel=0.3)


def test_the_marginal_likelihood_is_highest_at_the_variance_found() -> None:
    """The published rule holds coefficients and intercepts where they are: its slope by the variance is zero there."""
    fit = EndemicEpidemic(Specification(endemic=Part(random=True), own=Part(link="identity"))).fit(
        counts_of(units=25, months=60, own=0.3, level=2.0, spread=0.7, seed=2)).result_
    found, variance = fit.maximum.evaluations[0], float(fit.variance[""][0, 0])
    own, b = found.unit_information[:, 0, 0], fit.maximum.state.intercepts[0][:, 0]

    def marginal(sigma: float) -> float:
        block = own + 1 / sigma
        cross = found.unit_cross[:, 0, :]
        whole = found.information - (cross / block[:, None]).T @ cross
        return float(-0.5 * len(b) * np.log(sigma) - 0.5 * (b @ b) / sigma - 0.5 * np.log(block).sum()
                     - 0.5 * np.linalg.slogdet(whole)[1])
    assert max((0.9, 1.0, 1.1), key=lambda factor: marginal(factor * variance)) == 1.0
    step = 1e-4 * variance
    assert abs(marginal(variance + step) - marginal(variance - step)) / (2 * step) * variance < 1e-2
