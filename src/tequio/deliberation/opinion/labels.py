"""Numbers for the labels of people and statements, in the order in which they first appear."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tequio.foundation.errors import TequioError

SPREAD = 4
AT_ONCE = 2**22


def numbered_labels(
    labels: ArrayLike, kind: str, known: Sequence[object] | None = None
) -> tuple[NDArray[np.int32], NDArray[np.generic]]:
    """Number of each entry's label, shape (entries,), and the labels by number, known ones without entries last.

    Raises TQ-603 where a label is missing.
    """
    given = np.asarray(labels)
    if given.dtype.kind == "O":
        given = _as_text(given, kind)
    if given.dtype.kind == "f":
        given = _as_integers(given, kind)
    entries = len(given)
    if known is not None and len(known):
        given = np.concatenate((given, np.asarray(known).astype(given.dtype if entries else None)))
    codes, firsts = _small_integers(given) if _is_dense(given) else _any(given)
    return codes[:entries].astype(np.int32, copy=False), given[firsts]


def _as_text(given: NDArray[np.generic], kind: str) -> NDArray[np.generic]:
    missing = np.fromiter((label is None or label == "" or label != label for label in given), bool, len(given))
    _refuse(missing, kind)
    return given.astype(str)


def _as_integers(given: NDArray[np.generic], kind: str) -> NDArray[np.generic]:
    _refuse(~np.isfinite(given.astype(np.float64)), kind)
    return given.astype(np.int64) if (given == np.floor(given)).all() else given


def _refuse(missing: NDArray[np.bool_], kind: str) -> None:
    if missing.any():
        raise TequioError("TQ-603", row=int(np.argmax(missing)) + 1, column=kind)


def _is_dense(given: NDArray[np.generic]) -> bool:
    if given.dtype.kind not in "iu" or not len(given):
        return False
    return bool(given.min() >= 0 and given.max() < SPREAD * len(given) + 1024)


def _small_integers(given: NDArray[np.generic]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Numbering without sorting, for labels that are themselves small numbers."""
    entries, nobody = len(given), len(given)
    first = np.full(int(given.max()) + 1, nobody, np.int32)
    for end in range(entries, 0, -AT_ONCE):
        begin = max(end - AT_ONCE, 0)
        first[given[begin:end][::-1]] = np.arange(end - 1, begin - 1, -1, dtype=np.int32)
    present = np.flatnonzero(first < nobody)
    present = present[np.argsort(first[present])]
    places = np.empty(len(first), np.int32)
    places[present] = np.arange(len(present), dtype=np.int32)
    return places[given], first[present].astype(np.int64)


def _any(given: NDArray[np.generic]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    _, firsts, codes = np.unique(given, return_index=True, return_inverse=True)
    order = np.argsort(firsts, kind="stable")
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places[codes.ravel()], firsts[order].astype(np.int64)
