"""Keys in memory, only while unlocked. One keyring per operating-system process."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.people import Wrap, unwrap, wrap
from tequio.foundation.vault.sealing import derived, new_key


class OpenProcess:
    """One unlocked process: its key and the data keys of its voices."""

    def __init__(self, path: Path, key: bytes, people: list[Wrap], wrapped: dict[UUID, bytes]) -> None:
        self.path, self.people, self.wrapped = path, people, wrapped
        self.key, self.field_key = key, derived(key, "fields")
        self._opened: dict[UUID, bytes] = {}
        self._held = False
        self._guard = threading.RLock()

    def key_for(self, row_id: UUID | None) -> bytes:
        """The data key of a voice, or the process's own field key when `row_id` is None.

        Raises TQ-305 when the voice was withdrawn and its key destroyed.
        """
        if row_id is None:
            return self.field_key
        if row_id not in self._opened:
            if row_id not in self.wrapped:
                raise TequioError("TQ-305")
            self._opened[row_id] = keyfile.unwrap_key(self.key, row_id, self.wrapped[row_id])
        return self._opened[row_id]

    def add_person(self, *, pseudonym: str, passphrase: str) -> None:
        """Let one more person open the process; an earlier passphrase of theirs stops working."""
        with self._guard:
            others = [person for person in self.people if person.pseudonym != pseudonym]
            self.people = [*others, wrap(self.key, pseudonym=pseudonym, passphrase=passphrase)]
            self._save()

    def make_keys(self, rows: Iterable[UUID]) -> None:
        """Give each row a data key, on disk before this returns (unless held together by `batch`)."""
        with self._guard:
            for row_id in rows:
                if row_id not in self.wrapped:
                    self._opened[row_id] = new_key()
                    self.wrapped[row_id] = keyfile.wrap_key(self.key, row_id, self._opened[row_id])
            self._save()

    def destroy_keys(self, rows: Iterable[UUID]) -> None:
        """Crypto-shred: what was sealed with these keys cannot be read again, here or in a backup."""
        with self._guard:
            for row_id in rows:
                self._opened.pop(row_id, None)
                self.wrapped.pop(row_id, None)
            self._save()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Write the key file once at the end of the block; for imports."""
        with self._guard:
            self._held = True
            try:
                yield
            finally:
                self._held = False
                self._save()

    def _save(self) -> None:
        if not self._held:
            keyfile.write(self.path, self.people, self.wrapped)


class Keyring:
    """The unlocked processes of this operating-system process."""

    def __init__(self) -> None:
        self._open: dict[UUID, OpenProcess] = {}
        self._on_lock: list[Callable[[UUID], None]] = []

    def create(self, folder: Path, process_id: UUID, *, pseudonym: str, passphrase: str) -> OpenProcess:
        """A fresh process key, wrapped for one person and open."""
        key = new_key()
        opened = OpenProcess(path_of(folder, process_id), key,
                             [wrap(key, pseudonym=pseudonym, passphrase=passphrase)], {})
        keyfile.write(opened.path, opened.people, {})
        self._open[process_id] = opened
        return opened

    def unlock(self, folder: Path, process_id: UUID, *, passphrase: str) -> str:
        """Open a process with any person's passphrase; returns whose it was. Raises TQ-303, TQ-304."""
        path = path_of(folder, process_id)
        people, wrapped = keyfile.read(path)
        pseudonym, key = _owner(people, passphrase)
        self._open[process_id] = OpenProcess(path, key, people, wrapped)
        return pseudonym

    def whose(self, folder: Path, process_id: UUID, *, passphrase: str) -> str:
        """Whose passphrase it is, without opening anything. Raises TQ-303, TQ-304."""
        people, _ = keyfile.read(path_of(folder, process_id))
        return _owner(people, passphrase)[0]

    def lock(self, process_id: UUID) -> None:
        """Forget every key of the process, and whatever was built from its words."""
        self._open.pop(process_id, None)
        for forget in self._on_lock:
            forget(process_id)

    def when_locked(self, forget: Callable[[UUID], None]) -> None:
        self._on_lock.append(forget)

    def is_open(self, process_id: UUID) -> bool:
        return process_id in self._open

    def of(self, process_id: UUID) -> OpenProcess:
        """Raises TQ-301 while the process is locked."""
        if process_id not in self._open:
            raise TequioError("TQ-301")
        return self._open[process_id]


def _owner(people: Iterable[Wrap], passphrase: str) -> tuple[str, bytes]:
    for person in people:
        try:
            return person.pseudonym, unwrap(person, passphrase)
        except TequioError:
            continue
    raise TequioError("TQ-303")


def path_of(folder: Path, process_id: UUID) -> Path:
    return folder / "keys" / f"{process_id}.keys"


keyring = Keyring()
