"""The maximum of the likelihood: Newton steps with bounds, unit intercepts taken out by their arrow.

Given the parameters that all targets share (the weights of neighbours), the likelihood falls apart into one factor a
target; they are put together in one system of a few hundred coefficients. The intercepts of units form a block
diagonal with a border, so each step costs O(units · coefficients²), never (units + coefficients)³. Where the observed
information bends the wrong way, its directions are turned (the step still climbs). A coefficient at its bound whose
score points outwards rests there and is left out of the step.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import cho_factor, cho_solve, eigh

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array, Truth
from tequio.measurement.reproduction.likelihood import Evaluation, evaluate
from tequio.measurement.reproduction.problem import Problem, State

STEPS = 150
CLOSE = 1e-9
"""Squared distance to the maximum in standard errors below which the step that was just taken is the last."""
HALVINGS = 40
LONGEST_MOVE = 1.0
FAR = 1000.0
PIVOTS = 30
BLIND = 1e-4
"""Information about a weight of neighbours (a standard error of 100) below which the data do not tell it."""
CHEAP = 10_000_000
NEAR = 1.0
"""Squared distance from which on the curvature of the weights of neighbours is worth its time."""
ON_BOUND = 1e-9
FAINT = 1e-11
"""Share of a coefficient's own information, after the others, below which the data say nothing about it."""


@dataclass
class Maximum:
    """A maximum: log-likelihood with and without the penalty, covariance of the coefficients that are free."""

    state: State
    value: float
    penalised: float
    score: Array
    information: Array
    free: Truth
    covariance: Array
    evaluations: list[Evaluation]
    steps: int
    decrement: float


def penalty(state: State) -> float:
    """What intercepts cost: ½ Σ b'Σ⁻¹b."""
    return 0.5 * sum(float(np.einsum("ur,rq,uq->", b, p, b))
                     for b, p in zip(state.intercepts, state.precision, strict=True) if b.size)


def value_at(problem: Problem, state: State) -> float:
    """The penalised log-likelihood alone, for the search along a step."""
    total = -penalty(state)
    for design, place, intercepts in zip(problem.designs, problem.places, state.intercepts, strict=True):
        total += evaluate(design, state.theta[place], intercepts, derivatives=False).value
        if not np.isfinite(total):
            return -np.inf
    return total


def evaluations_at(problem: Problem, state: State, bends: bool = True) -> list[Evaluation]:
    """Value, score and information of every target; the neighbours' past is brought up to date once, for all."""
    return [evaluate(design, state.theta[place], intercepts, bends=bends)
            for design, place, intercepts in zip(problem.designs, problem.places, state.intercepts, strict=True)]


@dataclass
class _Reduced:
    """Score and information of the coefficients once the intercepts have been taken out."""

    score: Array
    information: Array
    inverses: list[Array]
    unit_scores: list[Array]
    unit_gain: float


def _inverse_blocks(blocks: Array) -> Array:
    """Inverses of small symmetric blocks, directions of wrong curvature turned."""
    if blocks.shape[1] == 1:
        return np.asarray(1.0 / np.maximum(np.abs(blocks), 1e-12))
    values, vectors = np.linalg.eigh(blocks)
    return np.asarray(np.einsum("uik,uk,ujk->uij", vectors, 1.0 / np.maximum(np.abs(values), 1e-12), vectors))


def reduce(problem: Problem, state: State, evaluations: list[Evaluation]) -> _Reduced:
    total = len(problem.names)
    score, information = np.zeros(total), np.zeros((total, total))
    inverses, unit_scores, gain = [], [], 0.0
    for place, found, b, precision in zip(problem.places, evaluations, state.intercepts, state.precision, strict=True):
        own_score, own_information = found.score, found.information
        if b.size:
            inverse = _inverse_blocks(found.unit_information + precision)
            unit_score = found.unit_score - b @ precision
            drawn = np.einsum("urq,uqp->urp", inverse, found.unit_cross)
            own_score = own_score - np.einsum("urp,ur->p", drawn, unit_score)
            units, parts, count = found.unit_cross.shape
            own_information = own_information - (
                found.unit_cross.reshape(units * parts, count).T @ drawn.reshape(units * parts, count))
            gain += float(np.einsum("ur,urq,uq->", unit_score, inverse, unit_score))
            inverses.append(inverse)
            unit_scores.append(unit_score)
        else:
            inverses.append(np.zeros((0, 0, 0)))
            unit_scores.append(np.zeros((0, 0)))
        score[place] += own_score
        information[np.ix_(place, place)] += own_information
    return _Reduced(score, (information + information.T) / 2, inverses, unit_scores, gain)


def _solve(information: Array, score: Array) -> Array:
    """The step that climbs: information⁻¹ score, directions of wrong curvature turned."""
    scale = 1.0 / np.sqrt(np.maximum(np.abs(np.diag(information)), 1e-12))
    scaled = information * scale[:, None] * scale
    try:
        return np.asarray(scale * cho_solve(cho_factor(scaled), scale * score))
    except np.linalg.LinAlgError:
        values, vectors = eigh(scaled)
        turned = np.maximum(np.abs(values), 1e-6)
        return np.asarray(scale * (vectors @ ((vectors.T @ (scale * score)) / turned)))


def _step(problem: Problem, theta: Array, reduced: _Reduced, free: Truth) -> Array:
    """The step to the top of the parabola within the bounds; the plain one where they do not bind or it bends wrongly.

    Coefficients change sides together: those that would leave rest at their bound, those that gain there come back
    (block pivoting, Portugal, Júdice & Vicente 1994).
    """
    change = np.zeros(len(theta))
    change[free] = _solve(reduced.information[np.ix_(free, free)], reduced.score[free])
    low = problem.lower - theta
    could = np.isfinite(low)
    could[problem.weights] = False
    if not np.any(change[could] < low[could]):
        return change
    blind = ~free & ~could
    rests = could & (~free | (change < low))
    for _ in range(PIVOTS):
        found = np.where(rests, low, 0.0)
        moves = ~rests & ~blind
        away = reduced.score - reduced.information @ found
        try:
            found[moves] = cho_solve(cho_factor(reduced.information[np.ix_(moves, moves)]), away[moves])
        except np.linalg.LinAlgError:
            return change
        pull = reduced.score - reduced.information @ found
        turned = (could & moves & (found < low)) | (rests & (pull > 0))
        if not turned.any():
            return found
        rests = rests ^ turned
    return change


def maximise(problem: Problem, state: State, *, steps: int = STEPS, close: float = CLOSE,
             evaluations: list[Evaluation] | None = None) -> Maximum:
    """Climbs from `state` to the maximum. Raises TQ-262 when it does not get there, TQ-263 when data do not tell.

    evaluations: those of `state`, where they are known from a search under another penalty.
    """
    state = State(np.clip(state.theta, problem.lower, problem.upper), list(state.intercepts), state.precision)
    cheap = _curvature_is_cheap(problem)
    known = evaluations is not None or cheap
    here = _Place(state, evaluations if evaluations is not None else evaluations_at(problem, state, cheap))
    if not np.isfinite(here.value):
        raise TequioError("TQ-262", steps=0, distance="∞")
    bent, step, decrement = known, 0, np.inf
    for step in range(1, steps + 1):
        reduced = reduce(problem, here.state, here.evaluations)
        free = _free(problem, here.state.theta, reduced.score, reduced.information)
        change = _step(problem, here.state.theta, reduced, free)
        decrement = float(reduced.score @ change) + reduced.unit_gain
        longest = float(np.max(np.abs(change[problem.weights.start:]), initial=0.0))
        if longest > LONGEST_MOVE:
            # Far out neither the weights of neighbours nor the overdispersion change anything: no slope leads back.
            change = change * (LONGEST_MOVE / longest)
        near = cheap or decrement < NEAR
        moved = _along(problem, here, reduced, change, decrement, bends=near)
        if moved is None:
            if not bent:
                # The curvature of the weights was left out so far: look again with it.
                here, bent = _Place(here.state, evaluations_at(problem, here.state)), True
                continue
            # Nothing climbs any more: at the top, or where rounding hides what is left.
            if decrement < 1e-5:
                return _finished(problem, here, step, decrement)
            break
        small = bent and decrement < close and np.array_equal(
            _resting(problem, moved.state.theta), _resting(problem, here.state.theta))
        here, bent = moved, near
        if small:
            return _finished(problem, here, step, decrement)
    raise TequioError("TQ-262", steps=step, distance=f"{max(decrement, 0.0) ** 0.5:.2g}")


def _resting(problem: Problem, theta: Array) -> Truth:
    return np.asarray((theta <= problem.lower + ON_BOUND) | (theta >= problem.upper - ON_BOUND))


def _free(problem: Problem, theta: Array, score: Array, information: Array) -> Truth:
    """Which coefficients move: not those at their bound that would leave it, nor weights that count nothing."""
    free = (theta > problem.lower + ON_BOUND) | (score > 0)
    free &= (theta < problem.upper - ON_BOUND) | (score < 0)
    if problem.follows.size and not free[problem.follows].any():
        free[problem.weights] = False
    free[problem.weights] &= np.diag(information)[problem.weights] > BLIND
    return np.asarray(free)


def _curvature_is_cheap(problem: Problem) -> bool:
    """Whether the second derivatives by the weights cost too little to be put off until they are needed."""
    return all(design.spread is None or design.spread.weights.distance.nnz * design.counts.shape[1]
               * len(design.spread.past) < CHEAP for design in problem.designs)


class _Place:
    """A place of the search, evaluated."""

    def __init__(self, state: State, evaluations: list[Evaluation]) -> None:
        self.state, self.evaluations = state, evaluations
        self.value = sum(found.value for found in evaluations) - penalty(state)


def _along(problem: Problem, here: _Place, reduced: _Reduced, change: Array, decrement: float, *,
           bends: bool) -> _Place | None:
    """The first of the halved steps that climbs. The whole step mostly does, and is evaluated in full at once."""
    shifts = []
    for place, found, inverse, unit_score in zip(problem.places, here.evaluations, reduced.inverses,
                                                 reduced.unit_scores, strict=True):
        if unit_score.size:
            shifts.append(np.einsum("urq,uq->ur", inverse, unit_score - found.unit_cross @ change[place]))
        else:
            shifts.append(np.zeros((0, 0)))
    slack = 1e-12 * (1.0 + abs(here.value))
    share = 1.0
    # Far from the top, where whole steps are often too long, their value is looked at first.
    at_once = decrement < FAR
    for _ in range(HALVINGS):
        theta = np.clip(here.state.theta + share * change, problem.lower, problem.upper)
        intercepts = [b + share * shift if b.size else b
                      for b, shift in zip(here.state.intercepts, shifts, strict=True)]
        tried = State(theta, intercepts, here.state.precision)
        moved = _Place(tried, evaluations_at(problem, tried, bends)) if share == 1.0 and at_once else None
        value = moved.value if moved is not None else value_at(problem, tried)
        if value >= here.value + 1e-4 * share * decrement - slack or (
                decrement < 1e-6 and value >= here.value - 10 * slack):
            return moved if moved is not None else _Place(tried, evaluations_at(problem, tried, bends))
        share /= 2 if share > 0.1 else 4
    return None


def _finished(problem: Problem, here: _Place, steps: int, decrement: float) -> Maximum:
    state, evaluations = here.state, here.evaluations
    reduced = reduce(problem, state, evaluations)
    free = _free(problem, state.theta, reduced.score, reduced.information)
    kept = np.ix_(free, free)
    covariance = np.full((len(state.theta), len(state.theta)), np.nan)
    covariance[kept] = _inverse(reduced.information[kept], [n for n, f in zip(problem.names, free, strict=True) if f])
    value = sum(found.value for found in evaluations)
    return Maximum(state, value, value - penalty(state), reduced.score, reduced.information, free, covariance,
                   evaluations, steps, decrement)


def _inverse(information: Array, names: list[str]) -> Array:
    """The inverse of the observed information. Raises TQ-263 where the data do not tell the coefficients apart."""
    diagonal = np.diag(information)
    if not np.all(np.isfinite(information)) or np.any(diagonal <= 0):
        blind = [n for n, d in zip(names, diagonal, strict=True) if not d > 0] or names
        raise TequioError("TQ-263", coefficients=", ".join(blind[:5]))
    scale = 1.0 / np.sqrt(diagonal)
    scaled = information * scale[:, None] * scale
    values, vectors = np.linalg.eigh(scaled)
    if values[0] < FAINT:
        tied = [n for n, weight in zip(names, np.abs(vectors[:, 0]), strict=True) if weight > 0.2]
        raise TequioError("TQ-263", coefficients=", ".join(tied[:5]))
    inverse = (vectors / values) @ vectors.T
    return np.asarray(inverse * scale[:, None] * scale)
