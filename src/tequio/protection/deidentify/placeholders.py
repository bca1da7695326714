"""What stands in a text instead of what was masked: words that can be read where they stand.

«Mi hermano [nombre] vive en [una calle]», «le teme a [una persona]». The brackets say that nobody said these words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tequio.foundation.language.folding import collapsed
from tequio.protection.deidentify.hours import part_of_day
from tequio.protection.deidentify.lexicon import listed, words
from tequio.protection.deidentify.spans import Span
from tequio.protection.deidentify.wordclasses import KIN, KIN_NEVER_ALONE, MONTH, POSSESSIVE, ROLE, TITLE, TRADE


class Noun(NamedTuple):
    """A noun and whether it is feminine."""

    word: str
    feminine: bool = False
    plural: bool = False


NOUNS = {
    "PERSON": Noun("persona", feminine=True),
    "ALIAS": Noun("persona", feminine=True),
    "RELATION": Noun("persona", feminine=True),
    "PLACE": Noun("lugar"),
    "STREET": Noun("calle", feminine=True),
    "SCHOOL": Noun("escuela", feminine=True),
    "BUSINESS": Noun("negocio"),
    "DATE": Noun("fecha", feminine=True),
    "PHONE": Noun("teléfono"),
    "EMAIL": Noun("correo"),
    "URL": Noun("enlace"),
    "HANDLE": Noun("cuenta", feminine=True),
    "CURP": Noun("CURP", feminine=True),
    "RFC": Noun("RFC"),
    "INE": Noun("clave de elector", feminine=True),
    "CLABE": Noun("cuenta bancaria", feminine=True),
    "PLATE": Noun("placas", feminine=True, plural=True),
    "VEHICLE": Noun("vehículo"),
    "ID": Noun("número"),
    "CRIMINAL_GROUP": Noun("grupo criminal"),
    "WORD": Noun("palabra", feminine=True),
}
LABELS = frozenset(NOUNS)
NAME, NICKNAME, GROUP, RELATIVE, CODE = map(Noun, ("nombre", "apodo", "grupo", "familiar", "número"))
RELATIVES, PEOPLE = Noun("familiares", plural=True), Noun("personas", feminine=True, plural=True)
YEAR, MONTH_OF_YEAR, SCHOOL_YEAR = Noun("año"), Noun("mes"), Noun("grado escolar")
HOURS = {
    "": Noun("hora", feminine=True),
    "día": Noun("hora del día", feminine=True),
    "noche": Noun("hora de la noche", feminine=True),
    "madrugada": Noun("hora de la madrugada", feminine=True),
}
EVERY = (*NOUNS.values(), *HOURS.values(), NAME, NICKNAME, GROUP, RELATIVE, RELATIVES, PEOPLE, YEAR, MONTH_OF_YEAR,
         SCHOOL_YEAR)
# One person may look like a name here and like a nickname there.
OF_PEOPLE = frozenset(("PERSON", "ALIAS", "WORD"))
ARTICLES = ("el ", "la ", "los ", "las ", "don ", "dona ")
THIRD = 3
# Letters before a stand-in that decide how it is said.
NEAR = 40
# Which of a kind it is, once there are several: `una persona`, `otra persona`, `una tercera persona`.
WHICH = "un|una|unos|unas|otro|otra|otros|otras|un tercer|una tercera|unos terceros|unas terceras|tercer|tercera"
STAND_IN = re.compile(
    rf"\[(?:(?:{WHICH}|{'|'.join(word.capitalize() for word in WHICH.split('|'))}) )?"
    rf"(?:{'|'.join(sorted({noun.word for noun in EVERY}, key=lambda word: (-len(word), word)))})(?: \(\d+\))?\]"
)
CONTRACTED = re.compile(r"\b([Dd]e|[Aa])l $")
CONTRACTION = re.compile(r"([Dd]e|[Aa])l ")
LAST_WORD = re.compile(r"([^\W\d_]+)\.? $")
BEFORE_DATE = re.compile(r"(?:(?:en|de|desde|hasta|a|como|para|por|hacia) )+", re.IGNORECASE)
SENTENCE_BEGINS = re.compile(r"(?:^|[.?!…\n])[\s«\"“¿¡(-]*$")
CALLED = words("placeholders", "called")
NAMED = words("placeholders", "named")
CODED = words("placeholders", "coded")
GANGS = words("bands", "gangs") - {"cholos", "vatos", "batos", "morros"}
POINTING = words("placeholders", "pointing")


class Which:
    """Which of its kind a stretch is within one text: the same words are the same, `Efraín` is `Efraín Lugo`."""

    def __init__(self) -> None:
        self._given: dict[tuple[str, str], int] = {}
        self._many: dict[str, int] = {}
        self._people: dict[str, int] = {}

    def __call__(self, span: Span, surface: str) -> int:
        kind, key = "people" if span.label in OF_PEOPLE else span.label, _key(surface)
        if span.label == "CRIMINAL_GROUP":
            return 1
        if (kind, key) not in self._given:
            same = self._same_person(key) if kind == "people" else 0
            self._many[kind] = self._many.get(kind, 0) + (not same)
            self._given[kind, key] = same or self._many[kind]
        return self._given[kind, key]

    def _same_person(self, key: str) -> int:
        parts = [part for part in key.split() if not listed().get(part, 0) & TITLE] or key.split()
        same = self._people.get(key, 0) or next((self._given.get(("people", part), 0) for part in parts), 0)
        for part in parts:
            self._people.setdefault(part, same or self._many.get("people", 0) + 1)
        return same


def masked_text(text: str, spans: Iterable[Span]) -> str:
    """The text with a stand-in for each span, in the order of the text.

    The same words get the same stand-in within a text; where two of a kind differ, the second is `otra`.
    """
    return "".join(part for before, stood, _ in masked_pieces(text, spans) for part in (before, stood))


def masked_pieces(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, str, Span | None]]:
    """What stands before each span as it is shown, the stand-in, and the span; at the end what is left, without one."""
    which, here = Which(), 0
    for span in spans:
        before, surface = text[here : span.start], text[span.start : span.end]
        near = text[max(0, span.start - NEAR) : span.start]
        capital = surface[:1].isupper() and bool(SENTENCE_BEGINS.search(near))
        stood, before = _stand_in(span, surface, before, near, which(span, surface), capital=capital)
        yield before, stood, span
        here = span.end
    yield text[here:], "", None


def kind(label: str) -> str:
    """What a label is called where masks are listed."""
    return NOUNS[label].word if label in NOUNS else label.lower()


def _stand_in(span: Span, surface: str, before: str, near: str, which: int, *, capital: bool) -> tuple[str, str]:
    """The stand-in, and what stands before it: `del` before `[una persona]` becomes `de`."""
    last = LAST_WORD.search(near)
    # With its accents: `está` points at nobody, `esta` does.
    word = last[1].lower() if last else ""
    noun = _noun(span, surface, collapsed(word))
    kept = _kept(span, surface)
    bare = noun in (NAME, CODE) or bool(listed().get(word, 0) & POSSESSIVE) or word in POINTING
    shown = _of_a_kind(noun, which, bare=bare and not kept)
    shown = shown[:1].upper() + shown[1:] if capital and not kept else shown
    if not bare or kept:
        before = CONTRACTED.sub(r"\1 ", before)
    return f"{kept}[{shown}]", before


def _kept(span: Span, surface: str) -> str:
    """The preposition that was masked with the rest: `en 2014`, `al Tuercas`."""
    found = CONTRACTION.match(surface)
    if found:
        return f"{found[1]} "
    prepositions = BEFORE_DATE.match(surface) if span.label == "DATE" else None
    return prepositions[0] if prepositions else ""


def _of_a_kind(noun: Noun, which: int, *, bare: bool) -> str:
    ending = ("as" if noun.feminine else "os") if noun.plural else ("a" if noun.feminine else "")
    if which == 1:
        return noun.word if bare else f"un{ending} {noun.word}"
    if which == THIRD - 1:
        return f"otr{ending or 'o'} {noun.word}"
    if which == THIRD and not noun.plural:
        return f"tercer{ending} {noun.word}" if bare else f"un{ending} tercer{ending} {noun.word}"
    return f"{noun.word} ({which})" if bare else f"un{ending} {noun.word} ({which})"


def _noun(span: Span, surface: str, before: str) -> Noun:
    """How the thing is called here: a name behind `mi hermano`, a nickname behind `le dicen`, a year for 2017."""
    folded = collapsed(surface)
    if span.label == "RELATION":
        return _relation(folded)
    if span.label == "DATE":
        return _time(folded)
    if before in CODED and span.label in ("PLATE", "ID", "CURP", "RFC", "INE", "CLABE"):
        return CODE
    if span.label not in ("PERSON", "ALIAS"):
        return NOUNS.get(span.label, NOUNS["WORD"])
    if before in CALLED:
        return NICKNAME
    if (span.label == "ALIAS" and folded.startswith(("los ", "las "))) or GANGS & set(folded.split()):
        return GROUP
    named = before in NAMED or bool(listed().get(before, 0) & (KIN | TITLE | ROLE | TRADE))
    # `la maestra doña Luz`: what is masked says by itself that it is a person.
    return NAME if named and span.label == "PERSON" and not folded.startswith(("don ", "dona ")) else NOUNS[span.label]


def _relation(folded: str) -> Noun:
    head = next((word for word in folded.split() if word not in ("el", "la", "los", "las", "ex", "unico", "unica")), "")
    bits = listed().get(head, 0)
    if bits & KIN and not bits & KIN_NEVER_ALONE:
        return RELATIVES if head.endswith("s") else RELATIVE
    return PEOPLE if head.endswith("s") and folded.startswith(("los ", "las ")) else NOUNS["RELATION"]


def _time(folded: str) -> Noun:
    part = part_of_day(folded)
    if part is not None:
        return HOURS[part]
    core = BEFORE_DATE.sub("", folded).removeprefix("el ").removeprefix("ano ")
    if core.isdigit() or core.startswith(("dos mil", "mil novecientos")):
        return YEAR
    if listed().get(core, 0) & MONTH:
        return MONTH_OF_YEAR
    return SCHOOL_YEAR if core.endswith(("grado", "semestre", "cuatrimestre")) else NOUNS["DATE"]


def _key(surface: str) -> str:
    """`"El Yiyo"`, `el yiyo` and `Yiyo` are one person."""
    key = collapsed(surface.strip("\"'«»“”.,;:()"))
    for article in ARTICLES:
        key = key.removeprefix(article)
    return key
