"""One unlocked process: its key, the data keys of its voices, and the file that keeps them wrapped."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyfile import Kept, Wrapping
from tequio.foundation.vault.people import wrap
from tequio.foundation.vault.sealing import derived, new_key, seal, unseal


class OpenProcess:
    """Keys of one process. Several operating-system processes may have it open: each follows the file."""

    def __init__(self, path: Path, key: bytes, kept: Kept) -> None:
        self.path, self.key, self.kept = path, key, kept
        self.field_key, self._wrapping = derived(key, "fields"), Wrapping(key)
        self._stamp = keyfile.stamp(path)
        self._opened: dict[UUID, bytes] = {}
        self._added: dict[UUID, bytes] = {}
        self._removed: set[UUID] = set()
        self._held = False
        self._guard = threading.RLock()
        self._alone = 0

    def key_for(self, row_id: UUID | None) -> bytes:
        """The data key of a voice, or the process's own field key when `row_id` is None.

        Raises TQ-305 when the voice was withdrawn and its key destroyed.
        """
        if row_id is None:
            return self.field_key
        with self._guard:
            if row_id not in self._opened:
                wrapped = self._added.get(row_id) or self.kept.wrapped.get(row_id)
                if wrapped is None or row_id in self._removed:
                    raise TequioError("TQ-305")
                self._opened[row_id] = self._wrapping.unwrap(row_id, wrapped)
            return self._opened[row_id]

    def unsealed(self, row_id: UUID | None, envelope: bytes, binding: bytes) -> bytes:
        """The words in `envelope`. Raises TQ-302, TQ-305.

        A field of a backup made before the process key was renewed opens with the field key of its time.
        """
        try:
            return unseal(self.key_for(row_id), envelope, binding)
        except TequioError:
            for earlier in self.earlier_keys().values() if row_id is None else ():
                try:
                    return unseal(earlier, envelope, binding)
                except TequioError:
                    continue
            raise

    def earlier_keys(self) -> dict[str, bytes]:
        """Field keys of earlier process keys, by fingerprint."""
        return {name: unseal(derived(self.key, "retired"), bytes.fromhex(sealed), name.encode())
                for name, sealed in self.kept.retired.items()}

    def add_person(self, *, pseudonym: str, passphrase: str) -> None:
        """Let one more person open the process; an earlier passphrase of theirs stops working."""
        made = wrap(self.key, pseudonym=pseudonym, passphrase=passphrase)
        self.change(lambda kept: replace(kept, people=(
            *(person for person in kept.people if person.pseudonym != pseudonym), made)))

    def make_keys(self, rows: Iterable[UUID]) -> None:
        """Give each row a data key, on disk before this returns (unless held together by `batch`)."""
        with self._guard:
            for row_id in rows:
                if row_id not in self.kept.wrapped and row_id not in self._added:
                    self._opened[row_id] = new_key()
                    self._added[row_id] = self._wrapping.wrap(row_id, self._opened[row_id])
            self._save()

    def destroy_keys(self, rows: Iterable[UUID]) -> None:
        """Crypto-shred: what was sealed with these keys cannot be read again, here or in a backup."""
        with self._guard:
            for row_id in rows:
                self._opened.pop(row_id, None)
                self._added.pop(row_id, None)
                self._removed.add(row_id)
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

    def change(self, alter: Callable[[Kept], Kept]) -> None:
        """Rewrite the file with `alter` applied to what stands there now, and with the keys made and destroyed here.

        Raises TQ-301 when somebody renewed the process key meanwhile.
        """
        with self.alone():
            wrapped = {row: key for row, key in (self.kept.wrapped | self._added).items() if row not in self._removed}
            kept = alter(replace(self.kept, wrapped=wrapped, fingerprint=keyfile.fingerprint(self.key)))
            self._adopt(replace(kept, revision=kept.revision + 1))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Inside, nobody else rewrites the file, and what it says is known."""
        with self._guard, ExitStack() as stack:
            if not self._alone:
                stack.enter_context(keyfile.alone(self.path))
                self.follow()
            self._alone += 1
            try:
                yield
            finally:
                self._alone -= 1

    def follow(self) -> bool:
        """Take in what another operating-system process wrote. True when it destroyed keys.

        Raises TQ-301 when it renewed the process key or removed the file.
        """
        if keyfile.stamp(self.path) == self._stamp:
            return False
        with self._guard:
            if (found := keyfile.stamp(self.path)) is None:
                raise TequioError("TQ-301")
            kept = keyfile.read(self.path)
            if kept.fingerprint not in ("", keyfile.fingerprint(self.key)):
                raise TequioError("TQ-301")
            gone = self.kept.wrapped.keys() - kept.wrapped.keys()
            for row_id in gone:
                self._opened.pop(row_id, None)
            self.kept, self._stamp = kept, found
            return bool(gone)

    def take_key(self, key: bytes, kept: Kept) -> None:
        """From here on the process has another key; `kept` is already wrapped by it."""
        self.key, self.field_key, self._wrapping = key, derived(key, "fields"), Wrapping(key)
        self._adopt(kept)

    def _save(self) -> None:
        if not self._held:
            self.change(lambda kept: kept)

    def _adopt(self, kept: Kept) -> None:
        keyfile.write(self.path, kept)
        self.kept, self._stamp = kept, keyfile.stamp(self.path)
        self._added, self._removed = {}, set()

    def retire(self, new: bytes) -> dict[str, str]:
        """All field keys so far, wrapped by the process key that comes next."""
        so_far = self.earlier_keys() | {keyfile.fingerprint(self.key): self.field_key}
        return {name: seal(derived(new, "retired"), old, name.encode()).hex() for name, old in so_far.items()}


