"""The release gate: the only maker of `Released` objects, which alone can be published.

Content arrives as frozen dataclasses whose leaves of people's words are `Words`. The gate replaces each of them by a
masked string, so a renderer that forgot to mask does not exist.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from tequio.foundation.errors import TequioError

Content = TypeVar("Content")
_KEY = object()


@dataclass(frozen=True)
class Words:
    """Words of people inside something that may leave. Printing it says nothing."""

    text: str = dataclasses.field(repr=False)
    # Written by the team from many voices, and read back to the groups; otherwise somebody's own words.
    drafted: bool = False

    def __str__(self) -> str:
        return "<palabras sin revisar>"


class Released(Generic[Content]):
    """Content that went through the gate, with the marks that must stand on every page of it."""

    def __init__(self, key: object, content: Content, marks: tuple[str, ...], public: bool) -> None:
        if key is not _KEY:
            raise TypeError("only the release gate makes Released objects")
        self.content, self.marks, self.public = content, marks, public


def internal(content: Content, *, mask: Callable[[Words], str], marks: tuple[str, ...]) -> Released[Content]:
    """A working paper for the protected team: every word masked by the detector, nobody has reviewed it."""
    return Released(_KEY, _masked(content, mask), marks, public=False)


def public(content: Content, *, mask: Callable[[Words], str], marks: tuple[str, ...],
           approvals: tuple[str, ...]) -> Released[Content]:
    """What may be published.

    Raises TQ-441 unless two different people approved it.
    """
    if len(set(approvals)) < 2:
        raise TequioError("TQ-441")
    return Released(_KEY, _masked(content, mask), marks, public=True)


def _masked(value: Any, mask: Callable[[Words], str]) -> Any:
    if isinstance(value, Words):
        return mask(value) if value.text else ""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{field.name: _masked(getattr(value, field.name), mask) for field in dataclasses.fields(value)})
    if isinstance(value, list | tuple):
        return type(value)(_masked(part, mask) for part in value)
    return value
