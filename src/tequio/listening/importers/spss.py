"""SPSS files (.sav, .zsav), through pyreadstat in a process of its own."""

import io
from collections.abc import Iterator
from typing import Any

from tequio.foundation.intake import File, Sheet
from tequio.foundation.intake.apart import apart
from tequio.foundation.intake.door import receive
from tequio.foundation.intake.grid import Grid
from tequio.foundation.intake.limits import DEFAULT, Limits
from tequio.foundation.intake.table import as_sheet
from tequio.foundation.intake.tidy import Tidier
from tequio.listening.importers.dictionary import Dictionary
from tequio.listening.importers.forms import Layout

FIRST_ROW = 1


def read_spss(path: File, layout: Layout, limits: Limits = DEFAULT) -> tuple[Sheet, Dictionary]:
    """The cases, codes as they are, with what the codes mean. The first case is row 1.

    Raises TequioError: TQ-2xx; TQ-209 damaged, TQ-243 what crashes the reader or takes too long.
    """
    received = receive(path, root=layout.root, limits=limits)
    question = {"encoding": layout.encoding}
    parts = apart(__name__, received.data, question, file=received.name, limits=limits)
    names, titles, labels = next(parts)
    rows = _numbered(names, parts)
    sheet = as_sheet(Grid(received.name, "", rows), header_rows=1, header_from=None, blank=layout.blank, limits=limits)
    return sheet, Dictionary(titles, labels)


def _numbered(names: list[str], cases: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    yield FIRST_ROW - 1, names
    yield from enumerate(cases, FIRST_ROW)


def answer(data: bytes, question: dict[str, Any]) -> Iterator[Any]:
    """Names, questions and labels of the variables; then the cases."""
    import pyreadstat

    columns, about = pyreadstat.read_sav(io.BytesIO(data), encoding=question["encoding"], output_format="dict")
    tidy = Tidier()
    titles = {name: tidy(title) for name, title in about.column_names_to_labels.items() if title}
    labels = {name: {tidy(code): tidy(label) for code, label in codes.items()}
              for name, codes in about.variable_value_labels.items()}
    yield about.column_names, titles, labels
    for case in zip(*columns.values(), strict=True):
        yield [tidy(_plain(value)) for value in case]


def _plain(value: object) -> object:
    """Numbers of NumPy as those of Python."""
    return value.item() if hasattr(value, "item") else value
