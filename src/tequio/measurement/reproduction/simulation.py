"""Counts as a fitted model would make them, and how well it foretells the next month.

Scores are proper: nobody gains by saying anything but what they believe (Czado, Gneiting & Held 2009). Lower is better.
"""

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from scipy.stats import nbinom, poisson

from tequio.measurement.reproduction.arrays import Array
from tequio.measurement.reproduction.building import lagged
from tequio.measurement.reproduction.design import Design, LinearPart, LogPart
from tequio.measurement.reproduction.estimator import means
from tequio.measurement.reproduction.mean import log_factor
from tequio.measurement.reproduction.results import Fit

TAIL = 1e-12


@dataclass(frozen=True)
class Scores:
    """Mean scores of one-step forecasts: logarithmic, ranked probability, Dawid–Sebastiani, squared error."""

    logarithmic: float
    ranked: float
    dawid_sebastiani: float
    squared: float
    cells: int


def simulate(fit: Fit, rng: Generator) -> Array:
    """New counts, months × units × types, that begin from the months before those modelled."""
    first, last = fit.months[0] - 1, fit.months[1]
    problem, theta = fit.problem, fit.maximum.state.theta
    made = np.where(np.isnan(fit.panel.counts), 0.0, fit.panel.counts).copy()
    back = fit.specification.lags.weights(fit.lag)
    spread = problem.designs[0].spread
    turned = spread.weights.at(theta[problem.weights], 0)[0] if spread is not None else None
    factors = [_factors(design, theta[place], b) for design, place, b in zip(
        problem.designs, problem.places, fit.maximum.state.intercepts, strict=True)]
    for month in range(first, last):
        past = [lagged(one, month, month + 1, back)[:, 0] for one in made] if _follows(problem.designs[0]) else []
        around = [turned @ one for one in past] if turned is not None else []
        for number, design in enumerate(problem.designs):
            mean = _mean(design, factors[number], past, around, number, month - first)
            made[number][:, month] = _drawn(design, theta[problem.places[number]], mean, rng)
    return np.ascontiguousarray(made.transpose(2, 1, 0)[:last])


def _follows(design: Design) -> bool:
    return design.own is not None or design.neighbours is not None


def _factors(design: Design, theta: Array, intercepts: Array) -> dict[str, Array]:
    """What multiplies each part: coefficients as they are, or their exponential by unit and month."""
    found: dict[str, Array] = {}
    at = drawn = 0
    units = design.counts.shape[0]
    for part in design.parts:
        own = theta[at:at + len(part.labels)]
        at += len(part.labels)
        if isinstance(part, LogPart):
            column = intercepts[:, drawn] if part.random else None
            drawn += part.random
            factor = log_factor(part, own, column, 0, units)
            offset = part.base if part.name == "end" else part.offset
            found[part.name] = factor if offset is None else factor * offset
        else:
            found[part.name] = own
    return found


def _mean(design: Design, factors: dict[str, Array], past: list[Array], around: list[Array], number: int,
          month: int) -> Array:
    def of_month(values: Array) -> Array:
        return values[:, month] if values.shape[1] > 1 else values[:, 0]
    mean = np.broadcast_to(of_month(factors["end"]), (design.counts.shape[0],)).copy()
    for name, before in (("ar", past), ("ne", around)):
        part = next((one for one in design.parts if one.name == name), None)
        if isinstance(part, LogPart):
            mean += of_month(factors[name]) * before[number]
        elif isinstance(part, LinearPart):
            chosen = before if len(part.labels) == len(before) else [before[number]]
            mean += sum((value * one for value, one in zip(factors[name], chosen, strict=True)), np.zeros(len(mean)))
    return mean


def _drawn(design: Design, theta: Array, mean: Array, rng: Generator) -> Array:
    groups = len(design.group_labels)
    if not groups:
        return rng.poisson(mean).astype(float)
    size = np.exp(theta[len(theta) - groups:])[design.groups]
    return rng.negative_binomial(size, size / (size + mean)).astype(float)


def one_step_scores(fit: Fit, first: int, last: int) -> Scores:
    """Scores of the fit's own one-step forecasts for the months `first` to `last`, counted from 1."""
    total = np.zeros(4)
    cells = 0
    for number, (design, place) in enumerate(zip(fit.problem.designs, fit.problem.places, strict=True)):
        columns = slice(first - fit.months[0], last - fit.months[0] + 1)
        mean = np.broadcast_to(sum(means(fit.problem, fit.maximum, number).values()), design.counts.shape)[:, columns]
        counts = design.counts[:, columns]
        theta = fit.maximum.state.theta[place]
        groups = len(design.group_labels)
        size = (np.broadcast_to(np.exp(theta[len(theta) - groups:])[design.groups][:, None], counts.shape)
                if groups else None)
        seen = np.ones(counts.shape, dtype=bool) if design.seen is None else design.seen[:, columns]
        total += scores(counts[seen], mean[seen], None if size is None else size[seen])
        cells += int(seen.sum())
    logarithmic, ranked, dawid_sebastiani, squared = (total / max(cells, 1)).tolist()
    return Scores(logarithmic, ranked, dawid_sebastiani, squared, cells)


def scores(counts: Array, mean: Array, size: Array | None) -> Array:
    """Sums of the four scores over cells."""
    variance = mean if size is None else mean + mean**2 / size
    law = poisson(mean) if size is None else nbinom(size, size / (size + mean))
    most = int(max(law.ppf(1 - TAIL).max(), counts.max())) + 1
    ranked = np.zeros(len(counts))
    for value in range(most + 1):
        ranked += (law.cdf(value) - (counts <= value)) ** 2
    away = (counts - mean) ** 2
    return np.array([-law.logpmf(counts).sum(), ranked.sum(), (away / variance + np.log(variance)).sum(), away.sum()])
