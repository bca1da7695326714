"""A row as plain values with its words opened, in memory only, and back into a row whose words are sealed here."""

import hashlib
import hmac
import json
import re
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import connection, models

from tequio.exchange.kinds import Kind
from tequio.exchange.values import plain, value_for
from tequio.foundation.errors import TequioError
from tequio.foundation.places.keys import KeyField, is_key
from tequio.foundation.places.models import Process
from tequio.foundation.vault.fields import SealedField
from tequio.foundation.vault.opened import OpenProcess

# Values by column. What equals its default is left out, so that a column added later changes no older row.
Content = dict[str, Any]
PURPOSE = b"tequio bundles 1"
# Such keys become names of files and addresses: what comes from elsewhere leads into no other folder.
IN_A_FILE_NAME = re.compile(r"(?!\.)[^/\\\x00-\x1f]*")


def content_of(kind: Kind, row: models.Model, *, words: bool = True) -> Content:
    """Raises TQ-305 when its words cannot be read any more."""
    values = {field.attname: plain(getattr(row, field.attname)) for field in kind.columns
              if words or not isinstance(field, SealedField)}
    return {name: value for name, value in values.items() if value != kind.defaults[name]}


def identity(kind: Kind, process_id: UUID, row_id: UUID, content: Content) -> UUID:
    """What the row is called on every machine."""
    if not kind.natural:
        return row_id
    values = [content.get(name, kind.defaults[name]) for name in kind.natural]
    return uuid5(process_id, json.dumps([kind.label, *values], sort_keys=True))


def key_id(kind: Kind, row_id: UUID, content: Content) -> UUID | None:
    """Whose data key seals it; None for the process's."""
    if kind.key_of in ("", "id"):
        return row_id if kind.key_of else None
    return UUID(content[kind.key_of])


def written(content: Content) -> bytes:
    """Equal contents give equal bytes."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprints(opened: OpenProcess, key: UUID | None, said: bytes) -> list[str]:
    """Fingerprints of what a row says, the present one first; earlier process keys gave others.

    They are keyed by what seals the words: once that key is destroyed, nobody can even confirm a guess.
    """
    return [hmac.digest(hmac.digest(one, PURPOSE, "sha256"), said, "sha256").hex() for one in opened.keys_for(key)]


def revision_name(opened: OpenProcess, key: UUID | None, row: tuple[str, UUID], parents: list[str],
                  said: bytes) -> str:
    """The name of a version: of its content, of those it was made on, and of the machine whose key it takes."""
    about = json.dumps([row[0], row[1].hex, sorted(parents)]).encode()
    return fingerprints(opened, key, about + said)[0][:32]


def deletion_name(row: tuple[str, UUID], parents: list[str]) -> str:
    """A deletion says nothing, so it is the same one wherever it is made."""
    about = json.dumps(["gone", row[0], row[1].hex, sorted(parents)]).encode()
    return hashlib.sha256(about).hexdigest()[:32]


def checked(kind: Kind, content: object) -> Content:
    """What came in a bundle, as this database can keep it. Raises TQ-349, TQ-350."""
    fields = {field.attname: field for field in kind.columns}
    if not isinstance(content, dict):
        raise TequioError("TQ-350", value=kind.label)
    unknown = content.keys() - fields.keys()
    if unknown:
        raise TequioError("TQ-349", value=kind.label, column=min(unknown))
    for name, field in fields.items():
        _fits(kind, field, content.get(name, kind.defaults[name]))
    return content


def filled(kind: Kind, row: models.Model, content: Content) -> models.Model:
    """The row with these values; its words are sealed when it is saved."""
    for field in kind.columns:
        setattr(row, field.attname, value_for(field, content.get(field.attname, kind.defaults[field.attname])))
    return row


def blank(kind: Kind, process_id: UUID, row_id: UUID) -> models.Model:
    row = kind.model()
    if kind.model is Process:
        row.pk = row_id
        return row
    if isinstance(kind.model._meta.pk, models.UUIDField) and not kind.natural:
        row.pk = row_id
    if any(getattr(field, "attname", "") == "process_id" for field in kind.model._meta.fields):
        row.process_id = process_id  # type: ignore[attr-defined]
    return row


def _fits(kind: Kind, field: Any, value: Any) -> None:
    try:
        made = value_for(field, value)
        if made is None and not field.null:
            raise ValueError(field.attname)
        if isinstance(made, str) and ("\0" in made or (isinstance(field, KeyField) and not is_key(made))):
            raise ValueError(field.attname)
        if isinstance(field, models.SlugField) and isinstance(made, str) and not IN_A_FILE_NAME.fullmatch(made):
            raise ValueError(field.attname)
        # SQLite keeps longer ones, and so may any machine that works with it.
        if connection.vendor != "sqlite" and isinstance(field, models.CharField) and made is not None \
                and len(made) > (field.max_length or 0):
            raise ValueError(field.attname)
        if isinstance(field, models.IntegerField) and made is not None:
            least, most = connection.ops.integer_field_range(field.get_internal_type())
            if not (least is None or made >= least) or not (most is None or made <= most):
                raise ValueError(field.attname)
        if plain(made) != value:
            raise ValueError(field.attname)
    except (ValueError, TypeError, ValidationError, OverflowError) as fault:
        raise TequioError("TQ-350", value=kind.label, column=field.attname) from fault
