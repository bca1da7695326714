"""The mean of a block of units with its derivatives, part by part."""

import numpy as np

from tequio.measurement.reproduction.arrays import Array, rows
from tequio.measurement.reproduction.design import Design, LinearPart, LogPart


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


class Block:
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
            if coefficient:
                total += coefficient * piece
            if self.second:
                self.slopes.append(piece)
        self.mean += total
        self.shares[part.name] = total
        if part.regressors is None and self.second:
            for by_type in self.z[1]:
                self.weight_slopes.append(self._weighed(theta, by_type))
                self.weight_cross.append((at, [one[first:last] for one in by_type]))
            self.weight_bends += [self._weighed(theta, by_type) for by_type in self.z[2]]

    def _weighed(self, theta: Array, by_type: list[Array]) -> Array:
        """The sum over types; those whose coefficient rests at 0 add nothing."""
        total = np.zeros(self.shape)
        for coefficient, one in zip(theta, by_type, strict=True):
            if coefficient:
                total += coefficient * one[self.first:self.last]
        return total

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
