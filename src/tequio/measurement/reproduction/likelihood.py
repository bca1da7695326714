"""The likelihood of one target type with its score and information, in blocks of units.

y_it | past ~ NB(μ_it, ψ), Var = μ(1 + ψμ), or Poisson. The mean is a sum of parts:

    μ_it = e_it·exp(x'β + b_i) + y~_it·exp(x'α + a_i) + z_it(d)·exp(x'γ + c_i) + Σ_l λ_l y~_l,it + Σ_l φ_l z_l,it(d)

(Held & Paul 2012, 10.1002/bimj.201200037; the last two sums take coefficients ≥ 0 as they are, without a logarithm.)
Derivatives are exact. With s = ∂ℓ/∂μ and h = -∂²ℓ/∂μ², the observed information is Σ h ∂μ∂μ' - Σ s ∂²μ; the
expected one takes h = 1/(μ(1 + ψμ)) and leaves the second sum out. The overdispersion enters as θ = -ln ψ.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from tequio.measurement.reproduction.arrays import Array, Truth, Whole, rows
from tequio.measurement.reproduction.neighbours import Spread

BLOCK = 1 << 17
"""Numbers of a block, coefficients × cells: it stays in the processor's cache."""
LEAST = 1e-300


@dataclass
class LogPart:
    """A part of the mean that is multiplied: base · exp(Σ coefficient · term + intercept of the unit).

    base: what is multiplied, units × months or one row or column for all: an offset, or the own past. None for the
    neighbours' past, which the weights give. offset: what multiplies the past, apart from it. Terms are shaped alike.
    """

    name: str
    base: Array | None
    terms: list[Array]
    labels: list[str]
    random: bool = False
    offset: Array | None = None


@dataclass
class LinearPart:
    """Coefficients ≥ 0 on own past or neighbours' past of several types, as they are."""

    name: str
    labels: list[str]
    regressors: list[Array] | None = None


@dataclass
class Design:
    """All that the likelihood of one target needs.

    counts: units × months, 0 where `seen` is false. groups: which overdispersion a unit has, -1 each for Poisson.
    Order of the coefficients: own, neighbours, endemic, weights, overdispersion.
    """

    counts: Array
    own: LogPart | LinearPart | None
    neighbours: LogPart | LinearPart | None
    endemic: LogPart
    spread: Spread | None
    groups: Whole
    group_labels: list[str]
    seen: Truth | None = None
    histogram: list[tuple[Array, Array]] = field(default_factory=list)
    constant: float = 0.0

    def __post_init__(self) -> None:
        seen = np.ones(self.counts.shape, dtype=bool) if self.seen is None else self.seen
        self.constant = -float(gammaln(self.counts[seen] + 1.0).sum())
        for group in range(len(self.group_labels)):
            of_group = self.groups == group
            values, times = np.unique(self.counts[of_group][seen[of_group]], return_counts=True)
            self.histogram.append((values, times.astype(float)))

    @property
    def parts(self) -> list[LogPart | LinearPart]:
        return [part for part in (self.own, self.neighbours, self.endemic) if part is not None]

    @property
    def random(self) -> list[str]:
        return [part.name for part in self.parts if isinstance(part, LogPart) and part.random]

    @property
    def weight_count(self) -> int:
        return len(self.spread.weights.names) if self.spread is not None and self.neighbours is not None else 0

    @property
    def weight_bounds(self) -> list[tuple[float, float]]:
        return self.spread.weights.bounds if self.weight_count and self.spread is not None else []

    @property
    def names(self) -> list[str]:
        found = [f"{part.name}.{label}" for part in self.parts for label in part.labels]
        if self.weight_count and self.spread is not None:
            found += [f"neweights.{name}" for name in self.spread.weights.names]
        return found + [f"-log(overdisp{'.' if label else ''}{label})" for label in self.group_labels]

    @property
    def cells(self) -> int:
        return int(self.counts.size if self.seen is None else self.seen.sum())


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


def log_factor(part: LogPart, theta: Array, intercepts: Array | None, first: int, last: int) -> Array:
    """exp(Σ coefficient · term + intercept): exponentials of rows and columns are taken before they are multiplied."""
    of_time: Array = np.zeros((1, 1))
    of_units: Array = np.zeros((1, 1))
    of_cells: Array | None = None
    for coefficient, term in zip(theta, part.terms, strict=True):
        value = coefficient * rows(term, first, last)
        if value.shape[0] == 1:
            of_time = of_time + value
        elif value.shape[1] == 1:
            of_units = of_units + value
        else:
            of_cells = value if of_cells is None else of_cells + value
    if intercepts is not None:
        of_units = of_units + intercepts[first:last, None]
    if of_cells is not None:
        return np.asarray(np.exp(of_cells + of_time + of_units))
    return np.asarray(np.exp(of_time) * np.exp(of_units))


class _Block:
    """Mean and its derivatives for the units `first` to `last`."""

    def __init__(self, design: Design, theta: Array, intercepts: Array, first: int, last: int, second: bool,
                 bends: bool = True) -> None:
        months = design.counts.shape[1]
        self.shape = (last - first, months)
        self.design, self.first, self.last, self.second = design, first, last, second
        self.slopes: list[Array] = []
        self.mean: Array = np.zeros(self.shape)
        self.curved: list[tuple[int, int, list[Array]]] = []
        self.unit_slopes: list[Array] = []
        self.unit_parts: list[tuple[int, int]] = []
        self.shares: dict[str, Array] = {}
        weights = theta[-design.weight_count - len(design.group_labels):][:design.weight_count]
        self.z: tuple[list[Array], list[list[Array]], list[list[Array]]] = ([], [], [])
        if design.spread is not None and design.neighbours is not None:
            self.z = design.spread.at(weights, 2 if second and bends else 1 if second else 0)
            if not bends:
                self.z = (*self.z[:2], [])
        self.weight_slopes: list[Array] = []
        self.weight_bends: list[Array] = []
        self.weight_cross: list[tuple[int, list[Array]]] = []
        at = seen_random = 0
        for part in design.parts:
            size = len(part.labels)
            own = theta[at:at + size]
            if isinstance(part, LinearPart):
                self._linear(part, own, at)
            else:
                column = intercepts[:, seen_random] if part.random else None
                self._multiplied(part, own, column, at, seen_random if part.random else None)
                seen_random += part.random
            at += size
        self.mean_count = at

    def _linear(self, part: LinearPart, theta: Array, at: int) -> None:
        first, last = self.first, self.last
        regressors = part.regressors if part.regressors is not None else self.z[0]
        total = np.zeros(self.shape)
        for coefficient, regressor in zip(theta, regressors, strict=True):
            piece = regressor[first:last]
            total += coefficient * piece
            if self.second:
                self.slopes.append(piece)
        self.mean += total
        self.shares[part.name] = total
        if part.regressors is None and self.second:
            for by_type in self.z[1]:
                self.weight_slopes.append(sum((c * one[first:last] for c, one in zip(theta, by_type, strict=True)),
                                              np.zeros(self.shape)))
                self.weight_cross.append((at, [one[first:last] for one in by_type]))
            self.weight_bends += [sum((c * one[first:last] for c, one in zip(theta, by_type, strict=True)),
                                      np.zeros(self.shape)) for by_type in self.z[2]]

    def _multiplied(self, part: LogPart, theta: Array, intercepts: Array | None, at: int, random: int | None) -> None:
        first, last = self.first, self.last
        factor = log_factor(part, theta, intercepts, first, last)
        past = self.z[0][0][first:last] if part.name == "ne" else None
        base = rows(part.base, first, last) if part.base is not None else None
        scaled = factor if base is None else factor * base
        value = np.broadcast_to(scaled if past is None else scaled * past, self.shape)
        self.mean += value
        self.shares[part.name] = value
        if not self.second:
            return
        terms = [rows(term, first, last) for term in part.terms]
        self.slopes += [np.asarray(value * term) for term in terms]
        if terms:
            self.curved.append((at, len(terms), terms))
        if random is not None:
            self.unit_slopes.append(value)
            self.unit_parts.append((at, len(terms)))
        if past is not None:
            for (by_type,) in self.z[1]:
                slope = scaled * by_type[first:last]
                self.weight_slopes.append(slope)
                self.weight_cross.append((at, [slope * term for term in terms]))
            self.weight_bends += [scaled * by_type[first:last] for (by_type,) in self.z[2]]


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
        block = _Block(design, theta, intercepts, first, last, derivatives, bends)
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


def _add(design: Design, block: _Block, sizes: Array, found: Evaluation, expected: bool, derivatives: bool) -> None:
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


def _weight_curvature(block: _Block, slope: Array, found: Evaluation, weights: int) -> None:
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


def _overdispersion(design: Design, block: _Block, slopes: Array, mixed: Array, away: Array, turn: Array,
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


def _units(block: _Block, slopes: Array, slope: Array, bend: Array, bent: Array, mixed: Array | None,
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
