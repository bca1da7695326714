"""`EndemicEpidemic(...).fit(counts, neighbours=..., population=...)`."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse
from scipy.optimize import minimize_scalar

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array
from tequio.measurement.reproduction.building import build, months_modelled, start
from tequio.measurement.reproduction.intercepts import fit_with_intercepts
from tequio.measurement.reproduction.maximum import Maximum, maximise
from tequio.measurement.reproduction.mean import Block
from tequio.measurement.reproduction.neighbours import Weights, orders_of, power_law
from tequio.measurement.reproduction.number import reproduction
from tequio.measurement.reproduction.panel import Panel, panel
from tequio.measurement.reproduction.problem import Problem
from tequio.measurement.reproduction.results import Coefficient, Fit, Shares
from tequio.measurement.reproduction.specification import Specification, usual

MAX_ORDER = 5
STARTS = (0.0, 1.0, -0.7, 2.0, -3.0)
"""How far from the usual beginning the weights of neighbours begin: the next one where a search did not arrive."""


class EndemicEpidemic:
    """How much of what happens follows what happened before, there and next door.

    >>> model = EndemicEpidemic().fit(counts, neighbours=adjacency, population=population)
    >>> model.result_.number.value

    specification: what the model holds; without one, `usual()`: own and neighbours' past with coefficients ≥ 0, trend,
    season, population and a level of its own for each unit.
    max_order: how far the power law of neighbours reaches when an adjacency is given.

    After `fit`: `result_` (a `Fit`), `coef_`, `coef_names_`, `reproduction_number_`.
    """

    def __init__(self, specification: Specification | None = None, *, max_order: int = MAX_ORDER) -> None:
        self.specification = specification
        self.max_order = max_order

    def fit(self, counts: ArrayLike, *, neighbours: Any = None, population: ArrayLike | None = None,
            tables: Mapping[str, ArrayLike] | None = None, groupings: Mapping[str, Sequence[str]] | None = None,
            units: Sequence[str] | None = None, types: Sequence[str] | None = None) -> "EndemicEpidemic":
        """Fits the model.

        counts: months × units, or months × units × types; whole numbers, NaN where nothing was published.
        neighbours: units × units, 1 where two units touch (dense or sparse), or `Weights`.
        population: units, or months × units; > 0.
        Raises TequioError TQ-262 when the search does not arrive, TQ-263 when data do not tell coefficients apart, and
        TQ-264 to TQ-283 for input that cannot be used. No number is returned then.
        """
        spec = self.specification if self.specification is not None else usual()
        data = panel(counts, units=units, types=types, population=population, tables=tables, groupings=groupings)
        self.result_ = fit_panel(spec, data, weights_from(neighbours, data, self.max_order))
        self.coef_ = np.array([one.estimate for one in self.result_.coefficients])
        self.coef_names_ = self.result_.names
        self.reproduction_number_ = self.result_.number.value
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        return {"specification": self.specification, "max_order": self.max_order}

    def set_params(self, **changes: Any) -> "EndemicEpidemic":
        for name, value in changes.items():
            if name not in self.get_params():
                raise TequioError("TQ-264", column="EndemicEpidemic", value=name, known="specification, max_order")
            setattr(self, name, value)
        return self


def weights_from(neighbours: Any, data: Panel, max_order: int = MAX_ORDER) -> Weights | None:
    """A power law over orders of neighbourhood from an adjacency. Raises TQ-281 for one that does not fit the units."""
    if neighbours is None or isinstance(neighbours, Weights):
        return neighbours
    try:
        matrix = sparse.csr_array(neighbours, dtype=float)
    except (TypeError, ValueError):
        raise TequioError("TQ-281", value=type(neighbours).__name__, units=len(data.units)) from None
    check_weights(matrix, len(data.units))
    return power_law(orders_of(matrix, max_order))


def check_weights(matrix: Any, units: int) -> None:
    """Square, of the units, finite, not negative. Raises TQ-281."""
    if matrix.ndim != 2 or matrix.shape != (units, units):
        raise TequioError("TQ-281", value=" × ".join(map(str, matrix.shape)), units=units)
    values = matrix.data if sparse.issparse(matrix) else matrix
    if not np.isfinite(values).all() or (values < 0).any():
        raise TequioError("TQ-281", value="NaN, inf, < 0", units=units)


def fit_panel(spec: Specification, data: Panel, weights: Weights | None, *, warm: Fit | None = None) -> Fit:
    """Fits; estimates the reach of the past as well where it is asked for. `warm`: a fit to begin from."""
    began = time.perf_counter()
    if not spec.lags.estimated:
        return _fit(spec, data, weights, spec.lags.value, began, warm)
    tried: dict[float, Fit] = {}
    kept = warm

    def cost(alpha: float) -> float:
        nonlocal kept
        kept = tried[alpha] = _fit(spec, data, weights, alpha, began, kept)
        return -kept.penalised
    low, high = spec.lags.bounds
    found = minimize_scalar(cost, bounds=(low, high), method="bounded", options={"xatol": 1e-4})
    if not found.success:
        raise TequioError("TQ-262", steps=int(found.nfev), distance="α")
    return max(tried.values(), key=lambda one: one.penalised)


def _fit(spec: Specification, data: Panel, weights: Weights | None, lag: float | None, began: float,
         warm: Fit | None) -> Fit:
    problem = build(spec, data, weights, lag)
    failed: TequioError | None = None
    best: Fit | None = None
    for moved in STARTS if problem.weights.stop > problem.weights.start else STARTS[:1]:
        try:
            found = _climbed(spec, data, weights, lag, began, warm if not moved else None, problem, moved)
        except TequioError as error:
            failed = failed or error
            continue
        best = found if best is None or found.penalised > best.penalised else best
        if _weights_told(found):
            break
    if best is None:
        assert failed is not None
        raise failed
    return best


def _weights_told(fit: Fit) -> bool:
    """Whether the weights of neighbours were found, or mean nothing because nothing follows the neighbours."""
    follows = fit.problem.follows
    return bool(fit.maximum.free[fit.problem.weights].all() or (follows.size and not fit.maximum.free[follows].any()))


def _climbed(spec: Specification, data: Panel, weights: Weights | None, lag: float | None, began: float,
             warm: Fit | None, problem: Problem, moved: float) -> Fit:
    state = start(problem)
    state.theta[problem.weights] += moved
    if warm is not None and len(warm.maximum.state.theta) == len(state.theta):
        state.theta = warm.maximum.state.theta.copy()
    marginal = None
    variance: dict[str, Array] = {}
    if any(design.random for design in problem.designs):
        spreading = fit_with_intercepts(problem, state, correlated=spec.correlated)
        maximum, marginal = spreading.maximum, spreading.marginal
        variance = dict(zip(data.types, spreading.covariance, strict=True))
    else:
        maximum = maximise(problem, state)
    count = int(maximum.free.sum())
    plain = marginal is None
    first, last = months_modelled(spec, data)
    return Fit(spec, _coefficients(problem, maximum), maximum.value, maximum.penalised, marginal,
               -2 * maximum.value + 2 * count if plain else None,
               -2 * maximum.value + float(np.log(problem.cells)) * count if plain else None,
               problem.cells, (first + 1, last), reproduction(problem, maximum), shares(problem, maximum), variance,
               lag, _islands(weights, data) if spec.neighbours is not None else (),
               time.perf_counter() - began, maximum.steps, problem, maximum, data)


def _coefficients(problem: Problem, maximum: Maximum) -> tuple[Coefficient, ...]:
    errors = np.sqrt(np.diag(maximum.covariance))
    return tuple(Coefficient(name, float(value), float(error) if free else None, not free)
                 for name, value, error, free in zip(problem.names, maximum.state.theta, errors, maximum.free,
                                                     strict=True))


def _islands(weights: Weights | None, data: Panel) -> tuple[str, ...]:
    if weights is None:
        return ()
    alone = np.flatnonzero(np.diff(weights.distance.indptr) == 0)
    return tuple(data.units[index] for index in alone)


def means(problem: Problem, maximum: Maximum, number: int = 0) -> dict[str, Array]:
    """The expected counts of one target by part, units × months."""
    design, place = problem.designs[number], problem.places[number]
    theta, intercepts = maximum.state.theta[place], maximum.state.intercepts[number]
    return Block(design, theta, intercepts, 0, design.counts.shape[0], False).shares


def shares(problem: Problem, maximum: Maximum) -> Shares:
    """Which part of the expected events comes from where, over all cells that count."""
    own = other = neighbours = endemic = 0.0
    for number, (design, place) in enumerate(zip(problem.designs, problem.places, strict=True)):
        found = means(problem, maximum, number)
        weight = 1.0 if design.seen is None else design.seen
        endemic += float((found["end"] * weight).sum())
        neighbours += float((found["ne"] * weight).sum()) if "ne" in found else 0.0
        if "ar" not in found:
            continue
        whole = float((found["ar"] * weight).sum())
        part = design.own
        regressors = getattr(part, "regressors", None)
        if regressors is not None and len(regressors) == len(problem.designs) > 1:
            mine = float((maximum.state.theta[place[number]] * regressors[number] * weight).sum())
            own, other = own + mine, other + whole - mine
        else:
            own += whole
    total = own + other + neighbours + endemic
    return Shares(own / total, other / total, neighbours / total, endemic / total)
