"""The array types of the model.

Everything inside is laid out by unit: an array of counts has one row per unit (an area, or an area and a type) and one
column per month, so that the sparse product over neighbours and the sums over time of one unit read memory in order.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]
Truth: TypeAlias = NDArray[np.bool_]
Sparse: TypeAlias = Any
"""A scipy.sparse CSR array; scipy ships no types."""


def rows(values: Array, first: int, last: int) -> Array:
    """The rows of a block of units; a single row stands for all of them."""
    return values[first:last] if values.shape[0] > 1 else values
