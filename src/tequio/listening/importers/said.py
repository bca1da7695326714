"""What an importer hands over: words with their group and place, and an account of all that stayed outside."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from tequio.foundation.errors import Problem

REASONS = {
    "metadata": {"es": "dato del aparato o de quien capturó", "en": "data of the device or of who entered it"},
    "position": {"es": "posición en el mapa", "en": "position on the map"},
    "media": {"es": "foto, audio u otro archivo", "en": "photo, audio or another file"},
    "contact": {"es": "teléfono, correo o clave de una persona", "en": "telephone, mail or number of a person"},
    "person": {"es": "nombre de una persona", "en": "name of a person"},
    "figure": {"es": "cifras, fechas, folios o domicilios: no es lo que alguien dijo",
               "en": "figures, dates, numbers of files or addresses: nothing that somebody said"},
    "permission": {"es": "lo que la persona permite hacer, y no lo que dijo",
                   "en": "what the person allows, and not what they said"},
    "not_asked": {"es": "el archivo de proceso no la pide", "en": "the process file does not ask for it"},
    "tags": {"es": "fila de etiquetas HXL", "en": "row of HXL tags"},
    "edited": {"es": "versión anterior: se usa la última", "en": "earlier version: the latest is used"},
    "read_before": {"es": "ya se leyó el mismo envío", "en": "the same submission was read already"},
    "rejected": {"es": "el equipo la rechazó al validar", "en": "the team rejected it when validating"},
    "no_consent": {"es": "no hay un sí de la persona", "en": "there is no yes of the person"},
    "orphan": {"es": "no se encuentra el envío al que pertenece", "en": "the submission it belongs to is not there"},
    "no_answer": {"es": "no dice nada en lo que se pide", "en": "says nothing in what is asked for"},
    "unanswered": {"es": "contesta que no sabe, que no aplica o que ninguno: no es una voz",
                   "en": "answers that they do not know, that it does not apply, or none: that is no voice"},
    "preface": {"es": "título o lista de asistentes, antes de que alguien hable",
                "en": "title or list of those present, before anybody speaks"},
    "facilitator": {"es": "habla quien facilita", "en": "the facilitator speaks"},
    "heading": {"es": "título de una parte del documento", "en": "heading of a part of the document"},
    "withdrawn": {"es": "retirada, no vuelve a entrar", "en": "taken back, does not come in again"},
}


def says(answer: object) -> bool:
    """Whether an answer is words: without a single letter it is a figure, a folio or a dash."""
    return any(sign.isalpha() for sign in str(answer or ""))


@dataclass(frozen=True, slots=True)
class Told:
    """What was told beside words: whose, where, and what may be done with them."""

    group: str = ""
    place: str = field(default="", repr=False)
    territory: str = ""
    encounter: str = ""
    allowed: tuple[str, ...] | None = None  # the uses ticked; None where nobody was asked


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said: an answer in somebody's words, with what was told beside it and no sign of who said it."""

    text: str = field(repr=False)
    question: str
    slot: str  # a short name of the question
    turn: int  # which turn of the repeat, from 1; slot and turn are the same in every export of a submission
    row: int  # as a person sees it in that sheet; the position in the list for JSON
    table: str = ""  # '' for the submission itself, else the repeat
    told: Told = Told()
    content: str = ""  # of its row, the same whatever the row is read as; '' where nothing stands in rows


@dataclass(frozen=True, slots=True)
class Submission:
    """One form sent in, one respondent, one transcript.

    `fingerprint` is the same whenever the same submission is read again, edited or not; `version` changes when its
    words do. Who imports keeps the fingerprints and skips those it has. A short answer can be guessed from a
    fingerprint made of content: keep them where the words are kept.
    """

    fingerprint: str
    version: str
    rows: tuple[tuple[str, int], ...]  # what it was read from: table and row, its own first
    week: datetime.date | None = None  # its Monday
    told: Told = Told()
    said: tuple[Said, ...] = ()
    named: bool = True  # known by a name that edits keep; otherwise by its content, which can be guessed
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        """The submission's own words by question."""
        return {one.question: one.text for one in self.said if not one.table}

    @property
    def repeats(self) -> dict[str, list[dict[str, str]]]:
        """The words of every repeat by question: a list of rows per repeat."""
        rows: dict[str, dict[int, dict[str, str]]] = {}
        for one in self.said:
            if one.table:
                rows.setdefault(one.table, {}).setdefault(one.turn, {})[one.question] = one.text
        return {table: list(found.values()) for table, found in rows.items()}


@dataclass(frozen=True)
class Dropped:
    """A column or a row that stays outside, and why: a key of REASONS. Never with its content."""

    reason: str
    table: str = ""
    column: str = ""
    row: int | None = None


@dataclass(frozen=True)
class Imported:
    """What came out of one file. Each row of `rows` was used by a submission or is in `dropped`."""

    file: str
    submissions: tuple[Submission, ...]
    dropped: tuple[Dropped, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)  # read, by table
    refused: tuple[str, ...] = ()  # fingerprints of named submissions that now say no, or were rejected
    slots: frozenset[str] = frozenset()  # short names of the questions that were asked for
    notices: tuple[Problem, ...] = ()  # of the file, without anybody's words

    @property
    def columns_dropped(self) -> tuple[Dropped, ...]:
        return tuple(one for one in self.dropped if one.row is None)

    @property
    def rows_dropped(self) -> tuple[Dropped, ...]:
        return tuple(one for one in self.dropped if one.row is not None)
