"""Many spellings of one place, pure: which of them mean the same, and under which name.

Two spellings are one place when they are equal after folding case and accents and dropping «colonia», articles and
spaces, or when one word of six letters or more holds one slip of the pen that does not make another ordinary word. What
tells places apart must agree: «Palmas 2» is never «Palmas 3», nor «Pedregal I» «Pedregal II», nor «Primera Sección»
«Tercera Sección», nor «Manzana A» «Manzana B». A spelling that two places lie near to stays a place of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tequio.foundation.language.dictionary import known_word
from tequio.foundation.language.distinctions import distinctions, written
from tequio.foundation.language.folding import fold
from tequio.foundation.language.slips import one_slip, shortened

DROPPED = re.compile(r"\b(col|colonia|fracc|fraccionamiento|barrio|el|la|los|las|de|del)\b\.?")
SHORTEST = 6

# A place as it is compared: its letters without blanks, and what tells it apart.
SpelledPlace = tuple[str, tuple[str, ...]]


def merge_spellings(spellings: Iterable[str], *, same: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each spelling with the name it goes under: the team's own word in `same`, else the commonest spelling."""
    told = {_place(key): value for key, value in (same or {}).items()}
    counted = Counter(spellings)
    names: dict[SpelledPlace, str] = {}
    near: dict[SpelledPlace, list[tuple[tuple[str, ...], str]]] = {}
    merged: dict[str, str] = {}
    for spelling, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        place, words = _place(spelling), _words(spelling)
        name = told.get(place) or names.get(place) or _meant(place, words, near)
        if not name:
            name = _tidy(spelling)
            for part in shortened(place[0]):
                near.setdefault((part, place[1]), []).append((words, name))
        merged[spelling] = names[place] = name
    return merged


def _place(spelling: str) -> SpelledPlace:
    kept = DROPPED.sub(" ", fold(spelling))
    letters = re.sub(r"[^a-z0-9ñ]", "", kept) or re.sub(r"\W", "", fold(spelling))
    return letters, distinctions(written(spelling))


def _words(spelling: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", DROPPED.sub(" ", fold(spelling))))


def _meant(place: SpelledPlace, words: Sequence[str],
           near: Mapping[SpelledPlace, Sequence[tuple[Sequence[str], str]]]) -> str:
    """The one known name that the spelling is a slip of, or nothing."""
    found = {name for part in shortened(place[0]) for other, name in near.get((part, place[1]), ())
             if _slipped(words, other)}
    return found.pop() if len(found) == 1 else ""


def _slipped(words: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names differ by one slip inside one word; its first letter is seldom mistaken, and says most."""
    if len(words) != len(other):
        return False
    differing = [(one, two) for one, two in zip(words, other, strict=True) if one != two]
    if len(differing) != 1:
        return False
    one, two = differing[0]
    return min(len(one), len(two)) >= SHORTEST and one[0] == two[0] and one_slip(one, two) \
        and not (known_word(one) and known_word(two))


def _tidy(spelling: str) -> str:
    return re.sub(r"^(col|colonia)\b\.?\s*", "", " ".join(spelling.split()), flags=re.IGNORECASE).rstrip(".")
