"""How much memory a build may take: what asks for more is refused with its row, and the machine stays usable."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

from tequio.chain.ledger import Ledger
from tequio.foundation.errors import TequioError

# Of what the machine has: the rest is for whoever works beside it.
SHARE, LEAST = 0.75, 2**31


def most_memory() -> int:
    """In bytes: what TEQUIO_MEMORY_MB says, or three quarters of the machine, and never less than 2 GB."""
    said = os.environ.get("TEQUIO_MEMORY_MB", "")
    if said.isascii() and said.isdigit():
        return int(said) * 2**20
    return max(LEAST, int(SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")))


@contextmanager
def ceiling(ledger: Ledger, most: int | None = None) -> Iterator[None]:
    """Raises TQ-564 with the row that was read last. macOS sets no such limit: there the system itself ends a build."""
    before, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most or most_memory()
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
    try:
        yield
    except MemoryError:
        file, row = ledger.here
        raise TequioError("TQ-564", file=file, row=row or None, limit=wanted // 2**20) from None
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (before, hard))
