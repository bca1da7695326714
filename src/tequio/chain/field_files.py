"""What a process file says of a form, a survey, a transcript or a list, handed to the importer that reads it."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tequio.chain.kinds import KINDS
from tequio.chain.process_file import Source
from tequio.foundation.intake import File
from tequio.listening.importers import (
    Form,
    Imported,
    Layout,
    Listed,
    Wanted,
    as_words,
    kobo_form,
    odk_form,
    read_agenda,
    read_transcript,
    shaped,
    survey_form,
)

VOICES = "voices"
# A name in a process file, and the file it means.
Find = Callable[[str], File]
# How what was not answered is written, where the process file does not say it.
BLANK: Mapping[str, tuple[str, ...]] = {"kobo": ("n/a",), "survey": ("NA", "#NULL!")}


def read_field_data(source: Source, file: Find) -> Imported:
    """Raises TequioError: TQ-2xx for the file and names of questions, TQ-42x and TQ-43x of its importer."""
    if source.kind in FORMS:
        return shaped(form_of(source, file), wanted_of(source))
    return _transcript(source, file)


def read_listed(source: Source, file: Find) -> Listed:
    """Raises TequioError: TQ-2xx for the file and its columns, TQ-433 where it lists nothing."""
    return read_agenda(file(source.file), source.columns, _own(source), layout_of(source))


def layout_of(source: Source) -> Layout:
    return Layout(source.sheet, source.header_rows, source.header_from, source.blank or BLANK.get(source.kind, ()),
                  source.delimiter, source.encoding)


def wanted_of(source: Source) -> Wanted:
    return Wanted(
        source.columns.get(VOICES, ()),
        {name: columns for name, columns in source.columns.items() if columns and name != VOICES},
        _own(source), source.replace, source.values)


def _own(source: Source) -> dict[str, tuple[str, ...]]:
    """The names by which a field is found, but for fields that the process file gives a column, or none."""
    return {field.name: (field.es, field.name) for field in KINDS[source.kind].fields
            if field.name not in source.columns and not field.only_named}


def form_of(source: Source, file: Find) -> Form:
    """The tables of a form or a survey before anything is asked of them. Raises TQ-2xx, TQ-425, TQ-426, TQ-431."""
    return FORMS[source.kind](source, file)


def names_of(kind: str) -> dict[str, tuple[str, ...]]:
    """The names by which each field of a kind is found."""
    return {field.name: (field.es, field.name) for field in KINDS[kind].fields if not field.only_named}


def _survey(source: Source, file: Find) -> Form:
    return survey_form(file(source.file), layout_of(source),
                       dictionary=file(source.dictionary) if source.dictionary else None)


def _transcript(source: Source, file: Find) -> Imported:
    asking = [label.strip() for label in source.values.get("facilitator", "").split(";") if label.strip()]
    read = read_transcript(file(source.file), asking=asking, encoding=source.encoding, how=source.cut)
    return as_words(read, replace(wanted_of(source), columns={}))


FORMS: Mapping[str, Callable[[Source, Find], Form]] = {
    "kobo": lambda source, file: kobo_form(file(source.file), layout_of(source)),
    "odk": lambda source, file: odk_form(file(source.file), layout_of(source)),
    "survey": _survey}
READERS = frozenset({*FORMS, "transcript"})
