"""Short names that become names of files and parts of addresses: of territories, groups, institutions, rounds.

They hold letters, digits, hyphens and underscores and nothing else, at every door: process files, sheets, bundles.
"""

import re
from typing import Any

from django.db import models

from tequio.foundation.errors import TequioError
from tequio.foundation.places.columns import SlugField

KEY = re.compile(r"[\w-]+")


def is_key(text: str) -> bool:
    return bool(KEY.fullmatch(text))


class KeyField(SlugField):
    """A column of such names: what is anything else is never saved, whoever saves it. Raises TQ-561."""

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = getattr(instance, self.attname)
        if value and not is_key(str(value)):
            raise TequioError("TQ-561", column=f"{instance._meta.verbose_name}: {self.attname}", value=value)
        return super().pre_save(instance, add)
