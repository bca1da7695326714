"""The release gate: the only maker of `Released` objects, which alone can be published.

Content arrives as frozen dataclasses whose leaves of people's words are `Words`. The gate replaces each of them by a
masked string, so a renderer that forgot to mask does not exist. For the public it asks of each masked string whether
two people let that very text pass, so that what nobody read does not leave, wherever it came from.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from tequio.foundation.errors import TequioError

Content = TypeVar("Content")
_KEY = object()
HELD_BACK = "[no se publica]"


@dataclass(frozen=True)
class Words:
    """Words of people inside something that may leave. Printing it says nothing."""

    text: str = dataclasses.field(repr=False)
    # Written by the team from many voices, and read back to the groups; otherwise somebody's own words.
    drafted: bool = False
    # A title of the team's own, in which names of places and offices stand by right.
    heading: bool = False
    # The texts that were put one after the other to make it: each of them was read by itself.
    parts: tuple["Words", ...] = dataclasses.field(default=(), repr=False)

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
    return Released(_KEY, _masked(content, lambda words: whole(words, mask)), marks, public=False)


def whole(words: Words, mask: Callable[[Words], str]) -> str:
    """One leaf masked; each text that it was put together from by itself, as it is read."""
    return _following([mask(part) for part in words.parts]) if words.parts else mask(words)


class Read(StrEnum):
    """What two people decided of a text."""

    APPROVED = "approved"
    REFUSED = "refused"
    UNREAD = "unread"


def public(content: Content, *, mask: Callable[[Words], str], marks: tuple[str, ...], approvals: tuple[str, ...],
           read: Callable[[str], Read], instead: str = HELD_BACK,
           names: Mapping[str, str] | None = None) -> Released[Content]:
    """What may be published. A text that was refused is left out, and `instead` stands where it stood.

    `names` are public names that would name a private person, each with how it leaves.

    Raises TQ-441 unless two different people approved it, TQ-780 while it holds a text that two people have not read.
    """
    if len(set(approvals)) < 2:
        raise TequioError("TQ-441")
    unread = 0

    def passed(words: Words) -> str:
        nonlocal unread
        said = []
        for text in masked_texts(words, mask):
            state = read(text)
            unread += state not in (Read.APPROVED, Read.REFUSED)
            said.append(text if state == Read.APPROVED else instead)
        return _following(said) if words.parts else "".join(said)

    made = _masked(content, passed, names or {})
    if unread:
        raise TequioError("TQ-780", value=unread)
    return Released(_KEY, made, marks, public=True)


def masked_texts(words: Words, mask: Callable[[Words], str]) -> Iterator[str]:
    """The texts that a leaf is made of, each as it would leave; of an empty leaf none."""
    for one in words.parts or (words,):
        text = mask(one)
        if text.strip():
            yield text


def leaves_of(value: Any) -> Iterator[Words]:
    """Every leaf of words in something that may leave."""
    if isinstance(value, Words):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from leaves_of(getattr(value, field.name))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from leaves_of(part)


def emptied(content: Content) -> Content:
    """The same content without its words: what is left are counts, statuses and names of places."""
    made: Content = _masked(content, lambda words: "")
    return made


def joined(texts: list[Words]) -> Words:
    """Several texts, one after the other, each ending as a sentence does."""
    return Words(_following([text.text for text in texts]), drafted=all(text.drafted for text in texts),
                 parts=tuple(texts))


def _following(texts: list[str]) -> str:
    return " ".join(text if text.rstrip().endswith((".", "!", "?", "»", "…")) else f"{text.rstrip()}."
                    for text in texts)


def _masked(value: Any, mask: Callable[[Words], str], names: Mapping[str, str] = MappingProxyType({})) -> Any:
    if isinstance(value, Words):
        return mask(value) if value.text else ""
    if isinstance(value, str) and names:
        return with_names(value, names)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **{
            field.name: _masked(getattr(value, field.name), mask, names) for field in dataclasses.fields(value)})
    if isinstance(value, list | tuple):
        return type(value)(_masked(part, mask, names) for part in value)
    return value


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Public names as they leave, also inside something longer; the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, names[name])
    return text
