"""From a specification and a panel to the designs of the likelihood."""

import numpy as np

from tequio.foundation.errors import TequioError
from tequio.measurement.reproduction.arrays import Array, Truth, Whole
from tequio.measurement.reproduction.design import Design, LinearPart, LogPart
from tequio.measurement.reproduction.neighbours import Spread, Weights
from tequio.measurement.reproduction.panel import Panel
from tequio.measurement.reproduction.problem import Problem, State
from tequio.measurement.reproduction.specification import Part, Specification, Term


def months_modelled(spec: Specification, data: Panel) -> tuple[int, int]:
    """First and one past the last row that is modelled, from 0: those before are only somebody's past."""
    reach = spec.lags.longest if spec.own is not None or spec.neighbours is not None else 1
    first = spec.first - 1 if spec.first is not None else reach
    last = spec.last if spec.last is not None else data.months
    if first < (reach if spec.own is not None or spec.neighbours is not None else 0) or last > data.months or (
            last - first < 2):
        raise TequioError("TQ-279", value=f"{first + 1}–{last}", months=data.months, reach=reach)
    return first, last


def lagged(counts: Array, first: int, last: int, weights: Array) -> Array:
    """The weighted past y~ of the months `first` to `last`; NaN where a month of it is missing."""
    past = np.zeros((counts.shape[0], last - first))
    for back, weight in enumerate(weights, start=1):
        past += weight * counts[:, first - back:last - back]
    return past


def build(spec: Specification, data: Panel, weights: Weights | None, lag_value: float | None = None) -> Problem:
    """The designs, one a type. Raises TQ-266, TQ-267 and TQ-280 to TQ-282 for parts that do not fit the data."""
    first, last = months_modelled(spec, data)
    units = len(data.units)
    if spec.neighbours is not None:
        if weights is None:
            raise TequioError("TQ-280")
        if weights.distance.shape != (units, units):
            raise TequioError("TQ-281", value=weights.distance.shape, units=units)
        if weights.distance.nnz == 0:
            raise TequioError("TQ-282", units=units)
    past = [lagged(one, first, last, spec.lags.weights(lag_value)) for one in data.counts]
    gaps = [np.isnan(one) for one in past]
    filled = [np.where(gap, 0.0, one) if gap.any() else one for gap, one in zip(gaps, past, strict=True)]
    spread = Spread(weights, filled) if spec.neighbours is not None and weights is not None else None
    builder = _Builder(spec, data, first, last)
    several = len(data.types) > 1
    multiplied = [part for part in (spec.own, spec.neighbours) if part is not None and part.link == "log"]
    if several and multiplied:
        raise TequioError("TQ-266", column="types")
    designs = []
    for number, kind in enumerate(data.types):
        counts = data.counts[number][:, first:last]
        seen = builder.seen(number, counts, gaps)
        designs.append(Design(
            np.ascontiguousarray(np.where(np.isnan(counts), 0.0, counts)),
            builder.past_part("ar", spec.own, number, filled), builder.past_part("ne", spec.neighbours, number, filled),
            builder.endemic(kind if several else ""), spread, *builder.groups(kind if several else ""), seen))
    return Problem(designs)


class _Builder:
    """Terms as arrays, for the months that are modelled."""

    def __init__(self, spec: Specification, data: Panel, first: int, last: int) -> None:
        self.spec, self.data = spec, data
        self.first, self.last = first, last
        self.time = np.arange(first, last, dtype=float)[None, :] + spec.shift

    def seen(self, number: int, counts: Array, gaps: list[Truth]) -> Truth | None:
        """Cells that count: published, and with a past that was published where the part asks for it."""
        seen = ~np.isnan(counts)
        if self.spec.own is not None:
            for other, gap in enumerate(gaps):
                if other == number or (self.spec.own.link == "identity" and self.spec.own.cross):
                    seen &= ~gap
        if not seen.any():
            raise TequioError("TQ-275", column="counts")
        return None if seen.all() else seen

    def past_part(self, name: str, part: Part | None, number: int, past: list[Array]) -> LogPart | LinearPart | None:
        if part is None:
            return None
        own_past = past if name == "ar" else None
        if part.link == "identity":
            return self._linear(name, part, number, own_past)
        terms, labels = self._terms(name, part)
        offset = self._offset(part)
        if own_past is None:
            return LogPart(name, offset, terms, labels, part.random, offset)
        base = own_past[number] if offset is None else own_past[number] * offset
        return LogPart(name, base, terms, labels, part.random, offset)

    def _linear(self, name: str, part: Part, number: int, past: list[Array] | None) -> LinearPart:
        kinds = self.data.types
        if len(kinds) == 1:
            return LinearPart(name, ["1"], None if past is None else past)
        labels = [f"{kinds[number]}<-{other}" for other in kinds]
        if part.cross:
            return LinearPart(name, labels, None if past is None else past)
        if past is None:
            raise TequioError("TQ-266", column="neighbours.cross")
        return LinearPart(name, [labels[number]], [past[number]])

    def endemic(self, kind: str) -> LogPart:
        terms, labels = self._terms("end", self.spec.endemic)
        return LogPart("end", self._offset(self.spec.endemic), terms,
                       [f"{label}.{kind}" if kind else label for label in labels], self.spec.endemic.random)

    def groups(self, kind: str) -> tuple[Whole, list[str]]:
        units = len(self.data.units)
        if self.spec.family == "poisson":
            return np.full(units, -1), []
        if self.spec.dispersion in ("one", "type"):
            return np.zeros(units, dtype=np.int64), [kind]
        labels = self._labels(self.spec.dispersion)
        known = list(dict.fromkeys(labels))
        return np.array([known.index(label) for label in labels]), [f"{one}.{kind}" if kind else one for one in known]

    def _labels(self, grouping: str) -> tuple[str, ...]:
        if grouping == "unit":
            return self.data.units
        if grouping not in self.data.groupings:
            raise TequioError("TQ-283", value=grouping, known=", ".join(("unit", *self.data.groupings)))
        return self.data.groupings[grouping]

    def _table(self, name: str) -> Array:
        if name not in self.data.tables:
            raise TequioError("TQ-283", value=name, known=", ".join(self.data.tables) or "–")
        table = self.data.tables[name]
        return table if table.shape[1] == 1 else table[:, self.first:self.last]

    def _offset(self, part: Part) -> Array | None:
        if not part.offset:
            return None if part is not self.spec.endemic else np.ones((1, 1))
        offset = self._table(part.offset)
        if not np.all(offset > 0):
            raise TequioError("TQ-277", column=part.offset, value="")
        return offset

    def _terms(self, name: str, part: Part) -> tuple[list[Array], list[str]]:
        terms: list[Array] = []
        labels: list[str] = []
        ordered = part.terms
        if part.random:
            level = [term for term in ordered if term.kind == "one" and not term.by]
            ordered = (*(term for term in ordered if term not in level), *level)
        for term in ordered:
            for label, values in self._columns(name, term):
                terms.append(values)
                labels.append("ri(iid)" if part.random and term.kind == "one" and not term.by else label)
        if len(set(labels)) < len(labels):
            raise TequioError("TQ-268", column=name, value=next(one for one in labels if labels.count(one) > 1))
        return terms, labels

    def _columns(self, name: str, term: Term) -> list[tuple[str, Array]]:
        if term.kind == "levels":
            labels = self._labels(term.name)
            return [(level, np.array([[1.0 if one == level else 0.0] for one in labels]))
                    for level in list(dict.fromkeys(labels))[1:]]
        if term.kind == "years":
            year = np.floor((self.time - self.time[0, 0]) / term.period)
            return [(f"year{int(number) + 1}", (year == number).astype(float))
                    for number in range(1, int(year.max()) + 1)]
        values = self._values(term)
        if not term.by:
            return [(term.title, values)]
        labels = self._labels(term.by)
        wanted = term.only or tuple(dict.fromkeys(labels))
        if missing := [one for one in wanted if one not in labels]:
            raise TequioError("TQ-283", value=missing[0], known=", ".join(dict.fromkeys(labels)))
        return [(f"{term.title}.{label}", values * np.array([[1.0 if one == label else 0.0] for one in labels]))
                for label in wanted]

    def _values(self, term: Term) -> Array:
        if term.kind == "one":
            return np.ones((1, 1))
        if term.kind == "trend":
            return (self.time - term.center) / term.scale
        if term.kind == "covariate":
            return self._table(term.name)
        angle = 2 * np.pi * term.harmonic * self.time / term.period
        return np.asarray(np.sin(angle) if term.kind == "sin" else np.cos(angle))


def start(problem: Problem) -> State:
    """Where the search begins: some of what happens follows its own past, less its neighbours', the rest neither."""
    theta = np.zeros(len(problem.names))
    intercepts, precision = [], []
    for design, place in zip(problem.designs, problem.places, strict=True):
        seen = np.ones(design.counts.shape, dtype=bool) if design.seen is None else design.seen
        mean = float(design.counts[seen].mean())
        at = 0
        weights = design.spread.weights.start if design.weight_count and design.spread is not None else np.zeros(0)
        for part in design.parts:
            share = {"ar": 0.3, "ne": 0.1, "end": 0.6}[part.name]
            if isinstance(part, LinearPart):
                theta[place[at:at + len(part.labels)]] = share / len(part.labels)
            else:
                level = _level(part, design, weights)
                at_level = [i for i, label in enumerate(part.labels)
                            if label.split(".")[0] == "1" or label.startswith("ri(")]
                theta[place[[at + i for i in at_level]]] = np.log(max(share * mean, 1e-12) / level)
            at += len(part.labels)
        theta[place[at:at + len(weights)]] = weights
        units = design.counts.shape[0]
        parts = len(design.random)
        intercepts.append(np.zeros((units, parts)))
        precision.append(np.eye(parts))
    return State(theta, intercepts, precision)


def _level(part: LogPart, design: Design, weights: Array) -> float:
    if part.name == "ne" and design.spread is not None:
        past = design.spread.at(weights, 0)[0][0]
        base = past if part.base is None else past * part.base
    else:
        base = part.base if part.base is not None else np.ones((1, 1))
    return max(float(np.mean(base)), 1e-12)
