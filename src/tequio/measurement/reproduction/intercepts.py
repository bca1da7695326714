"""How far apart the units' own levels lie: the variance of their intercepts.

At fixed variance, coefficients and intercepts maximise the likelihood less the penalty ½ b'Σ⁻¹b. The variance maximises
Laplace's approximation of the marginal likelihood (Paul & Held 2011, 10.1002/sim.4177),

    -½ n ln|Σ| - ½ Σ_i b_i'Σ⁻¹b_i - ½ ln|F(Σ)|,

whose maximum satisfies Σ = (1/n) Σ_i (b_i b_i' + V_i), with V_i the block of F⁻¹ that belongs to unit i. Both are
solved in turn; steps of the logarithm of the variance are sped up by the secant of the last ones (Anderson 1965).
"""

from dataclasses import dataclass

import numpy as np

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array
from tequio.measurement.reproduction.maximum import Maximum, maximise
from tequio.measurement.reproduction.problem import Problem, State

TURNS = 300
CLOSE = 1e-5
"""Change of the log variance below which the turn is the last."""
FARTHEST = 6.0
CLOSE_TO_TOP = 1e-9
LEAST_VARIANCE = 1e-6
LOG_LEAST = float(np.log(LEAST_VARIANCE))
SMALL = 0.02
START_VARIANCE = 0.5


@dataclass
class Spreading:
    """A maximum with the covariance of its intercepts, by target, and the marginal log-likelihood."""

    maximum: Maximum
    covariance: list[Array]
    marginal: float
    turns: int


def fit_with_intercepts(problem: Problem, state: State, *, correlated: bool = False) -> Spreading:
    """Coefficients, intercepts and their variance. Raises TQ-262 when they do not settle."""
    covariance = [np.eye(len(design.random)) * START_VARIANCE for design in problem.designs]
    history: list[tuple[Array, Array]] = []
    maximum: Maximum | None = None
    rest = 3.0
    tried, back = False, covariance
    for turn in range(1, TURNS + 1):
        state = State(state.theta, state.intercepts, [np.asarray(np.linalg.inv(one)) for one in covariance])
        # While the variance still moves, coefficients need not be exact.
        close = min(1e-2, max(CLOSE_TO_TOP, 1e-3 * rest * rest))
        if tried and not history:
            close = CLOSE_TO_TOP
        maximum = maximise(problem, state, close=close, evaluations=maximum.evaluations if maximum else None)
        state = maximum.state
        wanted = [_settled(problem, maximum, number, one, correlated) for number, one in enumerate(covariance)]
        before, after = _logs(covariance, correlated), _logs(wanted, correlated)
        # A variance that rests at nothing has arrived: units do not differ.
        moving = (before > LOG_LEAST) | (after > before)
        before_rest, rest = rest, float(np.linalg.norm((after - before)[moving]))
        if close == CLOSE_TO_TOP and rest < CLOSE:
            return Spreading(maximum, covariance, marginal_value(problem, maximum, covariance), turn)
        if tried and not correlated and np.any((before <= LOG_LEAST) & moving):
            covariance, tried, history, rest = back, True, [], 3.0
            continue
        shrinking = (before < np.log(SMALL)) & (after < before) & moving
        if not correlated and not tried and turn > 3 and shrinking.any():
            # It may be on its way to nothing, which takes for ever: see whether it would stay there.
            tried, back, history, rest = True, wanted, [], 3.0
            covariance = _unlogged(np.where(shrinking, LOG_LEAST, after), covariance, correlated)
            continue
        if rest > 1.2 * before_rest:
            history = []
        history = [*history[-2:], (before, after)]
        covariance = _unlogged(_mixed(history), covariance, correlated)
    raise TequioError("TQ-262", steps=TURNS, distance="σ²")


def _mixed(history: list[tuple[Array, Array]]) -> Array:
    """The next log variance from the last turns: the fixed point that their secants point to."""
    before, after = history[-1]
    if len(history) < 2:
        return after
    rests = np.stack([b - a for a, b in history])
    steps = np.diff(rests, axis=0)
    moves = np.diff(np.stack([b for _, b in history]), axis=0)
    # moves + steps: after - before of a secant, as the fixed point sees it.
    weights, *_ = np.linalg.lstsq(steps.T, rests[-1], rcond=1e-8)
    change = after - weights @ (moves + steps) - before
    # Where the road bends, secants point far away: a step is at most some times as long as the plain one.
    longest = FARTHEST * float(np.linalg.norm(rests[-1]))
    length = float(np.linalg.norm(change))
    return np.asarray(before + change * min(1.0, longest / max(length, 1e-300)))


def _logs(covariance: list[Array], correlated: bool) -> Array:
    """Variances as logarithms; with correlations, the logarithm of the whole matrix, so that any step stays one."""
    found = []
    for one in covariance:
        if not correlated:
            found.append(np.log(np.diag(one)))
            continue
        values, vectors = np.linalg.eigh(one)
        whole = (vectors * np.log(values)) @ vectors.T
        found.append(whole[np.triu_indices(len(one))])
    return np.concatenate(found) if found else np.zeros(0)


def _unlogged(logs: Array, like: list[Array], correlated: bool) -> list[Array]:
    found, at = [], 0
    for one in like:
        size = len(one)
        if not correlated:
            found.append(np.diag(np.maximum(np.exp(logs[at:at + size]), LEAST_VARIANCE)))
            at += size
            continue
        upper = np.triu_indices(size)
        whole = np.zeros((size, size))
        whole[upper] = logs[at:at + len(upper[0])]
        whole = whole + whole.T - np.diag(np.diag(whole))
        values, vectors = np.linalg.eigh(whole)
        found.append((vectors * np.maximum(np.exp(values), LEAST_VARIANCE)) @ vectors.T)
        at += len(upper[0])
    return found


def _settled(problem: Problem, maximum: Maximum, number: int, covariance: Array, correlated: bool) -> Array:
    """The variance that the marginal likelihood prefers while coefficients and intercepts stay where they are."""
    found, b = maximum.evaluations[number], maximum.state.intercepts[number]
    if not b.size:
        return covariance
    place = problem.places[number]
    inverse = np.linalg.inv(found.unit_information + maximum.state.precision[number])
    # Coefficients that rest at a bound are not estimated, and add no uncertainty.
    cross = found.unit_cross * maximum.free[place]
    drawn = np.einsum("urq,uqp->urp", inverse, cross)
    among = np.zeros_like(maximum.information)
    kept = np.ix_(maximum.free, maximum.free)
    among[kept] = np.linalg.inv(maximum.information[kept])
    around = np.einsum("urp,pq,usq->rs", drawn, among[np.ix_(place, place)], drawn, optimize=True)
    wanted = (b.T @ b + inverse.sum(axis=0) + around) / len(b)
    return wanted if correlated else np.diag(np.maximum(np.diag(wanted), LEAST_VARIANCE))


def marginal_value(problem: Problem, maximum: Maximum, covariance: list[Array]) -> float:
    """Laplace's approximation of the marginal log-likelihood, less what does not depend on the variance."""
    total = -(maximum.value - maximum.penalised)
    for found, one in zip(maximum.evaluations, covariance, strict=True):
        if len(one):
            total -= 0.5 * len(found.unit_score) * float(np.linalg.slogdet(one)[1])
            total -= 0.5 * float(np.linalg.slogdet(found.unit_information + np.linalg.inv(one))[1].sum())
    kept = np.ix_(maximum.free, maximum.free)
    return total - 0.5 * float(np.linalg.slogdet(maximum.information[kept])[1])
