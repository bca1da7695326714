"""Taking a backup in: into an empty database, checked before anything of it is believed."""

import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from tequio.foundation.audit.actions import append
from tequio.foundation.audit.queries import SignedHead, fault, signature_holds, signed_head
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.archive import Label, UnsealingReader, read_label
from tequio.foundation.vault.backup import known_head
from tequio.foundation.vault.keyring import keyring, owner, path_of
from tequio.foundation.vault.opened import OpenProcess
from tequio.foundation.vault.portable import carried, is_current, load, take_shape


@dataclass(frozen=True)
class Standing:
    """Where the audit of the archive ends, and where it ended when its key file was last copied."""

    archived: SignedHead
    known: SignedHead

    @property
    def missing(self) -> int:
        """How many acts were done after the archive was made."""
        return max(0, self.known.sequence - self.archived.sequence)


Agreed = Callable[[Standing], bool]


def restore(*, archive: Path, keys: Path, passphrase: str, agreed: Agreed) -> tuple[UUID, Standing]:
    """Take the archive into this installation, whose database holds nothing of that process yet.

    `agreed` is asked before going back to an audit that ends earlier than the one known. Raises TQ-303 for a wrong
    passphrase, TQ-331 for a damaged archive, TQ-332 for one of a later version, TQ-335 for keys that are not of this
    archive, TQ-336 for an audit that was changed, TQ-337 when nobody agreed to go back, TQ-513 or TQ-514 for keys that
    somebody changed.
    """
    with archive.open("rb") as file:
        label = read_label(file)
        opened, pseudonym = _opened(label, keys, passphrase)
        with _tar(UnsealingReader(file, label, _field_key(opened, label))) as tar:
            members = _members(tar)
            about = json.load(next(members)[1])
            standing = _standing(opened, label, SignedHead(**about["head"]))
            if standing.missing and not agreed(standing):
                raise TequioError("TQ-337", value=standing.missing)
            models = take_shape(about["shape"])
            with transaction.atomic():
                _take_in(members, models, label.process_id)
                # In a database that others use, too, nothing of an unbelievable archive may stay.
                if is_current():
                    _believed(label.process_id, standing, pseudonym)
                    keyring.bring_up(label.process_id)
                    return label.process_id, standing
    call_command("migrate", verbosity=0, interactive=False)
    _believed(label.process_id, standing, pseudonym)
    keyring.bring_up(label.process_id)
    keyring.take_older(label.process_id)
    return label.process_id, standing


def _opened(label: Label, keys: Path, passphrase: str) -> tuple[OpenProcess, str]:
    """The process, open from a copy of `keys` that lies in this installation."""
    kept = keyfile.read(keys)
    if kept.age < label.revision:
        raise TequioError("TQ-335", file=keys.name)
    path = path_of(settings.HOME, label.process_id)
    if path.exists():
        raise TequioError("TQ-333", file=path.name)
    pseudonym, key = owner(kept, passphrase)
    keyfile.check(kept, key)
    # Whether a file of an older version is believed depends on the record, which is not here yet.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copyfile(keys, path)
    path.chmod(0o600)
    try:
        opened = keyring.open_with(path, label.process_id, key=key, finish=False)
    except TequioError:
        path.unlink()
        raise
    return opened, pseudonym


def _field_key(opened: OpenProcess, label: Label) -> bytes:
    every = opened.earlier_keys() | {keyfile.fingerprint(opened.key): opened.field_key}
    if label.fingerprint not in every:
        raise TequioError("TQ-335")
    return every[label.fingerprint]


def _standing(opened: OpenProcess, label: Label, archived: SignedHead) -> Standing:
    known = known_head(opened, label.process_id, opened.kept.audit) if opened.kept.audit else archived
    same = known.sequence == archived.sequence
    if (same and known.digest != archived.digest) or not signature_holds(label.process_id, archived):
        raise TequioError("TQ-336")
    if opened.kept.seal:
        # What the archive holds may have been sealed before the keys were renewed, and is sealed anew once it is here.
        opened.change(lambda kept: replace(kept, audit="", renewing=True))
    return Standing(archived, known)


@contextmanager
def _tar(reader: UnsealingReader) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(fileobj=reader, mode="r|gz") as tar:
            yield tar
    except (tarfile.TarError, EOFError, OSError, StopIteration) as fault:
        raise TequioError("TQ-331") from fault


def _members(tar: tarfile.TarFile) -> Iterator[tuple[PurePosixPath, IO[bytes]]]:
    for member in tar:
        content = tar.extractfile(member)
        if content is not None:
            yield PurePosixPath(member.name), content


def _take_in(members: Iterator[tuple[PurePosixPath, IO[bytes]]], models: Any, process_id: UUID) -> None:
    # A process that was destroyed here leaves its record, and does not come back over it.
    if any(models.get_model(name).objects.filter(pk=process_id).exists() for name in ("places.process", "audit.head")):
        raise TequioError("TQ-333", value=process_id)
    for path, content in members:
        if path.parts[0] == "rows":
            load(models.get_model(path.name), content)
        elif ".." not in path.parts:
            target = settings.HOME.joinpath(*path.parts[1:])
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with target.open("wb") as file:
                shutil.copyfileobj(content, file)
            target.chmod(0o600)
    _count_on()


def _count_on() -> None:
    """Numbers that were brought along must not be given out again."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), carried()):
            cursor.execute(statement)


def _believed(process_id: UUID, standing: Standing, pseudonym: str) -> None:
    """Check the audit as it came, then enter into it that it was restored and how much is missing."""
    if fault(process_id) is not None or signed_head(process_id) != standing.archived:
        raise TequioError("TQ-336")
    append(process_id=process_id, actor=pseudonym, verb="restore", on=Process(pk=process_id),
           count=max(1, standing.missing))
    opened = keyring.of(process_id)
    keyring.go_on(process_id, pseudonym)
    if opened.kept.audit:
        opened.change(lambda kept: replace(kept, audit=""))
