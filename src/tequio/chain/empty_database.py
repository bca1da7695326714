"""A database of the present shape with nothing in it, kept between builds: migrating an empty one takes seconds.

It holds tables and no row of any process. It is known by what made it: another migration, another Django or another
SQLite ask for another one.
"""

import hashlib
import os
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from tequio.foundation.vault.scattering import TRIGGER, scatter_rows

UNUSED = 30 * 24 * 3600  # seconds after which a kept database is taken to be of a version that nobody runs any more


def bring_to_shape() -> None:
    """Give the database of the settings its present shape, from the kept one where it is a new SQLite file."""
    if connection.vendor != "sqlite":
        migrate()
        return
    database, kept = Path(connection.settings_dict["NAME"]), kept_path()
    if database.exists():
        migrate()
    elif not _copied(kept, database):
        migrate()
        keep(kept)


def _copied(kept: Path, database: Path) -> bool:
    """False where none is kept, or somebody took it away just now, or it cannot be read."""
    try:
        shutil.copyfile(kept, database)
    except OSError:
        database.unlink(missing_ok=True)
        return False
    database.chmod(0o600)
    return True


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    else:
        # A database that was restored in its present shape went through no command.
        scatter_rows()


def kept_path() -> Path:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tequio"
    return folder / f"empty-{_what_made_it()}.sqlite3"


def keep(path: Path) -> None:
    """Copy the migrated database to `path`. Where that cannot be written to, the next build takes some seconds more."""
    partial = path.with_suffix(f".{os.getpid()}.partial")
    with suppress(OSError, sqlite3.OperationalError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(partial)) as copy:
            connection.connection.backup(copy)
        partial.chmod(0o600)
        for other in path.parent.glob("empty-*.sqlite3"):
            # Another checkout of the program may be using its own.
            if other.stat().st_mtime < time.time() - UNUSED:
                other.unlink(missing_ok=True)
        partial.replace(path)


def _what_made_it() -> str:
    made = hashlib.sha256(f"{django.__version__} {sqlite3.sqlite_version} {TRIGGER}".encode())
    for app in apps.get_app_configs():
        for file in _migrations(app.label):
            made.update(f"\0{app.label} {file.name}\0".encode() + file.read_bytes())
    return made.hexdigest()[:24]


def _migrations(label: str) -> list[Path]:
    name, _ = MigrationLoader.migrations_module(label)
    found = find_spec(name) if name else None
    return sorted(file for folder in (found and found.submodule_search_locations) or ()
                  for file in Path(folder).glob("*.py"))
