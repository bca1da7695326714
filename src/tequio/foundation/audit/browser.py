"""Whether two people who sign the same thing did so from one browser. Kept in memory alone, like sessions.

It forbids nothing: a team may own a single laptop. The record and the page say it, so that the others can ask.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

SAME_BROWSER = "same_browser"
# More things than these do not wait for a second signature at once.
MOST = 1_000
_here: ContextVar[str] = ContextVar("browser", default="")
_first: OrderedDict[UUID, str] = OrderedDict()


@contextmanager
def at_browser(name: str) -> Iterator[None]:
    """What is signed within comes from the browser of this name; the terminal has none."""
    before = _here.set(name)
    try:
        yield
    finally:
        _here.reset(before)


def signed_first(thing: UUID) -> None:
    """Remember from which browser the first of two signatures came."""
    _first[thing] = _here.get()
    _first.move_to_end(thing)
    while len(_first) > MOST:
        _first.popitem(last=False)


def signed_from_one_browser(thing: UUID) -> bool:
    """Whether the second signature comes from the browser of the first, as far as this program remembers."""
    here = _here.get()
    return bool(here) and _first.get(thing) == here
