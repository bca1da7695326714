"""What the engine answers. Arrays over statements follow `Opinions.statements`, over people `Opinions.participants`."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.limits import Limits
from tequio.deliberation.opinion.polis.answer import PolisAnswer, Representative
from tequio.deliberation.opinion.rank import HeldOut
from tequio.deliberation.opinion.rankings import Consensus, Ranking
from tequio.deliberation.opinion.routing import Routing
from tequio.deliberation.opinion.selection import Slate

Floats = NDArray[np.float64]

TOO_FEW_PEOPLE = "too_few_people"
TOO_FEW_STATEMENTS = "too_few_statements"
TOO_ALIKE = "too_alike"
VOTES_NOT_BETTER_EXPLAINED = "votes_not_better_explained"
NOT_STABLE = "not_stable"
REASONS = (TOO_FEW_PEOPLE, TOO_FEW_STATEMENTS, TOO_ALIKE, VOTES_NOT_BETTER_EXPLAINED, NOT_STABLE)


@dataclass(frozen=True, eq=False)
class OpinionGroups:
    """labels: group of each person (n,), −1 for those who voted too little to be placed; groups are numbered from the
    largest; sizes (k,); stability: adjusted Rand index over resamples, overall and (k,) as Jaccard overlap; in Polis
    mode it is NaN, for Polis measures none. counts: votes of each group, (k, m)."""

    labels: NDArray[np.int32]
    sizes: NDArray[np.int64]
    stability: float
    stability_per_group: Floats
    counts: StatementCounts

    @property
    def k(self) -> int:
        return len(self.sizes)


@dataclass(frozen=True, eq=False)
class OpinionMap:
    """The drawn map: first two axes. Positions of people (n, 2), uncertainty (n,) as a radius and NaN where not placed
    stay internal: pages show only `areas` (k, 3, 2), centre and the two half-axes of each group's area. statements:
    (m, 2); extremity: (m,), distance of each statement from the middle; rank: axes in use."""

    rank: int
    people: Floats
    uncertainty: Floats
    statements: Floats
    extremity: Floats
    areas: Floats


@dataclass(frozen=True, eq=False)
class Opinions:
    """The answer of `analyse`. `groups` is None where none can be told, and `reason` (one of REASONS) says why;
    `held_out` and `tried_stability` are what that was judged by. representatives: per group, up to five statements by
    Polis' tests of proportions. `refused` statements are in no ranking or slate."""

    mode: str
    participants: NDArray[np.generic]
    statements: NDArray[np.generic]
    counts: StatementCounts
    groups: OpinionGroups | None
    reason: str
    held_out: HeldOut | None
    tried_stability: float
    map: OpinionMap | None
    consensus: Consensus
    divisive: Ranking
    bridging: Ranking | None
    slate: Slate | None
    routing: Routing
    limits: Limits
    refused: NDArray[np.bool_]
    representatives: list[list[Representative]]
    polis: PolisAnswer | None = field(default=None)

    def position(self, statement: object) -> int:
        """Where a statement stands in the arrays. Raises KeyError."""
        found = np.flatnonzero(self.statements == statement)
        if not len(found):
            raise KeyError(statement)
        return int(found[0])
