"""What a process file says of a form, a survey, a transcript or a list, handed to the importer that reads it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from tequio.chain.kinds import KINDS
from tequio.chain.process_file import Source
from tequio.foundation.errors import TequioError
from tequio.listening.importers import (
    Imported,
    Layout,
    Listed,
    Wanted,
    as_words,
    read_agenda,
    read_kobo,
    read_odk,
    read_survey,
    read_transcript,
)

VOICES = "voices"
# How what was not answered is written, where the process file does not say it.
BLANK: Mapping[str, tuple[str, ...]] = {"kobo": ("n/a",), "survey": ("NA", "#NULL!")}


def read_field_data(source: Source, folder: Path) -> Imported:
    """Raises TequioError: TQ-2xx for the file and names of questions, TQ-42x and TQ-43x of its importer."""
    return READERS[source.kind](source, folder)


def read_listed(source: Source, folder: Path) -> Listed:
    """Raises TequioError: TQ-2xx for the file and its columns, TQ-433 where it lists nothing."""
    return read_agenda(folder / source.file, source.columns, _own(source), layout_of(source))


def layout_of(source: Source) -> Layout:
    return Layout(source.sheet, source.header_rows, source.header_from, source.blank or BLANK.get(source.kind, ()),
                  source.delimiter, source.encoding)


def wanted_of(source: Source) -> Wanted:
    """Raises TequioError TQ-104 where several questions are named for a field that takes one."""
    for name, columns in source.columns.items():
        if name != VOICES and len(columns) > 1:
            raise TequioError("TQ-104", file=source.label, column=f"sources.columns.{name}", value=", ".join(columns),
                              wanted=f'{name} = "…"')
    return Wanted(
        source.columns.get(VOICES, ()),
        {name: columns[0] for name, columns in source.columns.items() if columns and name != VOICES},
        _own(source), source.replace, source.values)


def _own(source: Source) -> dict[str, tuple[str, ...]]:
    """The names by which a field is found, but for fields that the process file gives a column, or none."""
    return {field.name: (field.es, field.name) for field in KINDS[source.kind].fields
            if field.name not in source.columns and not field.only_named}


def _kobo(source: Source, folder: Path) -> Imported:
    return read_kobo(folder / source.file, wanted_of(source), layout_of(source))


def _odk(source: Source, folder: Path) -> Imported:
    return read_odk(folder / source.file, wanted_of(source), layout_of(source))


def _survey(source: Source, folder: Path) -> Imported:
    return read_survey(folder / source.file, wanted_of(source), layout_of(source),
                       dictionary=folder / source.dictionary if source.dictionary else None)


def _transcript(source: Source, folder: Path) -> Imported:
    asking = [label.strip() for label in source.values.get("facilitator", "").split(";") if label.strip()]
    read = read_transcript(folder / source.file, asking=asking, encoding=source.encoding)
    return as_words(read, replace(wanted_of(source), columns={}))


READERS: Mapping[str, Callable[[Source, Path], Imported]] = {
    "kobo": _kobo, "odk": _odk, "survey": _survey, "transcript": _transcript}
