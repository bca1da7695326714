"""Short names that become names of files and parts of addresses: of territories, groups, institutions, rounds.

They hold letters, digits, hyphens and underscores and nothing else, at every door: process files, sheets, bundles.
"""

import re
from typing import Any

from django.db import models

from tequio.foundation.errors import TequioError

KEY = re.compile(r"[\w-]+")


def is_key(text: str) -> bool:
    return bool(KEY.fullmatch(text))


class KeyField(models.SlugField):  # type: ignore[type-arg]
    """A column of such names: what is anything else is never saved, whoever saves it. Raises TQ-561."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if value and not is_key(str(value)):
            raise TequioError("TQ-561", column=f"{model_instance._meta.verbose_name}: {self.attname}", value=value)
        return value

    def deconstruct(self) -> Any:
        """The table is the one of any short name: what may stand in it is decided here."""
        name, _, arguments, options = super().deconstruct()
        return name, "django.db.models.SlugField", arguments, options
