"""Columns of text that stand unsealed, each declared as what it is.

A column of text is sealed, or holds codes, or its values are a list of choices, or its words are public and `because`
says why whoever holds a copy of the database may read them. tests/attacks/test_every_text.py refuses any other.
"""

import re
from typing import TYPE_CHECKING, Any

from django.db import models

from tequio.foundation.errors import TequioError

# Letters of any script, digits, and what parts them: no blank, so that no sentence fits and no name with a surname.
CODE = re.compile(r"[^\s<>\"'{}\\]*")
PSEUDONYM = "the pseudonym of somebody of the team, under which the record names them as well"

if TYPE_CHECKING:
    # Django's fields take type arguments only while types are checked.
    _Field = models.Field[Any, Any]
    _CharField = models.CharField[Any, Any]
    _TextField = models.TextField[Any, Any]
    _SlugField = models.SlugField[Any, Any]
    _JSONField = models.JSONField[Any, Any]
else:
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField
    _SlugField, _JSONField = models.SlugField, models.JSONField


class _AsDjangos(_Field):
    """To the database and its migrations it is the column of Django that it is made of."""

    class Meta:
        abstract = True

    def deconstruct(self) -> Any:
        name, _, arguments, options = super().deconstruct()
        options.pop("because", None)
        base = next(one for one in type(self).__mro__ if one.__module__.startswith("django.db.models.fields"))
        return name, f"django.db.models.{base.__name__}", arguments, options


class Coded(_AsDjangos):
    """Codes, digests, names of kinds. A row with a blank in one is not saved."""

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)
        if not all(CODE.fullmatch(text) for text in texts_of(value)):
            # The value is not repeated: it may be a name.
            raise TequioError("TQ-581", column=f"{instance._meta.verbose_name}: {self.name}")
        return value


class Public(_AsDjangos):
    """Words that stand in the clear for the reason given."""

    def __init__(self, *arguments: Any, because: str = "", **options: Any) -> None:
        self.because = because
        super().__init__(*arguments, **options)

    def clone(self) -> Any:
        made = super().clone()
        made.because = self.because
        return made


class CodeField(Coded, _CharField):
    """One code."""


class SlugField(Coded, _SlugField):
    """A code that rows are looked up by."""


class CodesField(Coded, _JSONField):
    """Numbers and codes, in lists and tables."""


class PublicField(Public, _CharField):
    """Public words in one line."""


class PublicText(Public, _TextField):
    """Public words of any length."""


class PublicJSON(Public, _JSONField):
    """Public words in lists or tables."""


def texts_of(value: Any) -> list[str]:
    """Every text in a value, names of a table's columns included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in texts_of(part)]
    return [text for part in value for text in texts_of(part)] if isinstance(value, list | tuple) else []
