"""Small invented data."""

import numpy as np
from scipy import sparse


def ring(units: int) -> sparse.csr_array:
    """Units in a circle, each touching the one before and the one after."""
    at = np.arange(units)
    rows = np.concatenate([at, at])
    columns = np.concatenate([(at + 1) % units, (at - 1) % units])
    return sparse.csr_array((np.ones(2 * units), (rows, columns)), shape=(units, units))


def counts_of(*, units: int, months: int, own: float = 0.0, neighbours: float = 0.0, level: float = 1.0,
              spread: float = 0.0, dispersion: float = 0.2, seed: int = 0) -> np.ndarray:
    """Counts, months × units, in which each event is followed by `own` there and by `neighbours` beside it."""
    rng = np.random.default_rng(seed)
    ground = level * np.exp(rng.normal(0.0, spread, units)) if spread else np.full(units, level)
    counts = np.zeros((months, units))
    past = rng.poisson(ground / (1 - own - neighbours)).astype(float)
    for month in range(months):
        beside = (np.roll(past, 1) + np.roll(past, -1)) / 2
        mean = ground + own * past + neighbours * beside
        past = rng.negative_binomial(1 / dispersion, 1 / (1 + dispersion * mean)).astype(float)
        counts[month] = past
    return counts
