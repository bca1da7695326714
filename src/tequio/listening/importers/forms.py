"""Submissions as tables before anything is asked of them: one row each, and a table per repeat that hangs from them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tequio.foundation.intake import File, Row, Sheet, read_sheet
from tequio.foundation.intake.limits import DEFAULT, Limits
from tequio.listening.importers.said import Dropped


class Answers(dict[str, str]):
    """Cells by column; a column that is not there was not answered."""

    def __missing__(self, _: str) -> str:
        return ""

    @property
    def filled(self) -> list[str]:
        return [cell for cell in self.values() if cell]


class Instance:
    """One row: a submission, or one turn of a repeat with the row it hangs from."""

    __slots__ = ("cells", "depth", "parent", "row", "table")

    def __init__(self, table: str, row: int, cells: Row | Answers, parent: "Instance | None" = None) -> None:
        self.table = table
        self.row = row
        self.cells = cells
        self.parent = parent
        self.depth: int = 0 if parent is None else parent.depth + 1

    @property
    def submission(self) -> "Instance":
        return self if self.parent is None else self.parent.submission


@dataclass
class Table:
    """The submissions ('' is their name) or one repeat."""

    name: str
    columns: Sequence[str]
    instances: list[Instance] = field(default_factory=list)
    titles: Mapping[str, str] = field(default_factory=dict)  # a column's question in words, where a dictionary says it


@dataclass(frozen=True)
class Question:
    """A column of a table."""

    table: str
    column: str


@dataclass
class Form:
    """All tables of one file. `labelled`: headings and answers are words for people, not names."""

    kind: str
    file: str
    main: Table
    repeats: list[Table] = field(default_factory=list)
    labelled: bool = False
    decode: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by column: code → label
    dropped: list[Dropped] = field(default_factory=list)
    placed: bool = True  # the columns of `main` stand where the sheet has them

    @property
    def tables(self) -> list[Table]:
        return [self.main, *self.repeats]

    def answer(self, instance: Instance, question: Question) -> str:
        """The answer nearest to the row: its own, else that of the row it hangs from."""
        at: Instance | None = instance
        while at is not None and at.table != question.table:
            at = at.parent
        if at is None:
            return ""
        said = at.cells[question.column]
        return self.decode[question.column].get(said, said) if question.column in self.decode else said


@dataclass(frozen=True)
class Layout:
    """How a file is to be read, where it does not say so itself."""

    sheet: str | int | None = None
    header_rows: int = 1
    header_from: int | None = None
    blank: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    root: Path | None = None

    def read(self, path: File, sheet: str | int | None = None, limits: Limits = DEFAULT) -> Sheet:
        """Raises TequioError TQ-201 … TQ-249."""
        return read_sheet(path, sheet=sheet, header_rows=self.header_rows, header_from=self.header_from,
                          blank=self.blank, delimiter=self.delimiter, encoding=self.encoding, root=self.root,
                          limits=limits)


def as_table(name: str, sheet: Sheet, parent: Callable[[Row], Instance | None] = lambda _: None) -> Table:
    """A sheet as a table, without the row of HXL tags that may stand under its headings."""
    rows = sheet.rows[1:] if tagged(sheet) else sheet.rows
    return Table(name, sheet.columns, [Instance(name, row.number, row, parent(row)) for row in rows if not row.blank])


def tagged(sheet: Sheet) -> bool:
    """Whether the first row holds HXL tags such as `#loc+name`."""
    filled = [cell for cell in (sheet.rows[0].cells.values() if sheet.rows else ()) if cell]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def tags_of(name: str, sheet: Sheet) -> Iterator[Dropped]:
    """The account of the row that `as_table` leaves out."""
    if tagged(sheet):
        yield Dropped("tags", name, row=sheet.rows[0].number)
