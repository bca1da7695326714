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
# One person may look like a name here and like a nickname there; the first look gives the placeholder.
OF_PEOPLE = frozenset(("PERSON", "ALIAS", "WORD"))
ARTICLES = ("el ", "la ", "los ", "las ", "don ", "dona ")


class Placeholders:
    """Numbers each different surface form once, case, accents and articles aside. One per encounter.

    Never kept with the text: it holds the words that the placeholders hide."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}

    def __call__(self, span: Span, surface: str) -> str:
        if span.label in UNNUMBERED:
            return f"[{UNNUMBERED[span.label]}]"
        key = ("people" if span.label in OF_PEOPLE else span.label, _key(surface))
        if key not in self._given:
            self._last[span.label] = self._last.get(span.label, 0) + 1
            self._given[key] = f"[{NAMES.get(span.label, span.label)} {self._last[span.label]}]"
        return self._given[key]


def _key(surface: str) -> str:
    """`"El Yiyo"`, `el yiyo` and `Yiyo` are one person."""
    key = collapsed(surface.strip("\"'«»“”.,;:()"))
    for article in ARTICLES:
        key = key.removeprefix(article)
    return key
