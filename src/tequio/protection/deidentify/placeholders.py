"""Typed placeholders that stay the same for the same words within one encounter."""

from tequio.foundation.language.folding import collapsed
from tequio.protection.deidentify.spans import Span

NAMES = {
    "PERSON": "PERSONA",
    "ALIAS": "APODO",
    "PLACE": "LUGAR",
    "STREET": "CALLE",
    "SCHOOL": "ESCUELA",
    "BUSINESS": "NEGOCIO",
    "DATE": "FECHA",
    "PHONE": "TELÉFONO",
    "EMAIL": "CORREO",
    "URL": "ENLACE",
    "HANDLE": "CUENTA",
    "CURP": "CURP",
    "RFC": "RFC",
    "INE": "CLAVE DE ELECTOR",
    "CLABE": "CUENTA BANCARIA",
    "PLATE": "PLACA",
    "ID": "NÚMERO",
    "WORD": "PALABRA",
}
UNNUMBERED = {"RELATION": "PARENTESCO", "CRIMINAL_GROUP": "GRUPO CRIMINAL"}
ARTICLES = ("el ", "la ", "los ", "las ")


class Placeholders:
    """Numbers each different surface form once, case and accents aside. One per encounter; never kept with the text,
    because it holds the words that the placeholders hide."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {}

    def __call__(self, span: Span, surface: str) -> str:
        if span.label in UNNUMBERED:
            return f"[{UNNUMBERED[span.label]}]"
        numbers = self._numbers.setdefault(span.label, {})
        number = numbers.setdefault(_key(surface), len(numbers) + 1)
        return f"[{NAMES.get(span.label, span.label)} {number}]"


def _key(surface: str) -> str:
    """`"El Yiyo"`, `el yiyo` and `Yiyo` are one person."""
    key = collapsed(surface.strip("\"'«»“”.,;:()"))
    for article in ARTICLES:
        key = key.removeprefix(article)
    return key
