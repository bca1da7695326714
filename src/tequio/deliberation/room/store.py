"""The file of an open room: sealed sheets under keyed hashes, and nothing else.

It holds no time, no order of arrival and no words in the clear: rows lie in the order of their hashes, every cell is
sealed, and every sheet is as long as the next. Losing the laptop while the room is open loses none of them to a reader.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tequio.foundation.errors import TequioError

SCHEMA = """
CREATE TABLE IF NOT EXISTS slips (name BLOB PRIMARY KEY, proof BLOB NOT NULL, sheet BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS words (ticket BLOB PRIMARY KEY, words BLOB NOT NULL) WITHOUT ROWID;
"""
# EXCLUSIVE: one program holds the room; and no shared memory file lies beside it.
PRAGMAS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")
BESIDE = ("", "-wal", "-shm")


class Store:
    """Used by one thread at a time. Raises TQ-615 when another program holds the room."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self.path = path
        self._file = sqlite3.connect(path, isolation_level=None, timeout=1, check_same_thread=False)
        try:
            for pragma in PRAGMAS:
                self._file.execute(f"PRAGMA {pragma}")
            self._file.executescript(SCHEMA)
        except sqlite3.OperationalError as fault:
            self._file.close()
            raise TequioError("TQ-615") from fault

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside is on the disk once this ends: SQLite returns after fsync."""
        self._file.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._file.execute("COMMIT")
        except BaseException:
            if self._file.in_transaction:
                self._file.execute("ROLLBACK")
            raise

    def slips(self) -> list[tuple[bytes, bytes, bytes]]:
        return self._file.execute("SELECT name, proof, sheet FROM slips").fetchall()

    def put_slip(self, name: bytes, proof: bytes, sheet: bytes) -> None:
        self._file.execute("INSERT INTO slips VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET sheet = excluded.sheet",
                           (name, proof, sheet))

    def words(self) -> list[tuple[bytes, bytes]]:
        return self._file.execute("SELECT ticket, words FROM words").fetchall()

    def put_words(self, ticket: bytes, words: bytes) -> None:
        self._file.execute("INSERT OR IGNORE INTO words VALUES (?, ?)", (ticket, words))

    def drop_words(self, tickets: Sequence[bytes]) -> None:
        self._file.executemany("DELETE FROM words WHERE ticket = ?", [(ticket,) for ticket in tickets])

    def close(self) -> None:
        self._file.close()


def destroy(path: Path) -> None:
    """Overwrite and remove a room's file and what lies beside it. Flash memory may keep bytes, but no key to them."""
    for beside in BESIDE:
        file = path.with_name(path.name + beside)
        if file.exists():
            with file.open("r+b") as handle:
                size = handle.seek(0, os.SEEK_END)
                handle.seek(0)
                handle.write(secrets.token_bytes(size))
                handle.flush()
                os.fsync(handle.fileno())
            file.unlink()
