"""What a fit says, as plain values."""

from dataclasses import dataclass, field

from tequio.measurement.reproduction.arrays import Array, Whole
from tequio.measurement.reproduction.maximum import Maximum
from tequio.measurement.reproduction.number import Number
from tequio.measurement.reproduction.panel import Panel
from tequio.measurement.reproduction.problem import Problem
from tequio.measurement.reproduction.specification import Specification


@dataclass(frozen=True)
class Coefficient:
    """One coefficient. At its bound it is 0 and cannot be told from 0: it has no standard error."""

    name: str
    estimate: float
    error: float | None
    at_bound: bool = False


@dataclass(frozen=True)
class Shares:
    """Of what the model expects: how much follows the same type in the same place, other types there, the places
    around, and how much comes without any of them. They add up to 1.
    """

    own: float
    other_types: float
    neighbours: float
    endemic: float


@dataclass(frozen=True)
class Fit:
    """A fit that converged. `likelihood`: without the penalty of the intercepts; `penalised` with it; `marginal`:
    Laplace's approximation, None without intercepts. `aic`, `bic`: None with intercepts, whose number is not theirs.
    """

    specification: Specification
    coefficients: tuple[Coefficient, ...]
    likelihood: float
    penalised: float
    marginal: float | None
    aic: float | None
    bic: float | None
    cells: int
    months: tuple[int, int]
    number: Number
    shares: Shares
    variance: dict[str, Array]
    lag: float | None
    islands: tuple[str, ...]
    seconds: float
    steps: int
    problem: Problem = field(repr=False)
    maximum: Maximum = field(repr=False)
    panel: Panel = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.coefficients)

    def __getitem__(self, name: str) -> Coefficient:
        return next(one for one in self.coefficients if one.name == name)

    @property
    def covariance(self) -> Array:
        return self.maximum.covariance

    @property
    def free(self) -> Whole:
        return self.maximum.free.nonzero()[0]
