"""Numbers and codes that name one person, vehicle, account or file, by their shape in either case."""

import re

from tequio.protection.deidentify.lexicon import words
from tequio.protection.deidentify.spans import Span

FLAGS = re.IGNORECASE
CODES = (
    ("CURP", "shape", r"\b[a-z][aeioux][a-z]{2}[ -]?\d{6}[ -]?[hmx][a-z]{5}[a-z\d]\d\b"),
    ("INE", "shape", r"\b[a-zñ]{6}[ -]?\d{8}[ -]?[hm][ -]?\d{3}\b"),
    ("RFC", "shape", r"\b[a-zñ&]{3,4}[ -]?\d{6}[ -]?(?=[a-z\d]{0,2}\d)[a-z\d]{3}\b|\b[a-zñ]{4}-?\d{6}\b"),
    (
        "PLATE",
        "shape",
        r"\b(?!que|las|los|con|del|mil|son|por|tel|cel|fue|unos|una|eran?|art|num|calle?|rzr)[a-z]{2,3}[ -]?\d{2,3}[ -]\d{2,3}(?:[ -]?[a-z])?\b"
        r"|\b[a-z]{1,3}-\d{3,6}(?:-[a-z])?\b|\b[a-z]{3}-?\d{3,4}(?:-?[a-z])?\b(?<![a-z]{3}20[012]\d)|\b\d{2,3}-[a-z]{2,3}-\d{1,3}\b|\b[a-z]\d{2}-?[a-z]{3}\b|\b[a-z]-?\d{2}-?[a-z]{3}\b",
    ),
    ("CLABE", "shape", r"\b\d{3}[ -]?\d{3}[ -]?\d{11}[ -]?\d\b|\b\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{2})?\b"),
    (
        "ID",
        "shape",
        r"\b[a-z]{1,3}-?\d{5,}\b|\b\d{2,3}-\d{3,4}\b(?!-)|\b[a-z]{2,}(?:[/-][a-z\d]+)*[/-]\d[a-z\d/-]*\d\b|-?\b\d{1,3}\.\d{4,}\b",
    ),
)
PHONE = re.compile(r"(?<![\d.,$])(?:\(?\+?\d{1,3}\)?[ .-]?){1,2}(?:\d{1,4}[ .-]?){2,6}\d{1,4}(?!\d|,\d)")
NUMERIC_DATE = re.compile(
    r"\b\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}\b|\b(?:19|20)\d{2}-\d{1,2}-\d{1,2}\b"
    r"|\b\d{1,2}[/-](?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]*[/-]\d{2,4}\b|\b\d{1,2}/(?:0?[1-9]|1[0-2])\b",
    FLAGS,
)
HOUR = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?(?:a|-|–) ?(?:las )?\d{1,2}[:.][0-5]\d)?(?: ?(?:[ap]\.? ?m\b\.?|h(?:rs|oras|s)?\b\.?))?|\b\d{1,2} ?(?:[ap]\.? ?m\b\.?|hrs\b\.?)",
    FLAGS,
)
GRADE = re.compile(r"\b[1-6](?:[°ºo]|er|ro|do|to)\.? ?[\"“”']?[a-h]\b[\"”']?", FLAGS)
ADDRESSES = (
    (
        "EMAIL",
        re.compile(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+|[\w.+-]+ arroba [\w-]+(?: punto com| punto \w+|\.com)?", FLAGS),
    ),
    (
        "URL",
        re.compile(
            r"(?:https?://|www\.)\S+[^\s.,;:!?)]|\b[\w-]+(?:\.[\w-]+)*\.(?:com|mx|org|net|gob|edu|info|me)\b(?:/\S*[^\s.,;:!?)])?",
            FLAGS,
        ),
    ),
    ("HANDLE", re.compile(r"(?<!\w)@\w[\w.]*\w|(?<!\w)#[^\W\d]\w{3,}", FLAGS)),
)
INITIALS = re.compile(
    r"(?<!\w)(?:[^\W\d_a-záéíóúñ]\. ?){2,5}(?<! )|(?<!\w)(?:[a-zñ]\.){3,5}|(?<!\w)(?:[a-zñ]\. ){1,2}[a-zñ]\.(?= ?[(,;])|(?<!\w)j\.? (?=jes[uú]s|guadalupe|carmen|trinidad|socorro|refugio)"
)
CUED = re.compile(
    r"\b(?:placas?|patrulla|carpeta|expediente|folio|matr[ií]cula|n[uú]mero econ[oó]mico|econ[oó]mico|serie|unidad|c[eé]dula|cuenta|tarjeta|clabe|nss|contrato"
    r"|p[oó]liza|acta|averiguaci[oó]n|oficio|recibo|credencial|clave|pin|nip|contrase[ñn]a|taxi|combi|local|puesto)\b"
    r"(?: de (?:investigaci[oó]n|elector|nacimiento))?(?: previa)?(?: es| son| con| n[uú]m(?:ero)?\.?| no\.?| terminaci[oó]n| termina en| tiene| n[uú]mero)*[ :#]{1,3}"
    r"(?P<code>(?=[a-z]{0,4}[ -]?\d|[a-z-]{2,5}\d)[a-z\d]{1,6}(?:[ /-]{1}(?=[a-z]{0,3}\d|[a-z]{1,2}\b(?! [a-z]))[a-z\d]{1,6}){0,5})",
    FLAGS,
)
CODE_PATTERNS = tuple((label, reason, re.compile(pattern, FLAGS)) for label, reason, pattern in CODES)
PUBLIC_INITIALS = words("identifiers", "public_initials")
SHORTEST_PHONE, LONGEST_PHONE = 7, 14


def identifiers(text: str) -> list[Span]:
    """Every code, number and address in a text."""
    found = [*_addresses(text), *_initials(text)]
    if any(letter.isdigit() for letter in text):
        found += [*_codes(text), *_phones(text), *_cued(text), *_times(text)]
    return found


def _codes(text: str) -> list[Span]:
    return [
        Span(*match.span(), label, reason)
        for label, reason, pattern in CODE_PATTERNS
        for match in pattern.finditer(text)
    ]


def _phones(text: str) -> list[Span]:
    found = []
    for match in PHONE.finditer(text):
        digits = sum(letter.isdigit() for letter in match[0])
        if SHORTEST_PHONE <= digits <= LONGEST_PHONE and not NUMERIC_DATE.fullmatch(match[0]):
            found.append(Span(*match.span(), "PHONE" if digits in (7, 8, 10, 12, 13) else "ID", "digits"))
    return found


def _cued(text: str) -> list[Span]:
    return [
        Span(
            *match.span("code"), "PLATE" if match[0].lower().startswith(("placa", "patrulla", "matr")) else "ID", "cue"
        )
        for match in CUED.finditer(text)
    ]


def _times(text: str) -> list[Span]:
    return [
        Span(*match.span(), "DATE", "digits")
        for pattern in (NUMERIC_DATE, HOUR, GRADE)
        for match in pattern.finditer(text)
    ]


def _addresses(text: str) -> list[Span]:
    if not ("@" in text or "." in text or "#" in text or "arroba" in text):
        return []
    return [Span(*match.span(), label, "shape") for label, pattern in ADDRESSES for match in pattern.finditer(text)]


def _initials(text: str) -> list[Span]:
    return [
        Span(*match.span(), "PERSON", "initials")
        for match in INITIALS.finditer(text)
        if match[0].lower().replace(" ", "") not in PUBLIC_INITIALS
    ]
