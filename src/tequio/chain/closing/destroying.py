"""Destroying what stays, in steps that can each be taken again: keys first, then files, then rows, then what the
database still held of them. Nothing here needs a key, so a destruction that was cut short goes on without one.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from tequio.chain.closing.journal import FOLDER, Journal
from tequio.foundation.accounts.removal import forget_accounts
from tequio.foundation.places.models import Process
from tequio.foundation.register import tables
from tequio.foundation.trail.purging import WRITTEN, scrub
from tequio.foundation.vault.keyfile import sync_folder
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import of_process, with_process

# Of the installation and not of the process: they say nothing of anybody, and the certificate is checked against them.
REMAIN = ("keys/audit.key", "secret")


def destroy(home: Path, journal: Journal) -> None:
    """Everything of the process but the account of who did what."""
    shred_keys(home, journal.process)
    remove_files(home, journal)
    delete_rows(journal)
    scrub()


def key_files(home: Path, process_id: UUID) -> list[Path]:
    """The key file, the one put away at a hand-over, and whatever a power cut left of either."""
    return sorted((home / "keys").glob(f"{process_id}.*"))


def shred_keys(home: Path, process_id: UUID) -> None:
    """Overwritten and removed: from here on nobody can read a word, whatever is still left of the rest."""
    for path in key_files(home, process_id):
        with path.open("r+b") as file:
            file.write(os.urandom(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    sync_folder(home / "keys")
    keyring.lock(process_id)


def remove_files(home: Path, journal: Journal) -> None:
    """Every file of the folder that is not the installation's; of a shared folder, the documents of this process."""
    for path in files_of(home, journal):
        path.unlink()
    for path in sorted((one for one in home.rglob("*") if one.is_dir() and not one.is_symlink()), reverse=True):
        if not _remains(home, path) and not any(path.iterdir()):
            path.rmdir()


def files_of(home: Path, journal: Journal) -> list[Path]:
    if shared(home, journal.process):
        return [path for name in journal.documents if (path := home / WRITTEN[0] / name).is_file()]
    return [path for path in sorted(home.rglob("*"))
            if (path.is_file() or path.is_symlink()) and not _remains(home, path)]


def delete_rows(journal: Journal) -> None:
    """In one transaction; taken again, it finds nothing to do."""
    process_id = journal.process
    with transaction.atomic():
        forget_accounts(process_id)
        for model in with_process():
            if not tables()[model._meta.label_lower].account:
                of_process(model, process_id)._raw_delete(using=connection.alias)


def leftovers(home: Path, journal: Journal) -> Iterator[str]:
    """What should be gone and is not; tables and files, never what is in them."""
    yield from (path.name for path in key_files(home, journal.process))
    yield from (str(path.relative_to(home)) for path in files_of(home, journal))
    yield from (model._meta.label_lower for model in with_process()
                if not tables()[model._meta.label_lower].account and of_process(model, journal.process).exists())


def shared(home: Path, process_id: UUID) -> bool:
    """Whether another process lives in this installation."""
    return Process.objects.exclude(pk=process_id).exists() or any(
        path.stem != str(process_id) for path in (home / "keys").glob("*.keys"))


def _remains(home: Path, path: Path) -> bool:
    name = str(path.relative_to(home))
    database = connection.vendor == "sqlite" and name.startswith(Path(settings.DATABASES["default"]["NAME"]).name)
    return database or name in REMAIN or name == "keys" or path.relative_to(home).parts[0] == FOLDER
