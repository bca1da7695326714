"""Columns that would expose somebody: positions, photos, recordings, telephones, what a device wrote by itself."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from tequio.foundation.errors import TequioError
from tequio.foundation.language.figures import is_amount
from tequio.foundation.language.folding import fold
from tequio.listening.importers.finding import shown
from tequio.listening.importers.forms import Form, Question, Table
from tequio.listening.importers.said import REASONS, says
from tequio.listening.importers.wordless import asks_permission, names_people, wordless

METADATA = frozenset({
    "start", "end", "today", "deviceid", "device_id", "username", "simserial", "subscriberid", "phonenumber",
    "phone_number", "email", "audit", "start-geopoint", "background-audio", "_id", "_uuid", "_submission_time",
    "_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_version_", "_version", "_tags",
    "_index", "_parent_index", "_parent_table_name", "_geolocation", "_attachments", "_xform_id",
    "_xform_id_string", "_supplementaldetails", "_bamboo_dataset_id", "formhub/uuid", "rooturl", "instanceid",
    "instancename", "hxl",
})
OF_CENTRAL = frozenset({
    "submissiondate", "key", "parent_key", "submitterid", "submittername", "attachmentspresent",
    "attachmentsexpected", "status", "reviewstate", "deviceid", "edits", "formversion",
})
META = re.compile(r"meta\W+\w+")
AXIS = re.compile(r"(?:.*[\W_])?(?:latitude|longitude|altitude|precision|accuracy|latitud|longitud|altitud|gps)")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
POINT = r"-?\d{1,2}\.\d+ -?\d{1,3}\.\d+(?: -?\d+(?:\.\d+)?){0,2}"
POSITION = re.compile(rf"{POINT}(?:\s*;\s*{POINT})*;?|(?:POINT|LINESTRING|POLYGON)\s{0,2}Z?\s{0,2}\(.*", re.DOTALL)
MEDIA = re.compile(
    r"https?://\S+|[^\n/]{1,200}\.(?:jpe?g|png|gif|heic|webp|bmp|m4a|mp3|wav|amr|ogg|opus|aac|3gpp?|mp4|mov|avi|webm"
    r"|mkv|pdf|docx?|xlsx?|csv|zip|vcf)", re.IGNORECASE)
PHONE = re.compile(r"\+?[\d\s().-]{10,20}")
ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")
CONTACT = frozenset({
    "telefono", "tel", "celular", "cel", "whatsapp", "phone", "mobile", "correo", "email", "mail", "curp", "rfc",
    "ine", "apellido", "apellidos", "surname",
})
LONGEST_NAME = 4  # words: a longer heading is a question that may well be about telephones
SAMPLE = 200
SPOKEN = ("voices",)
PHONE_DIGITS = (10, 13)


def screen(form: Form) -> dict[Question, str]:
    """Every column that does not leave the reader whatever is asked, with the reason."""
    return {Question(table.name, column): reason for table in form.tables for column in table.columns
            if (reason := _reason(form, table, column))}


def check(form: Form, name: str, question: Question, barred: dict[Question, str]) -> None:
    """Raises TequioError TQ-422 when the process file asks for a column that stays inside."""
    reason = barred.get(question, "")
    if name in SPOKEN and not reason:
        table = next(table for table in form.tables if table.name == question.table)
        # Answers without letters are listed row by row.
        reason = not_words(form, table, question.column) if any(map(says, _answers(table, question.column))) else ""
    # The week is all that a time leaves behind.
    if reason and not (name == "week" and reason == "metadata"):
        raise TequioError("TQ-422", file=form.file, sheet=question.table, column=shown(question), field=name,
                          why=REASONS[reason]["es"], why_en=REASONS[reason]["en"])


def _reason(form: Form, table: Table, column: str) -> str:
    name = fold(column)
    own = name.removeprefix("_submission_")  # what a repeat copies from its submission
    if {name, own} & METADATA or META.fullmatch(own) or (form.kind == "odk" and name in OF_CENTRAL):
        return "metadata"
    if column.endswith("_URL") and column.removesuffix("_URL") in table.columns:
        return "media"
    if AXIS.fullmatch(name) and _all(table, column, NUMBER.fullmatch):
        return "position"
    if _all(table, column, POSITION.fullmatch):
        return "position"
    if _all(table, column, MEDIA.fullmatch):
        return "media"
    if _contact(table, column, name):
        return "contact"
    return "person" if names_people(column) else ""


def not_words(form: Form, table: Table, column: str) -> str:
    """Why a column is nothing that anybody said, although it may say group, place, day or permission; "" otherwise."""
    answers = list(islice(_answers(table, column), SAMPLE))
    titles = (column, table.titles.get(column, ""))
    if any(asks_permission(title, answers) for title in titles):
        return "permission"
    coded = column in form.decode
    return "figure" if not coded and any(wordless(title, answers) for title in titles if title) else ""


def _answers(table: Table, column: str) -> Iterator[str]:
    return filter(None, (instance.cells[column] for instance in table.instances))


def _all(table: Table, column: str, fits: Callable[[str], object]) -> bool:
    """Whether there are answers and every one fits."""
    answers = _answers(table, column)
    first = next(answers, "")
    return bool(first) and bool(fits(first)) and all(fits(answer) for answer in answers)


def _contact(table: Table, column: str, name: str) -> bool:
    words = re.findall(r"[^\W_]+", re.split(r"[/:>|]", name)[-1])
    if len(words) <= LONGEST_NAME and CONTACT.intersection(words):
        return True
    sample = list(islice(_answers(table, column), SAMPLE))
    return bool(sample) and sum(map(_reaches_somebody, sample)) > len(sample) / 2


def _reaches_somebody(answer: str) -> bool:
    digits = sum(c.isdigit() for c in answer)
    return bool(ADDRESS.fullmatch(answer)) or (
        PHONE_DIGITS[0] <= digits <= PHONE_DIGITS[1] and bool(PHONE.fullmatch(answer)) and not is_amount(answer))
