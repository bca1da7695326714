"""Search over sealed words: an FTS5 index that exists only in memory and goes when the process locks."""

import sqlite3
import threading
from collections.abc import Iterable
from uuid import UUID

from tequio.foundation.vault.keyring import keyring

_indexes: dict[UUID, "Index"] = {}


class Index:
    """Words of one process by kind and UUID; accents and case do not matter."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute("PRAGMA temp_store=MEMORY")
        self._database.execute(
            "CREATE VIRTUAL TABLE words USING fts5(kind UNINDEXED, id UNINDEXED, text, "
            "tokenize='unicode61 remove_diacritics 2')")

    def add(self, rows: Iterable[tuple[str, UUID, str]]) -> None:
        with self._guard:
            self._database.executemany(
                "INSERT INTO words(kind, id, text) VALUES (?, ?, ?)",
                ((kind, row_id.hex, text) for kind, row_id, text in rows))

    def find(self, query: str, *, most: int = 50) -> list[tuple[str, UUID]]:
        """Kinds and UUIDs of what holds every word of `query`, best first."""
        quoted = " ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        if not quoted:
            return []
        with self._guard:
            found = self._database.execute(
                "SELECT kind, id FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", (quoted, most))
            return [(kind, UUID(hex=row_id)) for kind, row_id in found]

    def close(self) -> None:
        with self._guard:
            self._database.close()


def index_of(process_id: UUID) -> Index | None:
    return _indexes.get(process_id)


def build_index(process_id: UUID, rows: Iterable[tuple[str, UUID, str]]) -> Index:
    forget(process_id)
    index = Index()
    index.add(rows)
    _indexes[process_id] = index
    return index


def forget(process_id: UUID) -> None:
    index = _indexes.pop(process_id, None)
    if index is not None:
        index.close()


keyring.when_locked(forget)
