"""Words, numbers and marks of a text, each with its place in code points."""

import re
from typing import NamedTuple

from tequio.foundation.language.folding import fold_word

TOKEN = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*|\d+|[^\w\s]|_+")


class Token(NamedTuple):
    """`text[start:end]` of the text it was read from is `text`."""

    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Runs of letters, runs of digits and single marks, in order; white space belongs to no token."""
    return [Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]


def words(text: str) -> list[str]:
    """The folded words and numbers of a text, without marks."""
    return [fold_word(found) for found in TOKEN.findall(text) if found[0].isalnum()]
