"""Letters without case or accents, so that `Policía`, `POLICIA` and `policia` are one word."""

import re
import unicodedata

from tequio.foundation.language.memory import remembered

COMBINING = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Lower case without accents. `ñ` becomes `n` too: messages from phones write `nino` and `senora`.

    A composed text keeps its length; a decomposed one loses its combining marks, so take offsets from the original.
    """
    return text.lower() if text.isascii() else _plain(text)


@remembered
def fold_word(word: str) -> str:
    """`fold` for single words, remembered: the same few thousand words make up most of what people say."""
    return fold(word)


def collapsed(text: str) -> str:
    """Folded, with every run of white space as one blank: the key under which two spellings count as the same."""
    return " ".join(fold(text).split())


def _plain(text: str) -> str:
    return COMBINING.sub("", unicodedata.normalize("NFD", text.lower()))
