"""What the codes of a survey mean: a table with a row per variable, its question, and `1 = Sí; 2 = No`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import File, Sheet
from tequio.foundation.language.folding import fold
from tequio.listening.importers.forms import Layout

VARIABLE = ("variable", "name", "nombre", "columna", "column", "campo")
TITLE = ("label", "etiqueta", "pregunta", "question", "descripcion", "description")
LABELS = ("value_labels", "values", "valores", "etiquetas_valores", "etiquetas", "codigos", "codes", "opciones")
# A code stands at the beginning or after a semicolon or a line; labels may hold both.
CODE = re.compile(r"(?:^|[;\n])\s{0,20}(-?\d{1,20}(?:\.\d{1,20})?)\s{0,20}=\s{0,20}")


@dataclass(frozen=True)
class Dictionary:
    """By column: the question in words, and code → label."""

    titles: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __or__(self, other: "Dictionary") -> "Dictionary":
        return Dictionary({**self.titles, **other.titles}, {**self.labels, **other.labels})


def read_dictionary(path: File, layout: Layout) -> Dictionary:
    """The dictionary that lies beside a table.

    Raises TequioError: TQ-2xx for the file, TQ-431 when no column says what the variables are called.
    """
    sheet = Layout(blank=layout.blank, root=layout.root).read(path)
    variable, title, labels = (_column(sheet, names) for names in (VARIABLE, TITLE, LABELS))
    if not variable or not (title or labels):
        raise TequioError("TQ-431", file=sheet.file, known=", ".join(sheet.columns[:20]))
    return Dictionary(
        {row[variable]: row[title] for row in sheet if title and row[title]},
        {row[variable]: found for row in sheet if labels and (found := value_labels(row[labels]))})


def value_labels(text: str) -> dict[str, str]:
    """`1 = Sí; 2 = No, nunca; 98 = NS/NC` as code → label."""
    marks = list(CODE.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)] * bool(marks)
    return {code(mark[1]): text[mark.end():end].strip().rstrip(";").strip()
            for mark, end in zip(marks, ends, strict=True)}


def code(said: str) -> str:
    """`1.0` and `1` are one code."""
    return said.removesuffix(".0")


def _column(sheet: Sheet, names: tuple[str, ...]) -> str:
    columns = {re.sub(r"\W+", "_", fold(column)).strip("_"): column for column in sheet.columns}
    return next((columns[name] for name in names if name in columns), "")
