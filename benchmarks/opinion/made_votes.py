"""Made-up votes of three camps, about 45 per person, in the sizes that are compared."""

import numpy as np
from numpy.typing import NDArray

CAMPS = 3
VOTES_EACH = 45

Events = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]


def three_camps(people: int, statements: int, seed: int = 0) -> Events:
    """Participants, statements and votes of an event list in random order, one event per cell."""
    chance = np.random.default_rng(seed)
    leaning = chance.normal(0.0, 1.0, (CAMPS, statements)) + chance.normal(0.3, 0.5, statements)
    camp = chance.integers(0, CAMPS, people)
    each = np.clip(chance.poisson(VOTES_EACH, people), 1, statements)
    who = np.repeat(np.arange(people, dtype=np.int32), each)
    what = _different(who, each, statements, chance)
    pull = leaning[camp[who], what] + chance.normal(0.0, 0.6, len(who)).astype(np.float32)
    votes = np.where(np.abs(pull) < 0.15, 0, np.sign(pull)).astype(np.int8)
    order = chance.permutation(len(who))
    return who[order], what[order], votes[order]


def _different(
    who: NDArray[np.int32], each: NDArray[np.int64], statements: int, chance: np.random.Generator
) -> NDArray[np.int32]:
    """Different statements for each person: equal steps from a random start, with a step that shares no factor."""
    starts = np.concatenate(([0], np.cumsum(each)[:-1]))
    steps = np.array([step for step in range(1, statements) if np.gcd(step, statements) == 1])
    step = steps[chance.integers(0, len(steps), len(each))]
    turn = np.arange(len(who)) - np.repeat(starts, each)
    first = chance.integers(0, statements, len(each))
    return ((first[who] + turn * step[who]) % statements).astype(np.int32)
