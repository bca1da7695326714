"""How words of people are shown: masked everywhere, unless somebody asked to see one page as it was said.

Masking is the work of a later room, which hands it in when it starts, as rooms hand in their nouns. Reading, entering
and withdrawing show words as they are and do not come here.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from tequio.foundation.places.models import Process


@dataclass(frozen=True)
class Stretch:
    """A part of what was said, by its code points; of what is hidden only what it is."""

    start: int
    end: int
    text: str
    hidden: bool = False


class Wording(Protocol):
    """The words of one process for one page."""

    def expect(self, voices: Iterable[Any]) -> None:
        """These voices come next: what is kept of them is fetched together."""

    def voice(self, row: Any) -> str:
        """What somebody said."""

    def stretches(self, row: Any) -> list[Stretch]:
        """What somebody said, cut where something is hidden: for pages on which places in it are chosen."""

    def passage(self, voice: Any, start: int, end: int, quote: str) -> str:
        """A part of what somebody said, masked as in the whole."""

    def own(self, text: str) -> str:
        """Somebody's own words that are no voice."""

    def drafted(self, text: str) -> str:
        """What the team wrote from many voices."""

    def heading(self, text: str) -> str:
        """A title of the team's own, in which the names of places stand by right."""


@dataclass
class Page:
    """One request: whether it shows words as they were said, and whether anything on it was masked."""

    as_said: Callable[[UUID], bool]
    masked: bool = False
    plain: bool = False
    wordings: dict[UUID, Wording] = field(default_factory=dict)

    def showing(self, shown: str, said: str) -> str:
        self.masked = self.masked or shown != said
        return shown


Make = Callable[[Process, Page], Wording]
_makers: list[Make] = []
_page: ContextVar[Page | None] = ContextVar("page", default=None)


def register_wording(make: Make) -> None:
    """`make(process, page)` is how this installation words what was said."""
    _makers[:] = [make]


def wording(process: Process) -> Wording:
    """The wording of this request; outside of one, everything is masked."""
    page = _page.get() or Page(lambda _process: False)
    if process.pk not in page.wordings:
        page.plain = page.plain or page.as_said(process.pk)
        page.wordings[process.pk] = _makers[0](process, page)
    return page.wordings[process.pk]


def wording_of(row: Any) -> Wording:
    """The wording of the process of a row; on one page the process is asked for once."""
    page = _page.get()
    known = page.wordings.get(row.process_id) if page else None
    return known or wording(row.process)


@contextmanager
def page_of_words(as_said: Callable[[UUID], bool]) -> Iterator[Page]:
    """Inside, all that is worded belongs to one page; `as_said(process)` says whether that page was unmasked."""
    page = Page(as_said)
    token = _page.set(page)
    try:
        yield page
    finally:
        _page.reset(token)


def this_page() -> Page | None:
    return _page.get()
