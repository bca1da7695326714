"""What many tests read is made once in a run and copied for each: folders on the disk, databases in memory.

`TEQUIO_KEPT` names the folder of the run, shared by its workers; the `conftest.py` at the root makes and removes it.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tequio.chain.empty_database import keep, kept_path, migrate
from tequio.foundation.vault.keyring import keyring

DATABASE = "tequio.sqlite3"
MAIN = "file:tequio_tests?mode=memory&cache=shared"
_makers: dict[str, Callable[[Path], None]] = {}
_begun: list[bool] = []


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` of this run, filled by `make` in the worker that asks first; nobody writes to it later."""
    base = Path(os.environ["TEQUIO_KEPT"])
    folder, finished = base / name, base / f"{name}.finished"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            finished.touch()
    return folder


def kept(name: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """The function makes a process into the database and the folder it is given, for tests with the fixture `name`."""
    def remember(make: Callable[[Path], None]) -> Callable[[Path], None]:
        _makers[name] = make
        return make
    return remember


@contextmanager
def database_of(fixtures: list[str], blocker: DjangoDbBlocker) -> Iterator[None]:
    """While a test runs, its database is a copy of the kept one that its fixtures name. SQLite only."""
    names = [name for name in fixtures if name in _makers]
    if not names or connection.vendor != "sqlite":
        yield
        return
    assert len(names) == 1, f"{names}: a test reads one kept database"
    with ExitStack() as stack:
        with blocker.unblock():
            begin()
            folder = once(names[0], lambda into: _made(_makers[names[0]], into))
            stack.enter_context(_other_database())
            _load(folder / DATABASE)
        yield


def copy_into(home: Path, name: str) -> None:
    """The files of the kept process into the installation of a test. On PostgreSQL it is made there anew."""
    if connection.vendor == "sqlite":
        shutil.copytree(Path(os.environ["TEQUIO_KEPT"]) / name, home, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns(DATABASE))
    else:
        _makers[name](home)


def begin() -> None:
    """Let Django work in an empty database in memory; the second call of a program changes nothing."""
    if not _begun:
        _begun.append(True)
        _connect(MAIN)
        _load_empty()


def _made(make: Callable[[Path], None], folder: Path) -> None:
    with _other_database():
        _load_empty()
        home, settings.HOME = settings.HOME, folder
        try:
            make(folder)
        finally:
            settings.HOME = home
            for process_id in keyring.opened():
                keyring.lock(process_id)
        if not (folder / DATABASE).exists():
            with closing(sqlite3.connect(folder / DATABASE)) as copy:
                connection.connection.backup(copy)


@contextmanager
def _other_database() -> Iterator[None]:
    """Django works in another database in memory, empty at first; the one before is as it was afterwards."""
    before, name = connection.connection, connection.settings_dict["NAME"]
    _connect(f"file:tequio_{os.urandom(8).hex()}?mode=memory&cache=shared")
    try:
        yield
    finally:
        connection.connection.close()
        connection.connection, connection.settings_dict["NAME"] = before, name


def _connect(name: str) -> None:
    """Open the database `name` without letting go of the one before, which would vanish with its last connection."""
    connection.connection, connection.settings_dict["NAME"] = None, name
    connection.connect()


def _load_empty() -> None:
    try:
        _load(kept_path())
    except sqlite3.OperationalError:
        migrate()
        keep(kept_path())


def _load(file: Path) -> None:
    # Opened as a file that nobody changes: otherwise SQLite lays files of its own beside it while others copy.
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as source:
        source.backup(connection.connection)
