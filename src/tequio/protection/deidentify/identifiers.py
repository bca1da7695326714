"""Numbers and codes that name one person, vehicle, account or file."""

import re

from tequio.foundation.language.figures import is_amount
from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.shapes import ADDRESSES, CODE_PATTERNS, CUED, INITIALS, NUMERIC_DATE, PHONE, TIMES
from tequio.protection.deidentify.spans import Span

PUBLIC_INITIALS = words("identifiers", "public_initials")
SHORTEST_PHONE, LONGEST_PHONE = 7, 14
TELEPHONES = (7, 8, 10, 12, 13)
ARTICLE = "el "
AFTER_A_NUMBER = 30
VEHICLES = ("placa", "patrulla", "matr")
# Looking for these first is ten times faster than trying the patterns on a text that has none.
A_DIGIT, SIX_DIGITS = re.compile(r"\d"), re.compile(r"\d{6}")
WITH_SIX_DIGITS = frozenset(("CURP", "INE", "RFC"))
MARKS = {
    "EMAIL": ("@", "arroba"),
    "URL": ("://", "www.", ".com", ".mx", ".org", ".net", ".gob", ".edu", ".info", ".me"),
    "HANDLE": ("@", "#", "_", "ig ", "insta", "face", "fb ", "tiktok", "perfil", "usuario"),
}


def identifiers(text: str) -> list[Span]:
    """Every code, number and address in a text."""
    found = [*_initials(text), *_addresses(text, text.lower())]
    if A_DIGIT.search(text):
        found += [*_codes(text), *_phones(text), *_cued(text), *_times(text)]
    return found


def _addresses(text: str, lower: str) -> list[Span]:
    found = []
    for label, shape in ADDRESSES.items():
        if any(mark in lower for mark in MARKS[label]):
            found += [Span(*match.span(), label, "shape") for match in shape.finditer(text)]
    return found


def _codes(text: str) -> list[Span]:
    found = []
    six = SIX_DIGITS.search(text)
    for label, shape in CODE_PATTERNS.items():
        if six or label not in WITH_SIX_DIGITS:
            found += [Span(*match.span(), label, "shape") for match in shape.finditer(text)]
    return found


def _phones(text: str) -> list[Span]:
    found = []
    for match in PHONE.finditer(text):
        digits = sum(letter.isdigit() for letter in match[0])
        if not SHORTEST_PHONE <= digits <= LONGEST_PHONE or NUMERIC_DATE.fullmatch(match[0]):
            continue
        if not is_amount(match[0], text[match.end() : match.end() + AFTER_A_NUMBER]):
            found.append(Span(*match.span(), "PHONE" if digits in TELEPHONES else "ID", "digits"))
    return found


def _cued(text: str) -> list[Span]:
    found = []
    for match in CUED.finditer(text):
        label = "PLATE" if match[0].lower().startswith(VEHICLES) else "ID"
        found.append(Span(*match.span("code"), label, "cue"))
    return found


def _times(text: str) -> list[Span]:
    found = [match.span() for shape in TIMES for match in shape.finditer(text)]
    return [Span(_with_article(text, start), end, "DATE", "digits") for start, end in found]


def _with_article(text: str, start: int) -> int:
    """`el 3-mayo-2016`."""
    return start - len(ARTICLE) if text[max(0, start - len(ARTICLE)) : start].lower() == ARTICLE else start


def _initials(text: str) -> list[Span]:
    found = []
    for match in INITIALS.finditer(text):
        if match[0].lower().replace(" ", "") not in PUBLIC_INITIALS:
            found.append(Span(*match.span(), "PERSON", "initials"))
    return found
