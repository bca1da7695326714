"""Writing what leaves into one sealed file under keys of its own; the process's own keys and rows stay as they are.

The file has the form of a backup, so `restore` takes it in. Its audit is the one of the process.
"""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from tequio import __version__
from tequio.chain.closing.leaving import Leaving, instead
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.queries import signed_head
from tequio.foundation.errors import TequioError
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.archive import UnsealingReader, label_for, read_label
from tequio.foundation.vault.backup import Add, filled
from tequio.foundation.vault.fields import Sealed, SealedField
from tequio.foundation.vault.keyfile import Kept, Wrapping
from tequio.foundation.vault.people import Wrap
from tequio.foundation.vault.portable import carried, shape, written
from tequio.foundation.vault.rows import Model
from tequio.foundation.vault.sealing import derived, new_key, row_key, seal
from tequio.foundation.vault.steps import padded

RECEIVER = (Role.COORDINATOR, Role.PROTECTOR)
PIECE = 1 << 20


@dataclass
class NewKeys:
    """A process key and data keys that open what left, and nothing that stayed."""

    process_key: bytes = field(default_factory=new_key, repr=False)
    data: dict[UUID, bytes] = field(default_factory=dict, repr=False)

    @property
    def field_key(self) -> bytes:
        return derived(self.process_key, "fields")

    def key_for(self, row_id: UUID | None) -> bytes:
        return self.field_key if row_id is None else row_key(self.field_key, self.data.setdefault(row_id, new_key()))

    def kept(self, *people: Wrap) -> Kept:
        wrapping = Wrapping(self.process_key)
        return Kept(people=people, fingerprint=keyfile.fingerprint(self.process_key), revision=1,
                    wrapped={row: wrapping.wrap(row, key) for row, key in self.data.items()})


def write(file: BinaryIO, what: Leaving, keys: NewKeys, *, pseudonym: str) -> dict[str, int]:
    """Write the sealed file; how many rows of each table left. `pseudonym` is the account that will open it."""
    label = label_for(what.process.pk, keyfile.fingerprint(keys.process_key), 1)
    rows: dict[str, int] = {}
    with filled(file, label, keys.field_key) as add:
        about = {"tequio": __version__, "shape": shape(), "head": asdict(signed_head(what.process.pk))}
        add("about.json", json.dumps(about).encode())
        receiver = _receiver(what, pseudonym)
        for model in carried():
            name = model._meta.label_lower
            found = receiver.get(model) or (_resealed(what, model, keys) if model in what.models() else iter(()))
            rows[name] = _table(add, model, found)
    return rows


def reads_back(path: Path, key: bytes) -> None:
    """Every piece of the file opens with the new key. Raises TQ-366."""
    try:
        with path.open("rb") as file:
            reader = UnsealingReader(file, read_label(file), derived(key, "fields"))
            while reader.read(PIECE):
                pass
    except (TequioError, OSError) as fault:
        raise TequioError("TQ-366", file=path.name) from fault


def _table(add: Add, model: Model, rows: Iterator[list[Any]]) -> int:
    names = [one.attname for one in model._meta.fields]
    lines = list(written(names, rows))
    add(f"rows/{model._meta.label_lower}", b"".join(lines))
    return len(lines) - 1


def _resealed(what: Leaving, model: Model, keys: NewKeys) -> Iterator[list[Any]]:
    sealed = [one for one in model._meta.fields if isinstance(one, SealedField)]
    for row in what.rows(model):
        words = {one: "" if row.pk in what.emptied else _opened(one, row) for one in sealed}
        if row.pk in what.emptied and (empty := what.emptied[row.pk].emptied) is not None:
            empty(row, instead())
            # What the room wrote in their place is there as plain words.
            words = {one: said if isinstance(said := row.__dict__[one.attname], str) else "" for one in sealed}
        for one, said in words.items():
            row.__dict__[one.attname] = _sealed(one, row, said, keys)
        yield [row.__dict__[one.attname] for one in model._meta.fields]


def _opened(one: SealedField, row: Any) -> str:
    return one.open(row, one.sealed_in(row))


def _sealed(one: SealedField, row: Any, said: str, keys: NewKeys) -> Sealed:
    return Sealed(seal(keys.key_for(one.key_id(row)), padded(said.encode()), one.binding(row)[1]) if said else b"")


def _receiver(what: Leaving, pseudonym: str) -> dict[Model, Iterator[list[Any]]]:
    """One account in place of the team that worked here: its names do not leave."""
    user = User(pseudonym=pseudonym, process=what.process)
    user.set_unusable_password()
    members = [Membership(pk=number, user=user, process=what.process, role=role)
               for number, role in enumerate(RECEIVER, start=1)]
    made: dict[Model, list[Any]] = {User: [user], Membership: list(members)}
    return {model: iter([[row.__dict__[one.attname] for one in model._meta.fields] for row in rows])
            for model, rows in made.items()}


def put(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    """A file for its owner only, on the disk before this returns."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        fill(file)
        file.flush()
        os.fsync(file.fileno())
