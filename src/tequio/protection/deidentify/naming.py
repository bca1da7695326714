"""Which of the masks of a text name somebody: all that falls in what the team wrote, or in what is public already."""

from tequio.foundation.language.dictionary import known_word
from tequio.foundation.language.tokens import words
from tequio.protection.deidentify.lexicon import classes
from tequio.protection.deidentify.placeholders import NEAR, SENTENCE_BEGINS
from tequio.protection.deidentify.spans import MARKED, Span
from tequio.protection.deidentify.wordclasses import ALSO_WORD, CUE_BITS, HERO, NAME, SANTO, TITLE, UNKNOWN

IDENTIFIERS = frozenset(("PHONE", "EMAIL", "HANDLE", "CURP", "RFC", "INE", "CLABE", "PLATE", "ID"))
# A number or a code found by its shape alone is as often a law, a norm or a year as somebody's file.
SHAPED = frozenset(("ID", "PLATE"))
SAID_TO_BE_A_NAME = frozenset(("titled", "introduced", "initials", "again"))
FULL_NAME = 2


def names_somebody(span: Span, text: str, *, private: bool) -> bool:
    """A name of a person, an identifier, a group that can take revenge, or what people marked.

    With `private` only what reaches a private person: a whole name, an identifier, a mark.
    """
    surface = text[span.start : span.end]
    if span.reason == MARKED:
        return True
    if span.label == "HANDLE":
        return not surface.startswith("#") and not all(map(known_word, words(surface)))
    if span.label in IDENTIFIERS:
        return not (span.label in SHAPED and span.reason == "shape")
    if span.label == "CRIMINAL_GROUP":
        return not private
    if span.label == "ALIAS":
        return not private and (span.reason in SAID_TO_BE_A_NAME or _is_a_letter(surface))
    opens = bool(SENTENCE_BEGINS.search(text[max(0, span.start - NEAR) : span.start]))
    return span.label == "PERSON" and _is_a_name(span, surface, private=private, opens=opens)


def _is_a_letter(surface: str) -> bool:
    """Whether somebody is called by a letter, as `el Z`: too short to be marked, and no word of its own."""
    last = surface.split()[-1]
    return len(last) == 1 and last.isupper()


def _is_a_name(span: Span, surface: str, *, private: bool, opens: bool) -> bool:
    found = [classes(word) for word in words(surface) if word.isalpha()]
    if any(bits & (HERO | SANTO | CUE_BITS) and not bits & TITLE for bits in found[:1]) or not found:
        return False
    names = sum(bool(bits & NAME) for bits in found)
    if private:
        return names >= FULL_NAME and not all(bits & (HERO | ALSO_WORD) for bits in found if bits & NAME)
    if span.reason in SAID_TO_BE_A_NAME:
        return True
    sure = any(bits & NAME and not bits & ALSO_WORD for bits in found)
    # An unknown word that opens a sentence may be English, or a slip.
    unknown = span.reason == "capital" and not opens and surface[0].isupper() and any(bits & UNKNOWN for bits in found)
    return sure or names >= FULL_NAME or unknown
