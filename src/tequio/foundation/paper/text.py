"""Texts as printers can take them, and the few rules of Spanish and English typography the documents need."""

import re
from collections.abc import Iterator

from tequio.foundation.paper.model import Language, Run, Text

THIN_NO_BREAK_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
# All controls but line feed and tab, surrogates, and the two noncharacters that end each plane with those of Arabic.
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)) + "]")


def clean(text: str) -> str:
    """`text` without what XML cannot carry: control characters, lone surrogates and noncharacters."""
    if text.isprintable():
        return text
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def runs(text: Text) -> tuple[Run, ...]:
    """`text` as runs, empty ones left out."""
    whole = (Run(text),) if isinstance(text, str) else text
    return tuple(run for run in whole if run.text)


def plain(text: Text) -> str:
    """The characters of `text` without emphasis."""
    return "".join(run.text for run in runs(text))


def percent(share: float, language: Language, decimals: int = 0) -> str:
    """A share in 0..1 as a percentage: "12\u202f%" in Spanish, "12%" in English."""
    figure = f"{100 * share:.{decimals}f}"
    return f"{figure}{THIN_NO_BREAK_SPACE}%" if language == "es" else f"{figure}%"


def quoted(text: str, language: Language) -> str:
    """`text` in the quotation marks of the language: « » or “ ”."""
    return f"«{text}»" if language == "es" else f"“{text}”"


def thousands(number: int) -> str:
    """A whole number as Mexico and the English-speaking world group it: 12,345."""
    return f"{number:,}"


def lines(text: str) -> Iterator[str]:
    """The lines of `text`, split at line feeds only."""
    yield from text.split("\n")

