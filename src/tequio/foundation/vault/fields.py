"""A model column whose words exist only sealed: opened on access, refused everywhere a query could leak them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import IsNull

from tequio.foundation.audit.reading import opening
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.sealing import bound_to, seal
from tequio.foundation.vault.steps import padded, unpadded

if TYPE_CHECKING:
    # Django's fields take type arguments only while types are checked.
    _BinaryField = models.BinaryField[Any, Any]
else:
    _BinaryField = models.BinaryField


class Sealed(bytes):
    """An envelope as it stands in the database. Printing it says nothing."""

    def __repr__(self) -> str:
        return "<sellado>"

    __str__ = __repr__


class _Opens:
    """The descriptor: hands out words while the process is unlocked, takes words until they are saved."""

    def __init__(self, field: "SealedField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self.field
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        value = instance.__dict__[self.field.attname]
        return self.field.open(instance, value) if isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(_BinaryField):
    """Words of people. `key_of` names the attribute with the UUID whose data key seals them.

    Without `key_of` the process key is used. A row needs `process_id` and its primary key before it is saved. With
    `keeps_key=False` the words go when the row that they are about goes: they are no reason to keep its key.
    """

    descriptor_class = _Opens

    def __init__(self, *, key_of: str = "", keeps_key: bool = True, **options: Any) -> None:
        self.key_of, self.keeps_key = key_of, keeps_key
        super().__init__(**(options | {"editable": True, "blank": True}))

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options = {key: value for key, value in options.items() if key not in ("editable", "blank")}
        options |= {"key_of": self.key_of} if self.key_of else {}
        return name, path, args, options | ({} if self.keeps_key else {"keeps_key": False})

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opens(self))

    def get_default(self) -> Any:
        return ""

    def from_db_value(self, value: Any, *_: Any) -> Sealed:
        return Sealed(value if value is not None else b"")

    def pre_save(self, instance: models.Model, add: bool) -> Sealed:
        value = instance.__dict__.get(self.attname, "")
        if not isinstance(value, Sealed):
            value = self.close(instance, value or "")
            # The words leave the instance with the save: from here on they are opened on each access.
            instance.__dict__[self.attname] = value
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        # Nothing at all needs no seal: a migration that adds the column to rows that are there writes just that.
        if not isinstance(value, Sealed) and value not in ("", b""):
            raise FieldError(f"«{self.name}» is sealed: assign it to an instance and save that")
        return super().get_db_prep_value(bytes(value or b""), connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return IsNull
        raise FieldError(f"«{self.name}» is sealed: no query can look inside")

    def close(self, instance: models.Model, words: str) -> Sealed:
        if words == "":
            return Sealed(b"")
        process_id, binding = self.binding(instance)
        opened = keyring.of(process_id)
        return Sealed(seal(opened.key_for(self.key_id(instance)), padded(words.encode()), binding))

    def open(self, instance: models.Model, envelope: Sealed) -> str:
        if not envelope:
            return ""
        process_id, binding = self.binding(instance)
        opened, key_id = keyring.of(process_id), self.key_id(instance)
        if key_id is not None:
            opening(process_id, key_id)
        return unpadded(opened.unsealed(key_id, bytes(envelope), binding)).decode()

    def sealed_in(self, instance: models.Model) -> Sealed:
        """The envelope as it stands in the row, unopened."""
        value = instance.__dict__[self.attname]
        assert isinstance(value, Sealed)
        return value

    def key_id(self, instance: models.Model) -> UUID | None:
        return getattr(instance, self.key_of) if self.key_of else None

    def binding(self, instance: models.Model) -> tuple[UUID, bytes]:
        process_id: UUID = instance.process_id  # type: ignore[attr-defined]
        return process_id, self.bound(process_id, instance.pk)

    def bound(self, process_id: UUID, row_id: UUID) -> bytes:
        """What an envelope of this column is bound to."""
        return bound_to(process_id, row_id, f"{self.model._meta.label_lower}.{self.attname}")


class SealedQuerySet(models.QuerySet[Any]):
    """Refuses to hand out or overwrite sealed columns row by row."""

    def values(self, *fields: Any, **expressions: Any) -> Any:
        self._refuse(fields)
        return super().values(*fields, **expressions)

    def values_list(self, *fields: Any, **options: Any) -> Any:
        self._refuse(fields)
        return super().values_list(*fields, **options)

    def update(self, **changes: Any) -> int:
        self._refuse(tuple(changes))
        return super().update(**changes)

    def _refuse(self, fields: tuple[Any, ...]) -> None:
        sealed = {field.name for field in self.model._meta.fields if isinstance(field, SealedField)}
        asked = sealed if not fields else sealed & {str(name) for name in fields}
        if asked:
            raise TequioError("TQ-306", column=", ".join(sorted(asked)))
