"""What is sent from the desk."""

from collections.abc import Iterable, Mapping, Sequence

from tequio.diagnosis.coding.actions import Marked, Note, Seen
from tequio.diagnosis.coding.facets import CHOICES, Facets
from tequio.diagnosis.coding.words import Word, found_between
from tequio.diagnosis.models import Code
from tequio.foundation.errors import TequioError
from tequio.foundation.language.folding import fold


def seen(sent: Mapping[str, str]) -> Seen:
    return Seen(number(sent.get("revision", "")), sent.get("text", ""))


def note(sent: Mapping[str, str]) -> Note:
    return Note(Facets(**{name: sent.get(name, "") for name in CHOICES}), sent.get("memo", ""))


def marked(sent: Mapping[str, str], words: Sequence[Word]) -> Marked:
    """By its place, where the page chose it, or by its first and last words. Raises TQ-370, TQ-501."""
    if sent.get("start", "") and sent.get("end", ""):
        return Marked(number(sent["start"]), number(sent["end"]))
    if not sent.get("first", "").strip():
        raise TequioError("TQ-501", value="–")
    found = found_between(words, sent["first"], sent.get("last", ""))
    if found is None:
        raise TequioError("TQ-370")
    return Marked(*found)


def chosen_code(codes: Iterable[Code], typed: str) -> Code:
    """By its key, by its label, or by a part of the label that is no other's. Raises TQ-372."""
    said = fold(typed.split("·")[0]).strip()
    rows = list(codes)
    named = [row for row in rows if said and said in (fold(row.key), fold(row.label_es), fold(row.label_en))]
    partly = [row for row in rows if said and (said in fold(row.label_es) or said in fold(row.label_en))]
    for found in (named, partly):
        if len(found) == 1:
            return found[0]
    raise TequioError("TQ-372", value="")


def number(said: str) -> int:
    """A whole number that a place can be; anything else is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1
