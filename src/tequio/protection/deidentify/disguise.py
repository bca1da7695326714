"""Words that hide from a list: invisible letters inside, letters set apart, digits in place of letters.

`El Y\u200diyo`, `E v a r i s t o`, `3v4r1st0` are read as what a person sees, and masked where they stand.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# Marks that are not seen, letters of other alphabets that look the same, and letters in other dress.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]"
)
TWINS = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u0410\u0412\u0415\u041a\u041c\u041d\u041e"
    "\u0420\u0421\u0422\u0425\u03bf\u039f\u0391\u0395\u0399\u039a\u039c\u039d\u03a1\u03a4",
    "aeopcxyijsABEKMHOPCTXoOAEIKMNPT",
)
DRESSED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u24b6-\u24e9]")
OTHERWISE = re.compile("[" + UNSEEN.pattern[1:-1] + DRESSED.pattern[1:-1] + "".join(map(chr, TWINS)) + "]")
# One blank, stop, hyphen or the like between each letter and the next, four letters at least.
APART = re.compile(r"(?<!\w)[^\W\d_](?:([ .\-_*·/])[^\W\d_])(?:\1[^\W\d_]){2,39}(?!\w)")
MIXED = re.compile(r"[\w@$!]{3,41}")
HAS_MIXED = re.compile(r"[^\W\d_][0134578@$!]|[0134578@$][^\W\d_]")
LEET = str.maketrans("0134578@$!", "oieastbasi")
LEET_L = str.maketrans("0134578@$!", "oleastbasi")
MOST_MIXED = 40
A_LATIN_LETTER = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class Seen:
    """A text as a person sees it; `places` are where its letters stood, with one more for its end."""

    text: str
    places: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


def is_disguised(text: str) -> bool:
    """Whether reading it as seen could differ from reading it as written."""
    if not text.isascii() and OTHERWISE.search(text):
        return True
    return bool(APART.search(text) or HAS_MIXED.search(text))


def seen(text: str, known: Callable[[str], bool]) -> Seen:
    """The text without what is not seen, letters set apart drawn together, digits read as letters where the word is
    `known` so."""
    places = list(range(len(text) + 1))
    if not text.isascii() and OTHERWISE.search(text):
        places = [place for place, letter in enumerate(text) if not UNSEEN.match(letter)]
        text = "".join(map(_undressed, map(text.__getitem__, places)))
        places.append(len(places) and places[-1] + 1)
        text = text.translate(TWINS) if A_LATIN_LETTER.search(text) else text
    return _drawn_together(_letters_for_digits(text, known), places)


def runs_apart(text: str) -> list[tuple[int, int, str]]:
    """Letters set apart: where each run stands, and what it says."""
    return [(*match.span(), match[0][::2]) for match in APART.finditer(text)]


def _undressed(letter: str) -> str:
    if not DRESSED.match(letter):
        return letter
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter


def _letters_for_digits(text: str, known: Callable[[str], bool]) -> str:
    if not HAS_MIXED.search(text):
        return text
    letters = list(text)
    for match in MIXED.finditer(text):
        word = match[0]
        before = text[match.start() - 1 : match.start()]
        if len(word) > MOST_MIXED or before.isalnum() or word.isalpha() or word.isdigit():
            continue
        for table in (LEET, LEET_L):
            read = word.translate(table)
            if read.isalpha() and known(read):
                letters[match.start() : match.end()] = read
                break
    return "".join(letters)


def _drawn_together(text: str, places: list[int]) -> Seen:
    if not (runs := runs_apart(text)):
        return Seen(text, places)
    parts, kept, last = [], [], 0
    for start, end, said in runs:
        parts += [text[last:start], said]
        kept += [*places[last:start], *places[start:end:2]]
        last = end
    return Seen("".join([*parts, text[last:]]), [*kept, *places[last:]])
