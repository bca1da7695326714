"""An export as JSON of /api/v2/assets/…/data/: questions by their whole path, repeats as lists inside."""

import json
from collections.abc import Iterator
from dataclasses import replace

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import File, Row, Sheet, tidy
from tequio.foundation.intake.limits import DEFAULT
from tequio.foundation.intake.tidy import cell_text
from tequio.listening.importers.forms import Answers, Form, Instance, Layout, Table

LIST = "[{"  # how a cell that holds a repeat begins
# A repeat is one cell here: what a cell of a spreadsheet may hold is too little for it.
LIMITS = replace(DEFAULT, characters=4_000_000)
DEEPEST = 30  # repeats within repeats: far more than a form can be filled in with
ATTACHED = ("_attachments", "_notes", "_tags")

Turn = dict[str, object]


def json_form(path: File, layout: Layout) -> Form:
    """The submissions of a JSON answer, whole or its list of results.

    Raises TequioError TQ-2xx for the file, TQ-241 for a tower of repeats.
    """
    sheet = layout.read(path, limits=LIMITS)
    lists = _lists(sheet)
    main = Table("", [column for column in sheet.columns if column not in lists])
    repeats: dict[str, Table] = {}
    for row in sheet.rows:
        submission = Instance("", row.number, row)
        main.instances.append(submission)
        for column in lists:
            for instance in _turns(submission, column, _loaded(row[column])):
                if instance.depth > DEEPEST:
                    raise TequioError("TQ-241", file=sheet.file, row=row.number)
                _enter(repeats, instance)
    return Form("kobo", sheet.file, main, list(repeats.values()), placed=False)


def _lists(sheet: Sheet) -> list[str]:
    """The columns that hold repeats and nothing else."""
    return [column for column in sheet.columns if column not in ATTACHED and _any(sheet.rows, column)
            and all(not row[column] or _loaded(row[column]) for row in sheet.rows)]


def _any(rows: list[Row], column: str) -> bool:
    return any(row[column] for row in rows)


def _loaded(cell: str) -> list[Turn]:
    """The turns of a repeat; none where the cell is something else."""
    if not cell.startswith(LIST):
        return []
    try:
        found = json.loads(cell, strict=False)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) and all(isinstance(turn, dict) for turn in found) else []


def _turns(parent: Instance, table: str, turns: list[Turn]) -> Iterator[Instance]:
    for turn in turns:
        nested = {name: value for name, value in turn.items() if _repeat(value)}
        cells = Answers({tidy(name): _text(value) for name, value in turn.items() if name not in nested})
        instance = Instance(table, parent.row, cells, parent)
        yield instance
        for name, value in nested.items():
            assert isinstance(value, list)
            yield from _turns(instance, tidy(name), value)


def _repeat(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(turn, dict) for turn in value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else cell_text(value)


def _enter(repeats: dict[str, Table], instance: Instance) -> None:
    table = repeats.setdefault(instance.table, Table(instance.table, []))
    table.instances.append(instance)
    known = dict.fromkeys(table.columns)
    table.columns = list(known | dict.fromkeys(instance.cells)) if isinstance(instance.cells, Answers) else []
