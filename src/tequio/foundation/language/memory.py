"""What the language modules remember of words they met, so that locking can make them forget."""

from tequio.foundation.language.dictionary import known_word, lemma, misspelt
from tequio.foundation.language.folding import fold_word
from tequio.foundation.language.stems import stem

REMEMBERING = (fold_word, known_word, lemma, misspelt, stem)


def forget_words() -> None:
    """Empties every memory of single words. Call it when a process is locked: the words were people's."""
    for function in REMEMBERING:
        function.cache_clear()
