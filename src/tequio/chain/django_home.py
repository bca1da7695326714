"""Opening one folder as the installation that Django works in; one per operating-system process."""

import os
from pathlib import Path

import django


def open_home(folder: Path, *, migrate: bool = True) -> None:
    """Point the settings at `folder` and, with `migrate`, bring its database to the current shape."""
    os.environ["TEQUIO_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.web.settings")
    django.setup()
    if migrate:
        from tequio.chain.empty_database import bring_to_shape
        bring_to_shape()


def close_home() -> None:
    """Let go of the database file, with everything written to it."""
    from django.db import connection, connections
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()


def move_home(folder: Path) -> None:
    """The installation was moved to `folder`: whoever goes on with it finds database and keys there."""
    from django.conf import settings

    from tequio.foundation.vault.keyring import keyring
    os.environ["TEQUIO_HOME"] = str(folder)
    settings.HOME = folder
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # The same dictionary from which every new connection is made.
        database["NAME"] = folder / Path(database["NAME"]).name
    keyring.moved(folder)
