"""What a model holds, said without data: its parts, their terms, the weights of neighbours, the family.

A part that is multiplied (`link="log"`) is base · exp(Σ coefficient · term). A part taken as it is (`link="identity"`)
has one coefficient ≥ 0, or one for every pair of types: zero is then an honest answer instead of a logarithm that runs
away.
"""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array

Kind = Literal["one", "trend", "sin", "cos", "covariate", "levels", "years"]
Link = Literal["log", "identity"]
Family = Literal["negbin", "poisson"]
LagShape = Literal["one", "geometric", "poisson"]

KINDS = ("one", "trend", "sin", "cos", "covariate", "levels", "years")


@dataclass(frozen=True)
class Term:
    """One term of a part.

    kind: "one" the level; "trend" (t - center)/scale; "sin", "cos" of 2π·harmonic·t/period; "covariate" the table
    called `name`; "levels" one indicator for each label of the grouping `name` but its first; "years" one for each run
    of `period` months but the first.
    by: "unit", or the name of a grouping: one coefficient for each unit or label. only: those labels alone.
    """

    kind: Kind
    name: str = ""
    period: float = 12.0
    harmonic: int = 1
    center: float = 0.0
    scale: float = 1.0
    by: str = ""
    only: tuple[str, ...] = ()
    label: str = ""

    @property
    def title(self) -> str:
        if self.label:
            return self.label
        if self.kind == "one":
            return "1"
        if self.kind == "trend":
            return "t" if not self.center and self.scale == 1 else f"I((t - {self.center:g})/{self.scale:g})"
        if self.kind in ("sin", "cos"):
            return f"{self.kind}({2 * self.harmonic} * pi * t/{self.period:g})"
        return self.name or self.kind


ONE = Term("one")


def season(period: float, harmonics: int = 1, *, by: str = "", only: tuple[str, ...] = ()) -> tuple[Term, ...]:
    """Sine and cosine of the year, `harmonics` times."""
    return tuple(Term(kind, period=period, harmonic=number, by=by, only=only)
                 for number in range(1, harmonics + 1) for kind in ("sin", "cos"))


@dataclass(frozen=True)
class Part:
    """Own past, neighbours' past, or what comes without either (endemic).

    offset: the table by which the part is multiplied. random: each unit has a level of its own, drawn from a normal
    law; the coefficient of the level then comes last and is called "ri(iid)".
    cross: "identity" only; whether every type may follow every other one, or each its own alone.
    """

    terms: tuple[Term, ...] = (ONE,)
    offset: str = ""
    random: bool = False
    link: Link = "log"
    cross: bool = True


@dataclass(frozen=True)
class Lags:
    """How far back the past reaches: u_q over q = 1..longest, adding up to 1 (Bracher & Held 2020).

    "geometric": u_q ∝ α(1 - α)^(q-1); "poisson": u_q ∝ α^(q-1)/(q-1)!. `value`: α, or None to estimate it.
    """

    shape: LagShape = "one"
    longest: int = 1
    value: float | None = None

    @property
    def estimated(self) -> bool:
        return self.shape != "one" and self.value is None

    def weights(self, value: float | None = None) -> Array:
        alpha = self.value if value is None else value
        back = np.arange(self.longest, dtype=float)
        if self.shape == "one" or alpha is None:
            return np.ones(1)
        if self.shape == "geometric":
            raw = alpha * (1.0 - alpha) ** back
        else:
            raw = alpha**back / np.cumprod(np.maximum(back, 1.0))
        return np.asarray(raw / raw.sum())

    @property
    def bounds(self) -> tuple[float, float]:
        return (0.02, 0.999) if self.shape == "geometric" else (0.001, 20.0)


@dataclass(frozen=True)
class Specification:
    """A whole model. `dispersion`: "one", "unit", "type" or the name of a grouping. `first`, `last`: months modelled,
    counted from 1; t of the terms is month - 1 + `shift`.
    """

    endemic: Part
    own: Part | None = None
    neighbours: Part | None = None
    family: Family = "negbin"
    dispersion: str = "one"
    lags: Lags = field(default_factory=Lags)
    first: int | None = None
    last: int | None = None
    shift: float = 0.0
    correlated: bool = False

    def __post_init__(self) -> None:
        if self.family not in ("negbin", "poisson"):
            raise TequioError("TQ-264", column="family", value=self.family, known="negbin, poisson")
        if self.lags.shape not in ("one", "geometric", "poisson"):
            raise TequioError("TQ-264", column="lags", value=self.lags.shape, known="one, geometric, poisson")
        if self.lags.longest < 1:
            raise TequioError("TQ-265", column="lags.longest", value=self.lags.longest)
        if self.lags.value is not None and not self._lag_allowed(self.lags.value):
            raise TequioError("TQ-265", column="lags.value", value=self.lags.value)
        for name, part in (("own", self.own), ("neighbours", self.neighbours), ("endemic", self.endemic)):
            if part is not None:
                self._check_part(name, part)

    def _lag_allowed(self, value: float) -> bool:
        return 0 < value <= 1 if self.lags.shape == "geometric" else value > 0

    def _check_part(self, name: str, part: Part) -> None:
        if part.link not in ("log", "identity"):
            raise TequioError("TQ-264", column=f"{name}.link", value=part.link, known="log, identity")
        if part.link == "identity" and (name == "endemic" or part.random or part.terms != (ONE,) or part.offset):
            raise TequioError("TQ-266", column=name)
        if not part.terms:
            raise TequioError("TQ-267", column=name)
        titles = [(term.title, term.by, term.only) for term in part.terms]
        if len(set(titles)) < len(titles):
            twice = next(title for title in titles if titles.count(title) > 1)
            raise TequioError("TQ-268", column=name, value=twice[0])
        for term in part.terms:
            self._check_term(name, term)
        if part.random and not any(term.kind == "one" and not term.by for term in part.terms):
            raise TequioError("TQ-269", column=name)

    def _check_term(self, name: str, term: Term) -> None:
        if term.kind not in KINDS:
            raise TequioError("TQ-264", column=f"{name}.terms", value=term.kind, known=", ".join(KINDS))
        if term.kind in ("sin", "cos", "years") and not term.period > 0:
            raise TequioError("TQ-265", column=f"{name}.period", value=term.period)
        if term.kind in ("sin", "cos") and term.harmonic < 1:
            raise TequioError("TQ-265", column=f"{name}.harmonic", value=term.harmonic)
        if term.scale == 0 or not np.isfinite([term.center, term.scale]).all():
            raise TequioError("TQ-265", column=f"{name}.scale", value=term.scale)
        if term.kind in ("covariate", "levels") and not term.name:
            raise TequioError("TQ-267", column=f"{name}.{term.kind}")

    def pooled(self) -> "Specification":
        """The same without levels of the units' own."""
        return self._with_random(False)

    def with_intercepts(self) -> "Specification":
        """The same with a level of its own for each unit in the endemic part."""
        return self._with_random(True)

    def _with_random(self, random: bool) -> "Specification":
        from dataclasses import replace

        def changed(part: Part | None) -> Part | None:
            return None if part is None else replace(part, random=random and part is self.endemic)
        endemic = replace(self.endemic, random=random)
        return replace(self, endemic=endemic, own=changed(self.own), neighbours=changed(self.neighbours),
                       correlated=self.correlated and random)


def usual(period: float = 12.0, *, trend: bool = True, harmonics: int = 1, cross: bool = True,
          random: bool = True, family: Family = "negbin", dispersion: str = "type") -> Specification:
    """The model that is fitted when nothing else is asked: own past and neighbours' past with coefficients ≥ 0, trend
    and season, population, and a level of its own for each unit.
    """
    terms = (ONE, *((Term("trend", scale=period),) if trend else ()), *(season(period, harmonics) if harmonics else ()))
    free = Part(link="identity", cross=cross)
    return Specification(endemic=Part(terms, offset="population", random=random), own=free, neighbours=free,
                         family=family, dispersion=dispersion)
