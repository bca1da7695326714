"""Text whose letters were set apart, as titles are: «A C U E R D O S», pure."""

import re
from collections.abc import Sequence
from statistics import median

FEWEST = 6  # letters that stand alone before a line counts as set apart
SHARE = 0.75
WIDER = 1.5  # than the gap between two letters: the gap between two words
LONGEST = 24  # letters of the longest word that a line is parted into
RUN_TOGETHER = "\u2060"  # a mark that nobody sees: what carries it could not be parted into words


def is_spaced(line: str) -> bool:
    """Whether nearly every letter of a line stands alone."""
    parts = line.split()
    single = sum(len(part) == 1 and part.isalpha() for part in parts)
    return single >= FEWEST and single >= SHARE * len(parts)


def joined(letters: str, gaps: Sequence[float]) -> str:
    """The words of a line, from its letters and the gap after each; '' where the gaps tell no words apart."""
    usual = median(gaps) if gaps else 0.0
    if usual <= 0:
        return ""
    text = letters[0] + "".join(
        f" {letter}" if gap > WIDER * usual else letter for letter, gap in zip(letters[1:], gaps, strict=True))
    return text if max(map(len, text.split())) <= LONGEST else ""


def closed_up(text: str) -> str:
    """Text without places: two blanks or more part words; letters with one blank between them are one word.

    A run that is longer than any word carries RUN_TOGETHER, so that whoever reads it can refuse it.
    """
    return "\n".join(_closed(line) if is_spaced(line) else line for line in text.split("\n"))


def _closed(line: str) -> str:
    words = ["".join(part.split()) for part in re.split(r"[ \xa0\t]{2,}", line.strip())]
    return " ".join(word if len(word) <= LONGEST else word + RUN_TOGETHER for word in words)
