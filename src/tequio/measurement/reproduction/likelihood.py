"""The likelihood of one target type with its score and information, in blocks of units.

y_it | past ~ NB(μ_it, ψ), Var = μ(1 + ψμ), or Poisson. The mean is a sum of parts:

    μ_it = e_it·exp(x'β + b_i) + y~_it·exp(x'α + a_i) + z_it(d)·exp(x'γ + c_i) + Σ_l λ_l y~_l,it + Σ_l φ_l z_l,it(d)

(Held & Paul 2012, 10.1002/bimj.201200037; the last two sums take coefficients ≥ 0 as they are, without a logarithm.)
Derivatives are exact. With s = ∂ℓ/∂μ and h = -∂²ℓ/∂μ², the observed information is Σ h ∂μ∂μ' - Σ s ∂²μ; the
expected one takes h = 1/(μ(1 + ψμ)) and leaves the second sum out. The overdispersion enters as θ = -ln ψ.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from tequio.measurement.reproduction.arrays import Array
from tequio.measurement.reproduction.design import Design
from tequio.measurement.reproduction.mean import Block

BLOCK = 1 << 17
"""Numbers of a block, coefficients × cells: it stays in the processor's cache."""
LEAST = 1e-300


@dataclass
class Evaluation:
    """Log-likelihood with its score and information; of the intercepts by unit, when there are any.

    unit_score: units × parts with intercepts; unit_information: units × parts × parts; unit_cross: units × parts ×
    coefficients.
    """

    value: float
    score: Array
    information: Array
    unit_score: Array
    unit_information: Array
    unit_cross: Array


def evaluate(design: Design, theta: Array, intercepts: Array | None = None, *, expected: bool = False,
             derivatives: bool = True, bends: bool = True) -> Evaluation:
    """The likelihood at `theta`, with intercepts units × parts (without the penalty that draws them together).

    bends: whether the curvature of the weights of neighbours is taken; far from the maximum it is not worth its time.
    """
    units, months = design.counts.shape
    random = len(design.random)
    if intercepts is None:
        intercepts = np.zeros((units, random))
    count, groups = len(design.names), len(design.group_labels)
    sizes = np.exp(theta[count - groups:])
    found = Evaluation(design.constant, np.zeros(count), np.zeros((count, count)), np.zeros((units, random)),
                       np.zeros((units, random, random)), np.zeros((units, random, count)))
    step = max(1, BLOCK // (max(1, months) * (count + 1)))
    # A search may try what overflows: its value is then -inf, and it turns back.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        _sum_up(design, theta, intercepts, sizes, found, step, expected, derivatives, bends)
    if not np.isfinite(found.value):
        found.value = -np.inf
    return found


def _sum_up(design: Design, theta: Array, intercepts: Array, sizes: Array, found: Evaluation, step: int,
            expected: bool, derivatives: bool, bends: bool) -> None:
    units = design.counts.shape[0]
    for first in range(0, units, step):
        last = min(units, first + step)
        block = Block(design, theta, intercepts, first, last, derivatives, bends)
        _add(design, block, sizes, found, expected, derivatives)
    _gamma_terms(design, sizes, found, derivatives)


def _gamma_terms(design: Design, sizes: Array, found: Evaluation, derivatives: bool) -> None:
    """What depends on the counts and the overdispersion alone, through how often each count occurs."""
    at = len(design.names) - len(sizes)
    for group, (values, times) in enumerate(design.histogram):
        size, total = sizes[group], times.sum()
        found.value += float(times @ (gammaln(values + size) - gammaln(size))) + total * size * np.log(size)
        if derivatives:
            once = float(times @ (digamma(values + size) - digamma(size))) + total * (np.log(size) + 1.0)
            twice = float(times @ (polygamma(1, values + size) - polygamma(1, size))) + total / size
            found.score[at + group] += size * once
            found.information[at + group, at + group] -= size * size * twice + size * once


def _add(design: Design, block: Block, sizes: Array, found: Evaluation, expected: bool, derivatives: bool) -> None:
    first, last = block.first, block.last
    counts = design.counts[first:last]
    seen = None if design.seen is None else design.seen[first:last]
    mean = np.maximum(block.mean, LEAST)
    log_mean = np.log(mean)
    if len(sizes):
        size = sizes[design.groups[first:last]][:, None]
        both, above = counts + size, mean + size
        log_above = np.log(above)
        cells = counts * log_mean - both * log_above
        slope = counts / mean - both / above
        bend = counts / mean**2 - both / above**2 if not expected else size / (mean * above)
    else:
        cells = counts * log_mean - mean
        slope = counts / mean - 1.0
        bend = counts / mean**2 if not expected else 1.0 / mean
    found.value += float(cells.sum() if seen is None else cells[seen].sum())
    if not derivatives:
        return
    if seen is not None:
        slope, bend = slope * seen, bend * seen
    weights = design.weight_count
    slopes = np.empty((block.mean_count + weights, *block.shape))
    for index, one in enumerate(block.slopes + block.weight_slopes):
        slopes[index] = one
    flat = slopes.reshape(len(slopes), -1)
    bent = slopes * bend
    size_ = len(flat)
    found.score[:size_] += flat @ slope.ravel()
    found.information[:size_, :size_] += bent.reshape(size_, -1) @ flat.T
    curved = [] if expected else block.curved
    for at, length, terms in curved:
        filled = np.empty((length, *block.shape))
        for index, term in enumerate(terms):
            filled[index] = term
        again = (slopes[at:at + length] * slope).reshape(length, -1) @ filled.reshape(length, -1).T
        found.information[at:at + length, at:at + length] -= again
    if weights and not expected:
        _weight_curvature(block, slope, found, weights)
    mixed: Array | None = None
    if len(sizes):
        mixed = size * (both / above**2 - 1.0 / above)
        away = size * (-np.log(above) - both / above)
        # -2/(ι+μ) + (y+ι)/(ι+μ)²: how the slope by the overdispersion changes with it.
        turn = size * size * (both / above**2 - 2.0 / above)
        if seen is not None:
            mixed, away, turn = mixed * seen, away * seen, turn * seen
        _overdispersion(design, block, slopes, mixed, away, turn, found, expected)
    if block.unit_slopes:
        _units(block, slopes, slope, bend, bent, mixed, found, expected, weights)


def _weight_curvature(block: Block, slope: Array, found: Evaluation, weights: int) -> None:
    at = block.mean_count
    pairs = [(a, b) for a in range(weights) for b in range(a, weights)]
    for (a, b), bend in zip(pairs, block.weight_bends, strict=False):
        value = float((slope * bend).sum())
        found.information[at + a, at + b] -= value
        if a != b:
            found.information[at + b, at + a] -= value
    for a, (start, cross) in enumerate(block.weight_cross):
        for index, one in enumerate(cross):
            value = float((slope * one).sum())
            found.information[start + index, at + a] -= value
            found.information[at + a, start + index] -= value


def _overdispersion(design: Design, block: Block, slopes: Array, mixed: Array, away: Array, turn: Array,
                    found: Evaluation, expected: bool) -> None:
    at, groups = len(slopes), len(design.group_labels)
    of = design.groups[block.first:block.last]
    found.score[at:at + groups] += np.bincount(of, weights=away.sum(axis=1), minlength=groups)
    again = np.bincount(of, weights=(turn + away).sum(axis=1), minlength=groups)
    found.information[np.arange(at, at + groups), np.arange(at, at + groups)] -= again
    if expected:
        return
    if groups == 1:
        cross = slopes.reshape(at, -1) @ mixed.reshape(-1, 1)
    else:
        by_unit = (slopes * mixed).sum(axis=2)
        cross = np.stack([np.bincount(of, weights=row, minlength=groups) for row in by_unit])
    found.information[:at, at:at + groups] -= cross
    found.information[at:at + groups, :at] -= cross.T


def _units(block: Block, slopes: Array, slope: Array, bend: Array, bent: Array, mixed: Array | None,
           found: Evaluation, expected: bool, weights: int) -> None:
    """Score and information of the units' intercepts: one small block a unit, an arrow with the coefficients."""
    first, last = block.first, block.last
    at = len(slopes)
    for r, value in enumerate(block.unit_slopes):
        drawn = slope * value
        found.unit_score[first:last, r] += drawn.sum(axis=1)
        for q, other in enumerate(block.unit_slopes):
            found.unit_information[first:last, r, q] += (bend * value * other).sum(axis=1)
        if not expected:
            found.unit_information[first:last, r, r] -= drawn.sum(axis=1)
        found.unit_cross[first:last, r, :at] += np.einsum("put,ut->up", bent, value)
        if expected:
            continue
        start, length = block.unit_parts[r]
        for index in range(start, start + length):
            found.unit_cross[first:last, r, index] -= (slope * slopes[index]).sum(axis=1)
        if weights and block.weight_cross and block.weight_cross[0][0] == start:
            for a in range(weights):
                found.unit_cross[first:last, r, block.mean_count + a] -= (slope * block.weight_slopes[a]).sum(axis=1)
        if mixed is not None:
            of = block.design.groups[first:last]
            found.unit_cross[np.arange(first, last), r, at + of] -= (mixed * value).sum(axis=1)
