"""What was noticed in a file that could be read all the same."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tequio.foundation.errors import Problem

ERROR = re.compile(r"#[A-Z0-9/_]{1,20}[!?]?|Err:\d{1,5}")
MOST = 200  # of each kind: a column of ten thousand broken formulas is one thing to mend

_heard: ContextVar[list[Problem] | None] = ContextVar("heard", default=None)


@contextmanager
def hearing() -> Iterator[list[Problem]]:
    """Inside, what any reader notices in any file is collected: each thing once, however often a file is read."""
    heard: list[Problem] = []
    before = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(before)


def tell(problems: list[Problem]) -> None:
    """Let whoever is hearing know."""
    heard = _heard.get()
    if heard is not None:
        heard += [problem for problem in problems if problem not in heard]


class Notices:
    """Problems of one sheet, in the order of its rows."""

    def __init__(self, file: str, sheet: str = "") -> None:
        self.problems: list[Problem] = []
        self._file = file
        self._sheet = sheet
        self._counts: Counter[str] = Counter()

    def add(self, code: str, *, row: int | None = None, column: str = "", value: str = "", **facts: object) -> None:
        self._counts[code] += 1
        if self._counts[code] <= MOST:
            self.problems.append(Problem(code, self._file, self._sheet, row, column, value, facts))


def error_name(shown: str) -> str:
    """`#REF!` and its like as they stand, '' for anything else: a notice must not repeat what somebody said."""
    return shown if ERROR.fullmatch(shown) else ""
