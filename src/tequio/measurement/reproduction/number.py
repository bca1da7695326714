"""The reproduction number: how many events follow one, there and next door, in the following months.

With own coefficients Λ and neighbours' coefficients Φ, the expected next events are G y, G = Λ⊗I + Φ⊗W'. Where each
sender's weights add up to 1 and the coefficients are the same everywhere, the dominant eigenvalue of G is that of the
small matrix Λ + Φ, exactly. Otherwise it is found on G, month by month where the coefficients change in time. Its
standard error is the delta method with the eigenvectors: dρ = z'dG v / z'v.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import ArpackNoConvergence, eigs

from tequio.measurement.reproduction.arrays import Array, Sparse
from tequio.measurement.reproduction.design import Design, LinearPart, LogPart
from tequio.measurement.reproduction.maximum import Maximum
from tequio.measurement.reproduction.mean import log_factor
from tequio.measurement.reproduction.problem import Problem

NORMAL_95 = 1.959963984540054
DENSE = 300


@dataclass(frozen=True)
class Number:
    """R with its standard error and 95 % interval; `over_time`: least and greatest where it changes by month.

    own, neighbours: types × types, row follows column; None where the coefficients differ by place or month.
    """

    value: float
    error: float
    low: float
    high: float
    over_time: tuple[float, float]
    own: Array | None = None
    neighbours: Array | None = None
    stable: bool = True


def dominant(matrix: Array) -> tuple[float, Array, Array]:
    """The dominant eigenvalue of a small matrix of entries ≥ 0, with right and left vectors."""
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    turned_values, turned = np.linalg.eig(matrix.T)
    left = int(np.argmin(np.abs(turned_values - values[first])))
    return float(values[first].real), np.abs(vectors[:, first].real), np.abs(turned[:, left].real)


def _dominant_sparse(matrix: Sparse) -> tuple[float, Array, Array]:
    if matrix.shape[0] <= DENSE:
        return dominant(matrix.toarray())
    try:
        start = np.ones(matrix.shape[0])
        value, right = eigs(matrix, k=1, which="LR", v0=start, maxiter=5000)
        _, left = eigs(matrix.T.tocsr(), k=1, which="LR", v0=start, maxiter=5000)
        return float(value[0].real), np.abs(right[:, 0].real), np.abs(left[:, 0].real)
    except ArpackNoConvergence:
        return dominant(matrix.toarray())


def _finish(value: float, error: float, spread: tuple[float, float], own: Array | None = None,
            neighbours: Array | None = None) -> Number:
    return Number(value, error, max(0.0, value - NORMAL_95 * error), value + NORMAL_95 * error, spread, own, neighbours,
                  spread[1] < 1.0)


def reproduction(problem: Problem, maximum: Maximum) -> Number:
    """R of a fit. No part that follows the past: R is 0."""
    design = problem.designs[0]
    if design.own is None and design.neighbours is None:
        return _finish(0.0, 0.0, (0.0, 0.0))
    linear = all(part is None or isinstance(part, LinearPart) for part in (design.own, design.neighbours))
    if linear and _adds_up(design):
        return _of_types(problem, maximum)
    return _of_places(problem, maximum)


def _adds_up(design: Design) -> bool:
    """Whether each sender's weights add up to 1, islands apart."""
    return design.neighbours is None or (design.spread is not None and design.spread.weights.normalise)


def matrices(problem: Problem, theta: Array) -> tuple[Array, Array]:
    """Λ and Φ, row follows column."""
    size = len(problem.designs)
    own, neighbours = np.zeros((size, size)), np.zeros((size, size))
    for row, (design, place) in enumerate(zip(problem.designs, problem.places, strict=True)):
        at = 0
        for part in design.parts:
            values = theta[place[at:at + len(part.labels)]]
            if isinstance(part, LinearPart):
                into = own if part.name == "ar" else neighbours
                if len(values) == size:
                    into[row] = values
                else:
                    into[row, row] = values[0]
            at += len(part.labels)
    return own, neighbours


def _of_types(problem: Problem, maximum: Maximum) -> Number:
    own, neighbours = matrices(problem, maximum.state.theta)
    value, right, left = dominant(own + neighbours)
    scale = float(left @ right)
    gradient = np.zeros(len(problem.names))
    if scale > 1e-12:
        for row, (design, place) in enumerate(zip(problem.designs, problem.places, strict=True)):
            at = 0
            for part in design.parts:
                if isinstance(part, LinearPart):
                    columns = range(len(right)) if len(part.labels) == len(right) else [row]
                    for index, column in enumerate(columns):
                        gradient[place[at + index]] = left[row] * right[column] / scale
                at += len(part.labels)
    return _finish(value, _error(gradient, maximum), (value, value), own, neighbours)


def _error(gradient: Array, maximum: Maximum) -> float:
    free = maximum.free
    variance = float(gradient[free] @ maximum.covariance[np.ix_(free, free)] @ gradient[free])
    return max(0.0, variance) ** 0.5


def _of_places(problem: Problem, maximum: Maximum) -> Number:
    """Types of one and the same panel stand apart here: only a single target has places."""
    design, place = problem.designs[0], problem.places[0]
    theta, intercepts = maximum.state.theta[place], maximum.state.intercepts[0]
    units, months = design.counts.shape
    factors: dict[str, Array] = {}
    at = drawn = 0
    slices: dict[str, tuple[int, LogPart | LinearPart]] = {}
    for part in design.parts:
        slices[part.name] = (at, part)
        if isinstance(part, LogPart):
            column = intercepts[:, drawn] if part.random else None
            drawn += part.random
            if part.name != "end":
                factors[part.name] = log_factor(part, theta[at:at + len(part.labels)], column, 0, units)
                if part.offset is not None:
                    factors[part.name] = factors[part.name] * part.offset
        else:
            factors[part.name] = theta[at:at + 1].reshape(1, 1)
        at += len(part.labels)
    weights = theta[at:at + design.weight_count]
    turned, slopes, _ = (design.spread.weights.at(weights, 1) if design.spread is not None and "ne" in factors
                         else (sparse.csr_array((units, units)), [], []))
    changes = any(one.shape[1] > 1 for one in factors.values())
    values = []
    best: tuple[float, int, Array, Array] | None = None
    for month in range(months if changes else 1):
        value, right, left = _dominant_sparse(_next(factors, turned, units, month))
        values.append(value)
        if best is None or value > best[0]:
            best = (value, month, right, left)
    assert best is not None
    value, month, right, left = best
    gradient = _gradient(slices, factors, turned, slopes, at, month, right, left, len(design.names))
    whole = np.zeros(len(problem.names))
    whole[place] = gradient
    return _finish(value, _error(whole, maximum), (min(values), max(values)), *(
        factors[name] if name in factors and factors[name].shape == (1, 1) else None for name in ("ar", "ne")))


def _of_month(values: Array, month: int, units: int) -> Array:
    column = values[:, month] if values.shape[1] > 1 else values[:, 0]
    return np.broadcast_to(column, (units,))


def _next(factors: dict[str, Array], turned: Sparse, units: int, month: int) -> Sparse:
    matrix = sparse.csr_array((units, units))
    if "ar" in factors:
        matrix = matrix + sparse.diags_array(_of_month(factors["ar"], month, units))
    if "ne" in factors:
        matrix = matrix + sparse.diags_array(_of_month(factors["ne"], month, units)) @ turned
    return sparse.csr_array(matrix)


def _gradient(slices: dict[str, tuple[int, LogPart | LinearPart]], factors: dict[str, Array], turned: Sparse,
              slopes: list[Sparse], weights_at: int, month: int, right: Array, left: Array, count: int) -> Array:
    units = len(right)
    found, scale = np.zeros(count), float(left @ right)
    if scale < 1e-12:
        return found
    for name, factor in factors.items():
        at, part = slices[name]
        level = _of_month(factor, month, units)
        reached = right if name == "ar" else turned @ right
        if isinstance(part, LinearPart):
            found[at] = float(left @ reached) / scale
            continue
        for index, term in enumerate(part.terms):
            found[at + index] = float((left * level * _of_month(term, month, units)) @ reached) / scale
    if "ne" in factors:
        level = _of_month(factors["ne"], month, units)
        for index, slope in enumerate(slopes):
            found[weights_at + index] = float((left * level) @ (slope @ right)) / scale
    return found
