"""Linear algebra in one thread: its rounding must not depend on how many processors a machine has."""

from threadpoolctl import threadpool_limits


def one_thread_of_algebra() -> threadpool_limits:
    """A context in which BLAS uses one thread; blocks of people run in threads of their own."""
    return threadpool_limits(limits=1, user_api="blas")
