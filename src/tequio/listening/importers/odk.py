"""ODK Central: the ZIP of CSV files that it exports, or its main table alone; repeats joined on KEY and PARENT_KEY.

Source: Central's own export (`KEY = uuid:…/repeat[2]` in the file of a repeat, its PARENT_KEY in the one above).
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Archive, File, Sheet, open_archive
from tequio.foundation.intake.delimited import read_delimited
from tequio.foundation.intake.door import Received
from tequio.foundation.intake.limits import DEFAULT
from tequio.foundation.intake.table import as_sheet
from tequio.listening.importers.forms import Form, Instance, Layout, Table, as_table
from tequio.listening.importers.said import Dropped, Imported
from tequio.listening.importers.shaping import shaped
from tequio.listening.importers.wanted import Wanted

KEY, PARENT = "KEY", "PARENT_KEY"
# Photos and recordings are counted, and never unpacked.
LIMITS = replace(DEFAULT, entries=50_000)


def read_odk(path: File, wanted: Wanted, layout: Layout = Layout()) -> Imported:  # noqa: B008  frozen
    """The submissions of a Central export, repeats included.

    Raises TequioError: TQ-2xx for the file and for names of questions, TQ-421 to TQ-424, TQ-426 for another archive.
    """
    return shaped(odk_form(path, layout), wanted)


def odk_form(path: File, layout: Layout) -> Form:
    """The tables of an export. Raises TequioError: TQ-2xx, TQ-426."""
    alone = path.suffix.lower() == ".csv"
    tables = [layout.read(path)] if alone else _sheets(open_archive(path, root=layout.root, limits=LIMITS), layout)
    sheets = [sheet for sheet in tables if KEY in sheet.columns]
    first = next((sheet for sheet in sheets if PARENT not in sheet.columns), None)
    if first is None:
        raise TequioError("TQ-426", file=path.name)
    return _form(path.name, first, [sheet for sheet in sheets if PARENT in sheet.columns])


def _sheets(archive: Archive, layout: Layout) -> Iterator[Sheet]:
    """The CSV files at the top of the archive, each named as its file. An empty one has no headings and is no table."""
    for entry in archive.entries():
        place = PurePosixPath(entry.name)
        if place.suffix.lower() == ".csv" and "media" not in place.parts and entry.size:
            grid = read_delimited(Received(place.name, archive.read(entry.name)), delimiter=layout.delimiter,
                                  encoding=layout.encoding, limits=LIMITS)
            yield replace(as_sheet(grid, header_rows=1, header_from=None, blank=layout.blank, limits=LIMITS),
                          sheet=place.stem)


def _form(file: str, first: Sheet, repeats: list[Sheet]) -> Form:
    main = as_table("", first)
    form = Form("odk", file, main)
    by_key = {instance.cells[KEY]: instance for instance in reversed(main.instances)}
    # The repeat that holds another has the shorter name.
    for sheet in sorted(repeats, key=lambda sheet: len(sheet.sheet)):
        table = as_table(sheet.sheet.removeprefix(f"{first.sheet}-"), sheet, lambda row: by_key.get(row[PARENT]))
        _keep_joined(form, table, by_key)
    return form


def _keep_joined(form: Form, table: Table, by_key: dict[str, Instance]) -> None:
    form.dropped += [Dropped("orphan", table.name, row=one.row) for one in table.instances if one.parent is None]
    table.instances = [one for one in table.instances if one.parent is not None]
    by_key |= {instance.cells[KEY]: instance for instance in table.instances}
    form.repeats.append(table)
