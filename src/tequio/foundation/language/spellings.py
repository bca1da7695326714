"""Many spellings of one place, pure: which of them mean the same, and under which name.

Two spellings are one place when they are equal after folding case and accents and dropping «colonia», articles and
spaces, or when one word of six letters or more holds one slip of the pen that does not make another ordinary word. What
tells places apart must agree: «Palmas 2» is never «Palmas 3», nor «Pedregal I» «Pedregal II», nor «Primera Sección»
«Tercera Sección», nor «Manzana A» «Manzana B». A spelling that two places lie near to stays a place of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tequio.foundation.language.dictionary import known_word
from tequio.foundation.language.distinctions import distinctions, written
from tequio.foundation.language.folding import fold
from tequio.foundation.language.memory import LONGEST_WORD
from tequio.foundation.language.slips import one_slip, shortened

DROPPED = re.compile(r"\b(col|colonia|fracc|fraccionamiento|barrio|el|la|los|las|de|del)\b\.?")
SHORTEST = 6
# A name of more words is compared as it stands: no slip is looked for in what nobody would call a name.
MOST_WORDS = 30

# A place as it is compared: its letters without blanks, and what tells it apart.
Place = tuple[str, tuple[str, ...]]
Known = tuple[Sequence[str], tuple[str, ...], str]


def merge_spellings(spellings: Iterable[str], *, same: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each spelling with the name it goes under: the team's own word in `same`, else the commonest spelling."""
    told = {_place(key): value for key, value in (same or {}).items()}
    counted = Counter(spellings)
    names: dict[Place, str] = {}
    near: dict[int, list[Known]] = {}
    merged: dict[str, str] = {}
    for spelling, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        place, words = _place(spelling), _words(spelling)
        name = told.get(place) or names.get(place) or _meant(words, place[1], near)
        if not name:
            name = _tidy(spelling)
            for mark in _marks(words):
                near.setdefault(mark, []).append((words, place[1], name))
        merged[spelling] = names[place] = name
    return merged


def _place(spelling: str) -> Place:
    kept = DROPPED.sub(" ", fold(spelling))
    letters = re.sub(r"[^a-z0-9ñ]", "", kept) or re.sub(r"\W", "", fold(spelling))
    return letters, distinctions(written(spelling))


def _words(spelling: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", DROPPED.sub(" ", fold(spelling))))


def _meant(words: Sequence[str], apart: tuple[str, ...], near: Mapping[int, Sequence[Known]]) -> str:
    """The one known name that the spelling is a slip of, or nothing."""
    found = {name for mark in _marks(words) for other, told, name in near.get(mark, ())
             if told == apart and _slipped(words, other)}
    return found.pop() if len(found) == 1 else ""


def _marks(words: Sequence[str]) -> Iterator[int]:
    """Two names that a slip in one word parts share one of these: the name with that word shortened by one letter.

    They hold the other words and the first letter, so that few names share one; and they are numbers, because the
    names themselves, once for each letter, would fill the memory.
    """
    if len(words) > MOST_WORDS:
        return
    for at, word in enumerate(words):
        if SHORTEST <= len(word) <= LONGEST_WORD:
            around = hash((at, word[0], *words[:at], *words[at + 1:]))
            yield from {hash((around, part)) for part in shortened(word)}


def _slipped(words: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names differ by one slip inside one word; its first letter is seldom mistaken, and says most."""
    if len(words) != len(other):
        return False
    differing = [(one, two) for one, two in zip(words, other, strict=True) if one != two]
    if len(differing) != 1:
        return False
    one, two = differing[0]
    shorter, longer = sorted((len(one), len(two)))
    return shorter >= SHORTEST and longer <= LONGEST_WORD and one[0] == two[0] and one_slip(one, two) \
        and not (known_word(one) and known_word(two))


def _tidy(spelling: str) -> str:
    return re.sub(r"^(col|colonia)\b\.?\s*", "", " ".join(spelling.split()), flags=re.IGNORECASE).rstrip(".")
