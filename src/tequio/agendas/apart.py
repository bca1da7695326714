"""Requests that read alike once names are masked: which others each is not, and what may be told of why.

«La red de agua de Villa Real Primera Sección» and «… Tercera Sección» are both «la red de agua de [un lugar]». What
tells them apart is told as far as it leads to nobody: ordinals, roman numbers, letters of a block. A house number is
not told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.agendas.content import AgendaContent
from tequio.foundation.language.distinctions import LETTERED, ORDINAL, WRITTEN, is_roman
from tequio.foundation.language.folding import fold
from tequio.protection.deidentify.placeholders import STAND_IN

# With a number beside it: a section of a place, a stage, a school year.
_NUMBERED_WORDS: Final = "seccion secc etapa zona sector grado grupo modulo nivel area ruta linea circuito unidad"
NUMBERED: Final = frozenset(_NUMBERED_WORDS.split())
SHORT_ORDINAL: Final = re.compile(r"\d{1,2}(?:o|a|er|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)\Z")
DIGITS: Final = re.compile(r"\d{1,2}\Z")


@dataclass(frozen=True)
class Apart:
    """The numbers of the items that one is not, though it reads as they do, and what tells it from each of them."""

    others: tuple[int, ...]
    part: str = ""


def telling(text: str) -> tuple[str, ...]:
    """The words of a text that tell it from others and lead to nobody, as they were written."""
    spelled = WRITTEN.findall(text)
    words = [fold(word) for word in spelled]
    return tuple(word for at, word in enumerate(spelled) if _tells(words, at, word))


def _tells(words: list[str], at: int, spelled: str) -> bool:
    word = words[at]
    beside = {words[near] for near in (at - 1, at + 1) if 0 <= near < len(words)}
    if DIGITS.match(word):
        return bool(beside & NUMBERED)
    if len(word) == 1 and word.isalpha():
        return spelled.isupper() and _lettered(words, at)
    return bool(SHORT_ORDINAL.match(word) or ORDINAL.match(word)) or (spelled.isupper() and is_roman(word))


def _lettered(words: list[str], at: int) -> bool:
    """Whether a letter by itself names a block, a door or a class: «Manzana A», «3o A»."""
    word, before = words[at], words[at - 1] if at else ""
    after_number = bool(SHORT_ORDINAL.match(before) or DIGITS.match(before))
    return word not in "eouy" and ((word != "a" and is_roman(word)) or before in LETTERED or after_number)


def reading_alike(content: AgendaContent) -> dict[int, Apart]:
    """The items of a released agenda that masks made read alike, by number."""
    lines = {line.number: line for part in content.parts for line in part.lines}
    printed = {number: f"{line.title}\n{line.text}\n{line.problem}" for number, line in lines.items()}
    masked = {number: text for number, text in printed.items() if STAND_IN.search(text)}
    return apart(masked, {number: line.same for number, line in lines.items()},
                 {number: line.telling for number, line in lines.items()})


def told_apart(one: Apart) -> str:
    """In words, beside the item."""
    others = ", ".join(map(str, one.others))
    said = ngettext("No pide lo mismo que el punto %(others)s: se tapó lo que los distingue.",
                    "No pide lo mismo que los puntos %(others)s: se tapó lo que los distingue.",
                    len(one.others)) % {"others": others}
    return said + " " + _("Éste dice «%(part)s».") % {"part": one.part} if one.part else said


def apart(printed: Mapping[int, str], said: Mapping[int, int],
          parts: Mapping[int, tuple[str, ...]]) -> dict[int, Apart]:
    """For the items that read alike though different things were said, by number.

    `printed` is what each reads as, `said` tells equal requests from different ones, `parts` is what may be told.
    """
    alike: dict[str, list[int]] = {}
    for number, text in printed.items():
        alike.setdefault(fold(text), []).append(number)
    found: dict[int, Apart] = {}
    for numbers in alike.values():
        if len({said[number] for number in numbers}) > 1:
            found |= _of_one_reading(numbers, said, parts)
    return found


def _of_one_reading(numbers: list[int], said: Mapping[int, int],
                    parts: Mapping[int, tuple[str, ...]]) -> Iterable[tuple[int, Apart]]:
    common = set.intersection(*(set(parts[number]) for number in numbers))
    own = {number: " ".join(part for part in parts[number] if part not in common) for number in numbers}
    told = all(own.values()) and len({(own[number], said[number]) for number in numbers}) == len(set(own.values()))
    return [(number, Apart(tuple(other for other in numbers if said[other] != said[number]),
                           own[number] if told else "")) for number in numbers]
