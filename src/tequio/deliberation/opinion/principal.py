"""The two leading axes of the votes with missing ones set to the statement's mean, without filling anything in.

After mean imputation and centring an unseen cell is exactly zero, so the covariance comes from votes cast alone: from
whole co-vote counts where statements are few, by Lanczos' method (Golub & Van Loan, 10.1) where they are many.
"""

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.blocks import Block, Blocks, added
from tequio.deliberation.opinion.covotes import PAIRS_UP_TO, Covotes, covotes
from tequio.deliberation.opinion.grid import numbered, on_grid

AXES = 2
STEPS_AT_MOST = 80
STEPS_BETWEEN_LOOKS = 8
GOOD_ENOUGH = 1e-8

Floats = NDArray[np.float64]


def leading_axes(blocks: Blocks, centre: Floats, used: NDArray[np.bool_]) -> Floats:
    """Unit vectors (2, m); zero for statements not `used`, and for axes that the votes do not have."""
    if not blocks.people or not used.any():
        return np.zeros((AXES, blocks.width))
    if blocks.width <= PAIRS_UP_TO:
        return axes_of_pairs(covotes(blocks), centre, used)
    return _oriented(_lanczos(blocks, centre, used))


def axes_of_pairs(pairs: Covotes, centre: Floats, used: NDArray[np.bool_]) -> Floats:
    scatter = pairs.scatter(centre) * np.outer(used, used)
    sizes, vectors = np.linalg.eigh(scatter)
    found = vectors[:, ::-1][:, :AXES].T * (sizes[::-1][:AXES, None] > 1e-9 * max(float(sizes[-1]), 1.0))
    return _oriented(_padded(found))


def _padded(found: Floats) -> Floats:
    return np.vstack((found, np.zeros((AXES - len(found), found.shape[1]))))


def _oriented(axes: Floats) -> Floats:
    """The largest entry of an axis is positive: a sign that no machine chooses differently."""
    largest = np.abs(axes).argmax(axis=1)
    signs = np.sign(np.take_along_axis(axes, largest[:, None], axis=1))
    return axes * np.where(signs == 0, 1.0, signs)


def _lanczos(blocks: Blocks, centre: Floats, used: NDArray[np.bool_]) -> Floats:
    start = numbered(blocks.width, purpose=7).astype(np.float64) / 2.0**64 - 0.5
    basis = [_unit(start * used)]
    diagonal: list[float] = []
    below: list[float] = []
    for step in range(1, min(STEPS_AT_MOST, int(used.sum())) + 1):
        image = _scatter_times(blocks, centre, basis[-1], used)
        diagonal.append(float(image @ basis[-1]))
        for vector in [*basis, *basis]:
            image = image - (image @ vector) * vector
        below.append(float(np.linalg.norm(image)))
        if below[-1] < 1e-9 * max(abs(diagonal[0]), 1.0):
            break
        if step % STEPS_BETWEEN_LOOKS == 0 and _settled(diagonal, below):
            break
        basis.append(image / below[-1])
    _, vectors = _ritz(diagonal, below)
    kept = np.array(basis[: len(diagonal)])
    return _padded(vectors[:, ::-1][:, :AXES].T @ kept)


def _ritz(diagonal: list[float], below: list[float]) -> tuple[Floats, Floats]:
    inner = below[: len(diagonal) - 1]
    return np.linalg.eigh(np.diag(diagonal) + np.diag(inner, 1) + np.diag(inner, -1))


def _settled(diagonal: list[float], below: list[float]) -> bool:
    sizes, vectors = _ritz(diagonal, below)
    return bool(np.all(np.abs(vectors[-1, -AXES:]) * below[-1] < GOOD_ENOUGH * max(float(sizes[-1]), 1.0)))


def _unit(vector: Floats) -> Floats:
    return vector / max(float(np.linalg.norm(vector)), 1e-300)


def _scatter_times(blocks: Blocks, centre: Floats, vector: Floats, used: NDArray[np.bool_]) -> Floats:
    given, seen = added(blocks.each(_there_and_back, vector * used, centre * vector * used))
    return (given - centre * seen) * used


def _there_and_back(block: Block, vector: Floats, shift: Floats) -> Floats:
    """Xᵀu and Bᵀu of u = Xv − B(c∘v), u on the grid of exact sums; shape (2, m)."""
    given, seen = block.given(), block.seen()
    places = on_grid(given @ vector - seen @ shift)
    return np.stack((given.T @ places, seen.T @ places))
