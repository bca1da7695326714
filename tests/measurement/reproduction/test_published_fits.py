"""Every fit with fixed effects published for this model: likelihood, derivatives, optimum, errors, R, shares."""

import numpy as np
import pytest

from tequio.measurement.reproduction import Fit, fit_panel
from tequio.measurement.reproduction.building import build
from tequio.measurement.reproduction.likelihood import evaluate
from tests.measurement.reproduction.published import FITS, needs_published, reference

fitted: dict[str, Fit] = {}


def fit_of(name: str) -> Fit:
    needs_published()
    if name not in fitted:
        fitted[name] = fit_panel(*FITS[name]())
    return fitted[name]


def test_every_published_fit_with_fixed_effects_is_here() -> None:
    needs_published()
    assert set(FITS) == {name for name, fit in reference().items() if not fit["dim"]["random"]}


@pytest.mark.oracle
@pytest.mark.parametrize("at", ["at_mle", "at_perturbed"])
@pytest.mark.parametrize("name", FITS)
def test_likelihood_score_and_information_are_exact(name: str, at: str) -> None:
    needs_published()
    known = reference()[name]["eval"][at]
    problem = build(*FITS[name]())
    found = evaluate(problem.designs[0], np.array(list(known["theta"].values())))
    score, information = np.array(list(known["score"].values())), np.array(known["fisher"])
    assert found.value == pytest.approx(known["ll"], abs=1e-8)
    # At the maximum the score is what is left of R's own search: nothing but rounding.
    assert np.abs(found.score - score).max() <= 1e-8 * max(1.0, np.abs(score).max())
    assert np.abs(found.information - information).max() <= 1e-8 * np.abs(information).max()


@pytest.mark.oracle
@pytest.mark.parametrize("name", FITS)
def test_the_same_optimum_and_errors(name: str) -> None:
    fit, known = fit_of(name), reference()[name]
    estimates, errors = np.array(list(known["coefficients"].values())), np.array(list(known["se"].values()))
    assert fit.names == tuple(known["coefficients"])
    assert fit.likelihood == pytest.approx(known["loglik"], abs=1e-6)
    assert np.abs((np.array([one.estimate for one in fit.coefficients]) - estimates) / errors).max() <= 1e-4
    assert np.abs(np.array([one.error for one in fit.coefficients]) / errors - 1).max() <= 1e-3
    assert (fit.aic, fit.bic) == (pytest.approx(known["AIC"], abs=1e-5), pytest.approx(known["BIC"], abs=1e-5))
    assert fit.cells == known["nObs"]


@pytest.mark.oracle
@pytest.mark.parametrize("name", FITS)
def test_the_same_reproduction_number_and_shares(name: str) -> None:
    fit, known = fit_of(name), reference()[name]
    assert fit.number.over_time == pytest.approx(tuple(known["maxEV"]), abs=1e-6)
    share = known["component_share"]
    assert fit.shares.own == pytest.approx(share["epi.own"], abs=1e-6)
    assert fit.shares.neighbours == pytest.approx(share["epi.neighbours"], abs=1e-6)
    assert fit.shares.endemic == pytest.approx(share["endemic"], abs=1e-6)
