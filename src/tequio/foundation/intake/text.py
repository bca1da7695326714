"""A text as the rest of the house sees it: unchanging words, the hash of what was received, and who speaks when."""

from dataclasses import dataclass, field

from tequio.foundation.errors import Problem


@dataclass(frozen=True)
class Turn:
    """One person speaking: a label, the second at which it begins where known, and its place in the content."""

    speaker: str
    start_seconds: float | None
    text: str = field(repr=False)
    begin: int = 0  # code points from the start of the content, end exclusive
    end: int = 0


@dataclass(frozen=True)
class Text:
    """The words of one document: NFC, LF, no byte-order mark, no control characters."""

    file: str
    content: str = field(repr=False)
    sha256: str  # of the file as it was received
    turns: list[Turn] = field(default_factory=list, repr=False)
    problems: list[Problem] = field(default_factory=list)  # noticed in a file that could be read all the same
