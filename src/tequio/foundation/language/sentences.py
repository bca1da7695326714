"""Where sentences begin and end, by rules of our own: speech written down has few stops and many abbreviations."""

import re

from tequio.foundation.language.folding import fold_word

# A run of marks is looked at once, from its first.
END = re.compile(r"(?P<mark>(?<![.!?…])[.!?…]++[\"»”’)\]]*+)(?=\s|$)|\n+")
LAST_WORD = re.compile(r"[^\W\d_]{1,12}$")
SHORTENED = """
a ap apdo arq av avda blvd c calz cap cd cel cmte cnel col comdte crio depto dpto dr dra edif edo etc exp ext
fam fco fracc gpe gral hnos ing inge int jr kdte km lic lt ma maestr mtra mtro mz mza no nom nte num ote p pag
pp priv prof profa prol pte pza q r s sec secc sgto sr sra sres srita srta sta sto sup sur tel tnte ud uds
unid urb vda vs
"""
ABBREVIATIONS = frozenset(SHORTENED.split())


def sentences(text: str) -> list[tuple[int, int]]:
    """`(start, end)` in code points of each sentence, without the blanks around it. A line break always ends one."""
    found, start = [], 0
    for match in END.finditer(text):
        if _abbreviation(text, match):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return [(first, last) for first, last in (_trimmed(text, *piece) for piece in found) if first < last]


def _abbreviation(text: str, match: re.Match[str]) -> bool:
    """`Lic. Pacheco`, `Martha O. Félix`: a single stop after an abbreviation or an initial ends nothing."""
    if match["mark"] != ".":
        return False
    before = LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    if before is None:
        return False
    return len(before[0]) == 1 or fold_word(before[0]) in ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
