"""An export as a workbook: a sheet of submissions and one per repeat, joined on `_submission__uuid`."""

from collections.abc import Iterator
from itertools import count

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import File, Row, Sheet
from tequio.listening.importers.choices import labelled
from tequio.listening.importers.forms import Answers, Form, Instance, Layout, as_table, tags_of
from tequio.listening.importers.said import Dropped
from tequio.listening.importers.versions import bare

PARENT, PARENT_TABLE, INDEX = "_parent_index", "_parent_table_name", "_index"
UUID, PARENT_UUID = "_uuid", "_submission__uuid"
PAST_THE_LAST, BLANK_SHEET = "TQ-216", "TQ-217"
LONGEST_SHEET_NAME = 31  # of Excel; the names that rows give may be longer


def workbook_form(path: File, layout: Layout) -> Form:
    """The submissions and repeats of a workbook.

    Raises TequioError TQ-2xx for the file.
    """
    sheets = list(_sheets(path, layout))
    if not sheets:
        raise TequioError(BLANK_SHEET, file=path.name)
    first = next((sheet for sheet in sheets if PARENT not in sheet.columns), sheets[0])
    main = as_table("", first)
    form = Form("kobo", first.file, main, labelled=labelled(main.columns), dropped=list(tags_of("", first)))
    joins = _Joins(first.sheet, main.instances)
    for sheet in sheets:
        if PARENT in sheet.columns and sheet is not first:
            _hang(form, sheet, joins)
    return form


def _sheets(path: File, layout: Layout) -> Iterator[Sheet]:
    """All sheets that are not blank; with a sheet named, that one and the repeats."""
    if layout.sheet is not None:
        yield layout.read(path, layout.sheet)
    for at in count(1):
        try:
            sheet = layout.read(path, at)
        except TequioError as fault:
            if fault.problem.code == BLANK_SHEET and fault.problem.sheet:
                continue
            if fault.problem.code == PAST_THE_LAST:
                return
            raise
        if layout.sheet is None or PARENT in sheet.columns:
            yield sheet


class _Joins:
    """Where the rows of repeats hang: by the submission's identifier, within it by the export's own count."""

    def __init__(self, sheet: str, submissions: list[Instance]) -> None:
        self._main = sheet
        self._by_uuid: dict[str, Instance] = {}
        self._by_index: dict[tuple[str, str], Instance] = {}
        for instance in submissions:
            if uuid := bare(_cell(instance.cells, UUID)):
                self._by_uuid.setdefault(uuid, instance)
            self.add(sheet, instance)

    def add(self, sheet: str, instance: Instance) -> None:
        self._by_index.setdefault((sheet[:LONGEST_SHEET_NAME], _cell(instance.cells, INDEX)), instance)

    def parent(self, row: Row) -> Instance | None:
        """The count starts anew with each export, so it is believed only inside the submission that the row names."""
        table = _cell(row, PARENT_TABLE) or self._main
        near = self._by_index.get((table[:LONGEST_SHEET_NAME], row[PARENT]))
        uuid = bare(_cell(row, PARENT_UUID))
        if not uuid or not self._by_uuid:
            return near
        submission = self._by_uuid.get(uuid)
        return near if near is not None and near.submission is submission else submission


def _cell(row: Row | Answers, column: str) -> str:
    """'' also where an older export lacks the column."""
    try:
        return row[column]
    except KeyError:
        return ""


def _hang(form: Form, sheet: Sheet, joins: _Joins) -> None:
    table = as_table(sheet.sheet, sheet, joins.parent)
    form.dropped += tags_of(table.name, sheet)
    form.dropped += [Dropped("orphan", table.name, row=one.row) for one in table.instances if one.parent is None]
    table.instances = [one for one in table.instances if one.parent is not None]
    for instance in table.instances:
        joins.add(sheet.sheet, instance)
    form.repeats.append(table)
