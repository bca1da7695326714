"""How few rows share the same values, pure: whoever stands alone in what is written of them can be told by it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.integer]
# As many combinations as are counted in place; of more the rows are sorted.
IN_PLACE = 1 << 22


def fewest_alike(columns: Sequence[Codes]) -> int:
    """The size of the smallest class of rows with the same value in every column (the k of k-anonymity); 0 for none.

    Columns hold whole numbers, one for each value. Raises ValueError for columns of different lengths or none.
    """
    if not columns or len({len(column) for column in columns}) != 1:
        raise ValueError("columns of the same rows are needed")
    if not len(columns[0]):
        return 0
    key, size = _joined(columns)
    if size <= IN_PLACE:
        sizes = np.bincount(key, minlength=1)
        return int(sizes[sizes > 0].min())
    key.sort()
    ends = np.flatnonzero(np.concatenate((key[1:] != key[:-1], [True])))
    return int(np.diff(ends, prepend=-1).min())


def _joined(columns: Sequence[Codes]) -> tuple[npt.NDArray[np.int64], int]:
    """One number for the values of each row, and how many there can be."""
    key, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        least = int(column.min())
        width = int(column.max()) - least + 1
        if size * width >= 1 << 62:
            # Numbered anew by what is there, so that they fit.
            there, key = np.unique(key, return_inverse=True)
            size = len(there)
        key *= width
        key += column
        key -= least
        size *= width
    return key, size
