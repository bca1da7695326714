"""Several targets that share the weights of neighbours, as one row of coefficients with their bounds."""

from dataclasses import dataclass, field

import numpy as np

from tequio.measurement.reproduction.arrays import Array, Whole
from tequio.measurement.reproduction.design import Design, LinearPart

MOST_LIKE_POISSON = 9.0
"""-ln of the least overdispersion, 0.0001: below it counts vary as a Poisson law lets them."""


@dataclass
class Problem:
    """Several targets that share the weights of neighbours."""

    designs: list[Design]
    names: list[str] = field(init=False)
    places: list[Whole] = field(init=False)
    lower: Array = field(init=False)
    upper: Array = field(init=False)
    weights: slice = field(init=False)
    follows: Whole = field(init=False)
    """Coefficients ≥ 0 of the neighbours' past: where all are 0 its weights mean nothing."""

    def __post_init__(self) -> None:
        means = [len(d.names) - d.weight_count - len(d.group_labels) for d in self.designs]
        shared = self.designs[0].weight_count
        start_of_sizes = sum(means) + shared
        total = start_of_sizes + sum(len(d.group_labels) for d in self.designs)
        self.weights = slice(sum(means), start_of_sizes)
        self.names = [""] * total
        self.lower = np.full(total, -np.inf)
        self.upper = np.full(total, np.inf)
        self.upper[start_of_sizes:] = MOST_LIKE_POISSON
        for at_weight, (low, high) in enumerate(self.designs[0].weight_bounds):
            self.lower[sum(means) + at_weight], self.upper[sum(means) + at_weight] = low, high
        follows: list[int] = []
        self.places = []
        at, at_size = 0, start_of_sizes
        for design, mean in zip(self.designs, means, strict=True):
            groups = len(design.group_labels)
            place = np.concatenate([np.arange(at, at + mean), np.arange(sum(means), sum(means) + shared),
                                    np.arange(at_size, at_size + groups)]).astype(np.int64)
            self.places.append(place)
            for index, name in zip(place, design.names, strict=True):
                self.names[index] = name
            at_part = at
            for part in design.parts:
                if isinstance(part, LinearPart):
                    self.lower[at_part:at_part + len(part.labels)] = 0.0
                    follows += range(at_part, at_part + len(part.labels)) if part.name == "ne" else ()
                at_part += len(part.labels)
            at, at_size = at + mean, at_size + groups

        self.follows = np.array(follows, dtype=np.int64)

    @property
    def cells(self) -> int:
        return sum(design.cells for design in self.designs)


@dataclass
class State:
    """Where the search stands: coefficients, intercepts by target, and how strongly each part's are drawn together."""

    theta: Array
    intercepts: list[Array]
    precision: list[Array]
