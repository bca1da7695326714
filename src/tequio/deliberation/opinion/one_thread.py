"""Linear algebra in one thread: its rounding must not depend on how many processors a machine has."""

from contextlib import AbstractContextManager

import numpy as np  # noqa: F401  its algebra must be loaded before it can be found
import scipy.linalg  # noqa: F401  the same
from threadpoolctl import ThreadpoolController

# Looking through all loaded libraries takes longer than the algebra of a tick, so it is done once.
LOADED = ThreadpoolController()


def one_thread_of_algebra() -> AbstractContextManager[object]:
    """A context in which BLAS uses one thread; blocks of people run in threads of their own."""
    limit: AbstractContextManager[object] = LOADED.limit(limits=1, user_api="blas")
    return limit
