"""What is remembered of words that were met: ordinary ones only, and all of it forgotten at once."""

from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Any, Generic, TypeVar

Answer = TypeVar("Answer")

# No Spanish word is as long. A longer one is unknown, is no slip of the pen, and is never remembered: looking at it
# letter by letter would cost a copy for each letter, and remembering many such words all memory there is.
LONGEST_WORD = 40
REMEMBERED = 131_072


class Remembered(Generic[Answer]):
    """A function of one word that looks an ordinary word up once, and a longer one each time it is asked."""

    def __init__(self, function: Callable[[str], Answer]) -> None:
        self._function = function
        self._kept = lru_cache(maxsize=REMEMBERED)(function)
        self.cache_clear, self.cache_info = self._kept.cache_clear, self._kept.cache_info
        update_wrapper(self, function)
        REMEMBERING.append(self)

    def __call__(self, word: str) -> Answer:
        return self._kept(word) if len(word) <= LONGEST_WORD else self._function(word)


# Every function that remembers words of people, so that locking can make all of them forget.
REMEMBERING: list[Remembered[Any]] = []


def remembered(function: Callable[[str], Answer]) -> Remembered[Answer]:
    return Remembered(function)


def forget_words() -> None:
    """Empties every memory of single words. Call it when a process is locked: the words were people's."""
    for function in REMEMBERING:
        function.cache_clear()
