"""The databases of QualCoder and Taguette, read in memory: nothing of them is run, and nothing is written."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.model import Project
from tequio.diagnosis.refi_qda.offsets import plain
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.door import File, receive
from tequio.foundation.intake.limits import MB, Limits

LIMITS = Limits(bytes=300 * MB)
MAGIC = b"SQLite format 3\x00"
VERSIONS = slice(18, 20)  # of the header: 2 asks for a write-ahead log beside the file
WITHOUT_LOG = b"\x01\x01"
SECONDS = 60
STEPS = 100_000  # of SQLite's machine, between two looks at the clock
LONGEST = 64 * MB
MOST_COLUMNS = 200
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}


class Tables:
    """The plain tables of a database that somebody sent."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._until = time.monotonic() + SECONDS
        self._opened = sqlite3.connect(":memory:")
        try:
            self._opened.deserialize(data[:VERSIONS.start] + WITHOUT_LOG + data[VERSIONS.stop:])
            self._opened.execute("PRAGMA trusted_schema = OFF")
            self._opened.execute("PRAGMA cell_size_check = ON")
            self._opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            self._opened.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, MOST_COLUMNS)
            self._opened.text_factory = lambda said: said.decode("utf-8", "replace")
            self._opened.set_authorizer(lambda action, *_: sqlite3.SQLITE_OK if action in READS
                                        else sqlite3.SQLITE_DENY)
            self._opened.set_progress_handler(lambda: int(time.monotonic() > self._until), STEPS)
            self.names = {str(name) for name, made in self._opened.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'")
                if not str(made or "").upper().lstrip().startswith("CREATE VIRTUAL")}
        except sqlite3.Error as error:
            self.close()
            raise self._fault() from error

    def close(self) -> None:
        self._opened.close()

    def rows(self, table: str) -> Iterator[dict[str, object]]:
        """Each row of a table by column; of a table that is not there, none. Raises TQ-165, TQ-173."""
        if table not in self.names:
            return
        try:
            found = self._opened.execute(f'SELECT * FROM "{table}"')
            columns = [column[0].lower() for column in found.description]
            for row in found:
                yield dict(zip(columns, row, strict=True))
        except (sqlite3.Error, OverflowError) as error:
            raise self._fault() from error

    def _fault(self) -> TequioError:
        return TequioError("TQ-173" if time.monotonic() > self._until else "TQ-165", file=self.file)


def read_database(path: File, account: Account, *, which: str = "") -> Project:
    """The project of a QualCoder or Taguette database.

    Raises TequioError: TQ-20x for the file, TQ-165 for what is no database or a damaged one, TQ-166 while the tool
    has it open, TQ-167 for the database of another program, TQ-168 for one with several projects, TQ-173.
    """
    # Both readers make their projects of these tables.
    from tequio.diagnosis.refi_qda.qualcoder import read_qualcoder
    from tequio.diagnosis.refi_qda.taguette import read_taguette
    received = receive(path, limits=LIMITS)
    account.file = received.name
    if not received.data.startswith(MAGIC) or len(received.data) < 512:
        raise TequioError("TQ-165", file=received.name)
    if isinstance(path, Path) and _log(path):
        raise TequioError("TQ-166", file=received.name)
    with closing(Tables(received.data, received.name)) as tables:
        if {"code_name", "code_text", "source"} <= tables.names:
            return read_qualcoder(tables, account)
        if {"highlights", "documents", "tags"} <= tables.names:
            return read_taguette(tables, account, which)
    raise TequioError("TQ-167", file=received.name)


def text(value: object) -> str:
    """A cell as words; of numbers and bytes, what they say."""
    if isinstance(value, str):
        return value
    return "" if value is None or isinstance(value, bytes) else str(value)


def line(value: object) -> str:
    return plain(text(value)).strip()


def number(value: object) -> int | None:
    """A cell as a whole number that any table can hold."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) and value.strip().lstrip("-").isdecimal() and len(value) < 16:
        value = int(value)
    return value if isinstance(value, int) and abs(value) < 10**15 else None


def _log(path: Path) -> bool:
    beside = path.with_name(path.name + "-wal")
    try:
        return beside.stat().st_size > 0
    except OSError:
        return False
