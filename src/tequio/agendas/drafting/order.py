"""The order of items, pure."""

from collections.abc import Sequence
from typing import TypeVar

Key = TypeVar("Key")


def moved(keys: Sequence[Key], key: Key, number: int) -> list[Key]:
    """The same keys with `key` in place `number`, counted from 1; beyond either end it stands at that end."""
    others = [one for one in keys if one != key]
    at = min(max(number, 1), len(others) + 1) - 1
    return [*others[:at], key, *others[at:]]
