"""What Polis answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BaseClusters:
    """labels: base cluster of each person (n,), −1 outside; centres (B, 2); sizes (B,)."""

    labels: NDArray[np.int32]
    centres: Floats
    sizes: NDArray[np.int64]


@dataclass(frozen=True)
class Representative:
    """One statement that stands for a group, or for everybody: position in the table, side, and Polis' figures."""

    statement: int
    repful_for: str
    successes: int
    trials: int
    p_success: float
    p_test: float
    repness: float = float("nan")
    repness_test: float = float("nan")
    best_agree: bool = False


@dataclass(frozen=True, eq=False)
class PolisAnswer:
    """centre (m,); components (2, m); people (n, 2); statements (m, 2); extremity (m,); in_conversation (n,);
    silhouettes by k; representatives per group; agreed and disagreed by everybody; group_aware (m,); priorities (m,).
    Agreement is +1 here: components have the opposite sign of Polis' own where it counts agreement as −1."""

    centre: Floats
    components: Floats
    people: Floats
    statements: Floats
    extremity: Floats
    in_conversation: NDArray[np.bool_]
    base: BaseClusters
    silhouettes: dict[int, float]
    labels: NDArray[np.int32]
    k: int
    representatives: list[list[Representative]]
    agreed: list[Representative]
    disagreed: list[Representative]
    group_aware: Floats
    priorities: Floats
