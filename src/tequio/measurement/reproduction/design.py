"""What the likelihood of one target type is made of: its counts, the parts of its mean, whose overdispersion it has."""

from dataclasses import dataclass, field

import numpy as np
from scipy.special import gammaln

from tequio.measurement.reproduction.arrays import Array, Truth, Whole
from tequio.measurement.reproduction.neighbours import Spread


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
