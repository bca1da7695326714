"""What keeps a reproduction number honest: a placebo, a ladder of specifications, and what was never reported.

**Placebo.** The months of every area are shuffled: each area keeps its level, and nothing follows anything any more. A
model that still finds reproduction there has taken lasting differences between places for one event following another
(Mohler 2013, 10.1214/13-AOAS647; Reinhart & Greenhouse 2018, 10.1111/rssc.12277). A placebo near 0 is necessary and not
sufficient: slow changes of level stay mixed with reproduction.

**Ladder.** The number depends on what else the model holds; it is shown for each rung, and never alone.

**Under-reporting.** With a share π of events in the counts, the apparent own coefficient of a single series is about
λ(1 - (1 - π)/κ), κ the observed variance over the mean (Bracher & Held 2021, arXiv 2003.05885): what is not reported
makes reproduction look smaller, lasting differences make it look larger.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array
from tequio.measurement.reproduction.estimator import fit_panel
from tequio.measurement.reproduction.neighbours import Weights
from tequio.measurement.reproduction.panel import Panel
from tequio.measurement.reproduction.results import Fit
from tequio.measurement.reproduction.specification import Lags, Part, Specification, Term

NEAR_NOTHING = 0.02
"""A placebo at or below this is near 0."""


@dataclass(frozen=True)
class Placebo:
    """R of the same model on shuffled months, once for each shuffle. `away`: it finds what is not there."""

    values: tuple[float, ...]
    highs: tuple[float, ...]
    failed: int
    away: bool

    @property
    def mean(self) -> float | None:
        return float(np.mean(self.values)) if self.values else None


@dataclass(frozen=True)
class Rung:
    """One specification of the ladder with its number, its placebo, and how well it fits. `number` None: no maximum."""

    name: str
    specification: Specification
    fit: Fit | None
    placebo: Placebo | None
    problem: str = ""


def shuffled(data: Panel, rng: Generator) -> Panel:
    """The same panel with the months of every area in another order, the same for all types of that area.

    Gaps are shuffled along. Tables that change in time stay where they are.
    """
    counts = data.counts.copy()
    for unit in range(counts.shape[1]):
        counts[:, unit, :] = counts[:, unit, rng.permutation(counts.shape[2])]
    return replace(data, counts=counts)


def placebo(spec: Specification, data: Panel, weights: Weights | None, *, times: int = 3, seed: int = 1,
            warm: Fit | None = None) -> Placebo:
    """Fits the same model on `times` shuffles. Memory that was estimated is kept as it was found."""
    if warm is not None and warm.lag is not None and spec.lags.estimated:
        spec = replace(spec, lags=replace(spec.lags, value=warm.lag))
    rng = np.random.default_rng(seed)
    values, highs, failed, away = [], [], 0, 0
    for _ in range(times):
        try:
            fit = fit_panel(spec, shuffled(data, rng), weights)
        except TequioError:
            failed += 1
            continue
        values.append(fit.number.value)
        highs.append(fit.number.high)
        away += fit.number.value > NEAR_NOTHING and fit.number.low > 0
    found = tuple(values)
    return Placebo(found, tuple(highs), failed, 2 * away > len(values) or not values)


def ladder(spec: Specification, data: Panel, weights: Weights | None, *, times: int = 1, seed: int = 1,
           longest: int = 12, period: float = 12.0) -> tuple[Rung, ...]:
    """From one level for all areas to levels of their own, changes by year, and a longer memory."""
    pooled = spec.pooled()
    steps = [("pooled", pooled), ("intercepts", pooled.with_intercepts())]
    if data.months >= 3 * period:
        steps.append(("years", by_year(steps[1][1], period)))
    if data.months > 3 * longest and spec.lags.shape == "one":
        # The months that are modelled stay the same, so that the rungs can be compared.
        steps.append(("memory", replace(steps[1][1], lags=Lags("geometric", longest, 0.3))))
    first = max(spec.first or 2, longest + 1) if len(steps) > 3 else spec.first
    rungs = []
    for name, step in steps:
        step = replace(step, first=first)
        try:
            fit = fit_panel(step, data, weights)
        except TequioError as error:
            rungs.append(Rung(name, step, None, None, error.problem.code))
            continue
        rungs.append(Rung(name, step, fit, placebo(step, data, weights, times=times, seed=seed) if times else None))
    return tuple(rungs)


def by_year(spec: Specification, period: float) -> Specification:
    """The same with a level for each year in place of a trend."""
    terms = tuple(term for term in spec.endemic.terms if term.kind not in ("trend", "years"))
    return replace(spec, endemic=Part((*terms, Term("years", period=period)), spec.endemic.offset, spec.endemic.random))


@dataclass(frozen=True)
class Reported:
    """What a number would be if only a share of events were in the counts. `own` None: the counts vary too little."""

    share: float
    observed: float
    own: float | None


def under_reporting(own: float, ratio: float, shares: tuple[float, ...] = (1.0, 0.9, 0.7, 0.5, 0.3, 0.1),
                    ) -> tuple[Reported, ...]:
    """The own coefficient behind one that was observed, for several reported shares.

    ratio: observed variance over mean, > 1. Solves observed = own · (1 - (1 - share)/ratio).
    """
    if not ratio > 0 or own < 0:
        raise TequioError("TQ-265", column="ratio", value=ratio)
    found = []
    for share in shares:
        if not 0 < share <= 1:
            raise TequioError("TQ-265", column="share", value=share)
        kept = 1 - (1 - share) / ratio
        found.append(Reported(share, own, own / kept if kept > 0 and own / kept < 1 else None))
    return tuple(found)


def dispersion_ratio(counts: Array) -> float:
    """The median over areas with events of variance over mean."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = np.nanvar(counts, axis=-1) / np.nanmean(counts, axis=-1)
    known = ratios[np.isfinite(ratios) & (ratios > 0)]
    return float(np.median(known)) if known.size else 1.0
