"""A backup is two files: the sealed archive, and beside it the key file, which every later backup replaces.

The archive may be as old as it likes. Keys that were destroyed since are in no key file any more, so a voice that was
withdrawn cannot be read in any backup whose keys were renewed.
"""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from tequio import __version__
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.audit.queries import SignedHead, signed_head
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.archive import Label, SealingWriter, label_for
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.portable import carried, lines, shape
from tequio.foundation.vault.sealing import bound_to, derived, seal, unseal

# What belongs to the machine and not to the process, or is carried as rows.
OF_THE_MACHINE = ("keys", "secret", "cierre")
UNFINISHED = (".partial", ".lock")
Add = Callable[[str, bytes], None]


@dataclass(frozen=True)
class Written:
    archive: Path
    keys: Path
    rows: int
    files: int


def back_up(*, actor: User, process: Process, archive: Path) -> Written:
    """Write the archive, and its process's key file beside it.

    Raises TQ-333 when the archive is already there, TQ-334 when the key file there is newer than this installation's.
    """
    if archive.exists():
        raise TequioError("TQ-333", file=archive.name)
    opened = keyring.of(process.pk)
    _never_back(opened, keys_beside(archive, process.pk))
    with acting(actor, "back_up", on=process, process_id=process.pk):
        pass
    label = label_for(process.pk, keyfile.fingerprint(opened.key), opened.kept.age)
    partial = archive.with_name(f"{archive.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with filled(file, label, opened.field_key) as add:
                rows, files = _fill(add, process)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        partial.unlink()
        raise
    partial.replace(archive)
    return Written(archive, write_keys(process=process, beside=archive), rows, files)


def write_keys(*, process: Process, beside: Path) -> Path:
    """Replace the key file beside backups by the present one: what was destroyed is destroyed there as well."""
    opened, path = keyring.of(process.pk), keys_beside(beside, process.pk)
    _never_back(opened, path)
    with opened.alone():
        keyfile.write(path, replace(opened.kept, audit=_sealed_head(opened, process.pk)), opened.key)
    return path


def keys_beside(archive: Path, process_id: UUID) -> Path:
    return archive.parent / f"{process_id}.llaves"


def known_head(opened: OpenProcess, process_id: UUID, sealed: str) -> SignedHead:
    """The end of the audit when the key file was copied. Raises TQ-302 when somebody changed it."""
    said = unseal(derived(opened.key, "audit"), bytes.fromhex(sealed), _of_head(process_id))
    return SignedHead(**json.loads(said))


def _never_back(opened: OpenProcess, path: Path) -> None:
    if path.exists() and keyfile.read(path).age > opened.kept.age:
        raise TequioError("TQ-334", file=path.name)


def _sealed_head(opened: OpenProcess, process_id: UUID) -> str:
    said = json.dumps(asdict(signed_head(process_id))).encode()
    return seal(derived(opened.key, "audit"), said, _of_head(process_id)).hex()


def _of_head(process_id: UUID) -> bytes:
    return bound_to(process_id, process_id, "audit.head")


@contextmanager
def filled(file: BinaryIO, label: Label, field_key: bytes) -> Iterator[Add]:
    """A sealed file whose parts are added by name; it opens only when the block ended without a fault."""
    writer = SealingWriter(file, label, field_key)
    with tarfile.open(fileobj=writer, mode="w|gz") as tar:
        yield lambda name, content: _add(tar, name, content)
    writer.finish()


def _fill(add: Add, process: Process) -> tuple[int, int]:
    rows = files = 0
    with transaction.atomic():
        _one_moment()
        about = {"tequio": __version__, "shape": shape(), "head": asdict(signed_head(process.pk))}
        add("about.json", json.dumps(about).encode())
        for model in carried():
            written = list(lines(model, process.pk))
            rows += len(written) - 1
            add(f"rows/{model._meta.label_lower}", b"".join(written))
        for path in _files(settings.HOME):
            add(f"files/{path.relative_to(settings.HOME)}", path.read_bytes())
            files += 1
    return rows, files


def _one_moment() -> None:
    """All rows as of one moment. On SQLite a transaction is that already; inside another one it is too late to ask."""
    if connection.vendor == "postgresql" and len(connection.atomic_blocks) == 1:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _files(home: Path) -> Iterator[Path]:
    for path in sorted(home.rglob("*")):
        top = path.relative_to(home).parts[0]
        database = connection.vendor == "sqlite" and top.startswith(Path(settings.DATABASES["default"]["NAME"]).name)
        if path.is_file() and not path.is_symlink() and not database and top not in OF_THE_MACHINE \
                and path.suffix not in UNFINISHED:
            yield path


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    """Without owner and without time: an archive says nothing about whose machine it was made on, or when."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))

