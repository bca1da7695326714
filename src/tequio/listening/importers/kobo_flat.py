"""An export as delimited text. Newer ones leave repeats out, older ones spread them over `children[1]/name` …"""

import re
from collections.abc import Iterator, Sequence

from tequio.foundation.intake import File
from tequio.listening.importers.choices import labelled
from tequio.listening.importers.forms import Answers, Form, Instance, Layout, Table, as_table, tags_of

TURN = re.compile(r"\[(\d{1,4})\]")

Spread = dict[str, dict[str, list[tuple[tuple[int, ...], str]]]]  # repeat → question → its columns, with their turns


def flat_form(path: File, layout: Layout) -> Form:
    """The submissions of a CSV.

    Raises TequioError TQ-2xx for the file.
    """
    sheet = layout.read(path)
    main = as_table("", sheet)
    spread = _spread(main.columns)
    main.columns = [column for column in main.columns if not TURN.search(column)]
    repeats = {name: Table(name, list(questions)) for name, questions in spread.items()}
    for submission in main.instances:
        for instance in _turns(submission, spread):
            repeats[instance.table].instances.append(instance)
    return Form("kobo", sheet.file, main, list(repeats.values()), labelled(main.columns),
                dropped=list(tags_of("", sheet)), placed=not spread)


def _spread(columns: Sequence[str]) -> Spread:
    """The columns of repeats; a repeat comes after the one that holds it."""
    found: Spread = {}
    for column in columns:
        marks = list(TURN.finditer(column))
        for depth, mark in enumerate(marks, start=1):
            table = TURN.sub("", column[: mark.end()])
            questions = found.setdefault(table, {})
            if depth == len(marks):
                turns = tuple(int(each[1]) for each in marks)
                questions.setdefault(TURN.sub("", column), []).append((turns, column))
    return found


def _turns(submission: Instance, spread: Spread) -> Iterator[Instance]:
    """Every turn of a repeat that says something, each hanging from the turn that holds it, or the submission."""
    made: dict[tuple[str, tuple[int, ...]], Instance] = {}
    for table, questions in spread.items():
        said: dict[tuple[int, ...], Answers] = {}
        for question, columns in questions.items():
            for turns, column in columns:
                if cell := submission.cells[column]:
                    said.setdefault(turns, Answers())[question] = cell
        for turns in sorted(said):
            holder = next((instance for (name, held), instance in reversed(made.items())
                           if table.startswith(name) and name != table and held == turns[: len(held)]), submission)
            made[table, turns] = Instance(table, submission.row, said[turns], holder)
            yield made[table, turns]
