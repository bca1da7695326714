"""Keys in memory, only while unlocked. One keyring per operating-system process."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.people import unwrap, wrap
from tequio.foundation.vault.sealing import new_key

__all__ = ["Keyring", "OpenProcess", "kept_here", "keyring", "path_of"]


class Keyring:
    """The unlocked processes of this operating-system process."""

    def __init__(self) -> None:
        self._open: dict[UUID, OpenProcess] = {}
        self._on_lock: list[Callable[[UUID], None]] = []
        self._on_unfinished: list[Callable[[UUID], None]] = []
        self._on_unsealed: list[Callable[[UUID, str], None]] = []
        self._on_open: list[Callable[[UUID], object]] = []
        self._on_older: list[Callable[[UUID], None]] = []

    def create(self, folder: Path, process_id: UUID, *, pseudonym: str, passphrase: str) -> OpenProcess:
        """A fresh process key, wrapped for one person and open."""
        key, path = new_key(), path_of(folder, process_id)
        kept = Kept(people=(wrap(key, pseudonym=pseudonym, passphrase=passphrase),),
                    fingerprint=keyfile.fingerprint(key))
        kept = keyfile.write(path, kept, key)
        self._open[process_id] = OpenProcess(path, key, kept)
        return self._open[process_id]

    def unlock(self, folder: Path, process_id: UUID, *, passphrase: str) -> str:
        """Open a process with any person's passphrase; returns whose it was. Raises what `check` raises."""
        pseudonym, key = self.check(folder, process_id, passphrase=passphrase)
        self.open_with(path_of(folder, process_id), process_id, key=key, pseudonym=pseudonym)
        return pseudonym

    def check(self, folder: Path, process_id: UUID, *, passphrase: str) -> tuple[str, bytes]:
        """Whose passphrase it is and the key it opens, without opening the process.

        Raises TQ-303, TQ-304, and TQ-513 or TQ-514 when somebody without the process key changed the file.
        """
        kept = keyfile.read(path_of(folder, process_id))
        pseudonym, key = owner(kept, passphrase)
        keyfile.check(kept, key)
        return pseudonym, key

    def open_with(self, path: Path, process_id: UUID, *, key: bytes, pseudonym: str = "",
                  finish: bool = True) -> OpenProcess:
        """Open a process whose key is known; `pseudonym` showed the passphrase. Raises what `check` raises.

        Without `finish`, what a new version or a cut renewal left to be done waits for `go_on`.
        """
        kept = keyfile.read(path)
        keyfile.check(kept, key)
        opened = self._open[process_id] = OpenProcess(path, key, kept)
        if finish:
            try:
                self.go_on(process_id, pseudonym)
            except BaseException:
                self.lock(process_id)
                raise
        return opened

    def go_on(self, process_id: UUID, pseudonym: str = "") -> None:
        """Seal a file that has no seal, and finish a renewal that was cut short."""
        opened = self._open[process_id]
        if not opened.kept.seal:
            for seal in self._on_unsealed:
                seal(process_id, pseudonym)
            self.take_older(process_id)
        opened.confirm(pseudonym)
        for finish in self._on_unfinished if opened.kept.renewing else ():
            finish(process_id)

    def whose(self, folder: Path, process_id: UUID, *, passphrase: str) -> str:
        """Whose passphrase it is, without opening anything. Raises TQ-303, TQ-304."""
        return self.check(folder, process_id, passphrase=passphrase)[0]

    def lock(self, process_id: UUID) -> None:
        """Forget every key of the process, and whatever was built from its words."""
        self._open.pop(process_id, None)
        self._forget(process_id)

    def when_locked(self, forget: Callable[[UUID], None]) -> None:
        self._on_lock.append(forget)

    def when_unfinished(self, finish: Callable[[UUID], None]) -> None:
        """`finish` is called when a process opens whose key was renewed and whose rows were not all sealed anew."""
        self._on_unfinished.append(finish)

    def when_unsealed(self, seal: Callable[[UUID, str], None]) -> None:
        """`seal` is called when a process opens whose key file is of a version without seals, with who opened it."""
        self._on_unsealed.append(seal)

    def when_opened(self, bring: Callable[[UUID], object]) -> None:
        """`bring` seals what an earlier version left open, each time a process opens; mostly there is nothing to do."""
        self._on_open.append(bring)

    def bring_up(self, process_id: UUID) -> None:
        """Seal what is still open of a process that was opened just now. Its database has its present shape."""
        for bring in self._on_open:
            bring(process_id)

    def when_older(self, act: Callable[[UUID], None]) -> None:
        """`act` states under seal what rows of an earlier version said without."""
        self._on_older.append(act)

    def take_older(self, process_id: UUID) -> None:
        """Rows of an earlier version, of this installation or of a backup that opened, are believed once."""
        for act in self._on_older:
            act(process_id)

    def moved(self, folder: Path) -> None:
        """The installation lies in `folder` now."""
        for opened in self._open.values():
            opened.path = folder / "keys" / opened.path.name

    def opened(self) -> list[UUID]:
        """The processes that are open now."""
        return list(self._open)

    def is_open(self, process_id: UUID) -> bool:
        return process_id in self._open

    def of(self, process_id: UUID) -> OpenProcess:
        """Raises TQ-301 while the process is locked, when its key was renewed elsewhere, or its file changed."""
        if process_id not in self._open:
            raise TequioError("TQ-301")
        opened = self._open[process_id]
        try:
            if opened.follow():
                self._forget(process_id)
        except TequioError:
            self.lock(process_id)
            raise
        return opened

    def _forget(self, process_id: UUID) -> None:
        for forget in self._on_lock:
            forget(process_id)


def owner(kept: Kept, passphrase: str) -> tuple[str, bytes]:
    """Whose passphrase it is, and the process key. Raises TQ-303, and TQ-513 where a seal was taken off."""
    for person in kept.people:
        try:
            return person.pseudonym, unwrap(person, passphrase, head_has_seal=bool(kept.seal))
        except TequioError as fault:
            if fault.problem.code in keyfile.CHANGED:
                raise
    raise TequioError("TQ-303")


def path_of(folder: Path, process_id: UUID) -> Path:
    return folder / "keys" / f"{process_id}.keys"


def kept_here(folder: Path) -> set[UUID]:
    """The processes of the installation in `folder`: those whose key file lies there, put away ones as well.

    A PostgreSQL database may hold those of other teams, too: they are no business of anybody who enters here.
    """
    found = set()
    for path in (folder / "keys").glob("*-*.*"):
        with suppress(ValueError):
            found.add(UUID(path.name.partition(".")[0]))
    return found


keyring = Keyring()
