"""Stems for search and for comparing what people said: `amenazas`, `amenazaron` and `amenazar` meet."""

import snowballstemmer

from tequio.foundation.language.dictionary import lemma
from tequio.foundation.language.memory import remembered
from tequio.foundation.language.tokens import words

SNOWBALL = snowballstemmer.stemmer("spanish")


@remembered
def stem(word: str) -> str:
    """The Snowball stem of the word's base form, folded."""
    return str(SNOWBALL.stemWord(lemma(word)))


def stems(text: str) -> list[str]:
    """One stem per word or number of the text, in order."""
    return [stem(word) for word in words(text)]
