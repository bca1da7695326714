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
from tequio.foundation.vault.sealing import derived, new_key, row_key, seal, unseal

DESTROYED = "TQ-305"


class OpenProcess:
    """Keys of one process. Several operating-system processes may have it open: each follows the file."""

    def __init__(self, path: Path, key: bytes, kept: Kept) -> None:
        self.path, self.key, self.kept = path, key, kept
        self.field_key, self._wrapping = derived(key, "fields"), Wrapping(key)
        # The file had no seal and got one when this was opened: whoever opened it is told to compare fingerprints.
        self.just_sealed = False
        self._stamp = keyfile.stamp(path)
        self._opened: dict[UUID, bytes] = {}
        self._earlier: dict[str, bytes] | None = None
        self._added: dict[UUID, bytes] = {}
        self._removed: set[UUID] = set()
        self._held = False
        self._guard = threading.RLock()
        self._alone = 0

    def key_for(self, row_id: UUID | None) -> bytes:
        """What seals a voice from now on, or the process's own field key when `row_id` is None.

        Raises TQ-305 when the voice was withdrawn and its secret destroyed.
        """
        return self.field_key if row_id is None else row_key(self.field_key, self.secret_of(row_id))

    def keys_for(self, row_id: UUID | None) -> list[bytes]:
        """`key_for`, and after it whatever sealed the same before the process key was renewed. Raises TQ-305."""
        every = [self.field_key, *self.earlier_keys().values()]
        if row_id is None:
            return every
        secret = self.secret_of(row_id)
        # The version without seals sealed rows with their secret itself.
        return [*(row_key(key, secret) for key in every), secret]

    def secret_of(self, row_id: UUID) -> bytes:
        """The secret of a row, the same for as long as the row lives. Raises TQ-305 once it was destroyed."""
        with self._guard:
            if row_id not in self._opened:
                wrapped = self._added.get(row_id) or self.kept.wrapped.get(row_id)
                if wrapped is None or row_id in self._removed:
                    raise TequioError("TQ-305")
                self._opened[row_id] = self._wrapping.unwrap(row_id, wrapped)
            return self._opened[row_id]

    def unsealed(self, row_id: UUID | None, envelope: bytes, binding: bytes) -> bytes:
        """The words in `envelope`. Raises TQ-302, TQ-305.

        While rows are still being sealed anew, what was sealed before the renewal opens, too; afterwards nothing does
        that somebody with an earlier key could have written.
        """
        try:
            return unseal(self.key_for(row_id), envelope, binding)
        except TequioError as fault:
            if fault.problem.code == DESTROYED or self.settled:
                raise
            for earlier in self.keys_for(row_id)[1:]:
                try:
                    return unseal(earlier, envelope, binding)
                except TequioError:
                    continue
            raise

    @property
    def settled(self) -> bool:
        """Every row is sealed with the present keys."""
        return bool(self.kept.seal) and not self.kept.renewing

    def earlier_keys(self) -> dict[str, bytes]:
        """Field keys of earlier process keys, by fingerprint."""
        if self._earlier is None or self._earlier.keys() != self.kept.retired.keys():
            wrapping = derived(self.key, "retired")
            self._earlier = {name: unseal(wrapping, bytes.fromhex(sealed), name.encode())
                             for name, sealed in self.kept.retired.items()}
        return self._earlier

    def add_person(self, *, pseudonym: str, passphrase: str, given: bool = False, since: str = "",
                   by: str = "") -> None:
        """Let one more person open the process; an earlier passphrase of theirs stops working.

        Whoever is in already keeps the day on which they were let in.
        """
        made = replace(wrap(self.key, pseudonym=pseudonym, passphrase=passphrase), given=given, since=since, by=by)
        if earlier := next((person for person in self.kept.people if person.pseudonym == pseudonym), None):
            made = replace(made, since=earlier.since, by=earlier.by, vouched=earlier.vouched)
        self.change(lambda kept: replace(kept, people=(
            *(person for person in kept.people if person.pseudonym != pseudonym), made)))

    def confirm(self, pseudonym: str) -> None:
        """This person opened with the passphrase behind their public key: it is theirs."""
        if any(person.pseudonym == pseudonym and not person.confirmed for person in self.kept.people):
            self.change(lambda kept: replace(kept, people=tuple(
                replace(person, confirmed=person.confirmed or person.pseudonym == pseudonym)
                for person in kept.people)))

    def make_keys(self, rows: Iterable[UUID]) -> None:
        """Give each row a secret of its own, on disk before this returns (unless held together by `batch`)."""
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

    def follow(self, *, anew: bool = False) -> bool:
        """Take in what another operating-system process wrote; `anew` reads the file even if it looks untouched.

        True when keys were destroyed. Raises TQ-301 when the process key was renewed or the file removed, TQ-513 and
        TQ-514 when somebody without the process key changed the head of the file.
        """
        if keyfile.stamp(self.path) == self._stamp and not anew:
            return False
        with self._guard:
            if (found := keyfile.stamp(self.path)) is None:
                raise TequioError("TQ-301")
            kept = keyfile.read(self.path)
            if kept.fingerprint not in ("", keyfile.fingerprint(self.key)):
                raise TequioError("TQ-301")
            keyfile.check(kept, self.key)
            if self.kept.seal and not kept.seal:
                raise TequioError("TQ-513")
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
        self.kept = keyfile.write(self.path, kept, self.key)
        self._stamp = keyfile.stamp(self.path)
        self._added, self._removed = {}, set()

    def retire(self, new: bytes) -> dict[str, str]:
        """All field keys so far, wrapped by the process key that comes next."""
        so_far = self.earlier_keys() | {keyfile.fingerprint(self.key): self.field_key}
        return {name: seal(derived(new, "retired"), old, name.encode()).hex() for name, old in so_far.items()}


