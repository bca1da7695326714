"""An agenda that a team already has: a list or a table of proposals, as a document or as a sheet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import File, open_archive, read_text
from tequio.foundation.language.folding import collapsed
from tequio.listening.importers.agenda_rows import TEXT, Columns, in_blocks, in_columns, in_lines, row_of
from tequio.listening.importers.docx_items import blocks
from tequio.listening.importers.fingerprints import fingerprint
from tequio.listening.importers.forms import Layout
from tequio.listening.importers.said import Dropped
from tequio.listening.importers.unanswered import answered, unanswered

SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".json", ".jsonl", ".parquet")
@dataclass(frozen=True)
class Line:
    """One proposal as the agenda words it, with what its row or its heading says beside it."""

    fingerprint: str
    row: int  # of the sheet; in a document, the position among its paragraphs and rows
    text: str = field(repr=False)
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """The proposals of one agenda. Each of `rows` is a line or in `dropped`; prose around a list is no row."""

    file: str
    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...]
    rows: int


def read_agenda(path: File, columns: Columns, own: Columns,
                layout: Layout = Layout()) -> Listed:  # noqa: B008  frozen
    """The proposals of a sheet, of the tables of a DOCX, or of the list in a DOCX, ODT, PDF, TXT or MD.

    `columns` names the columns of a table by field, `own` the names a field goes by; `text` is the proposal.
    Raises TequioError: TQ-2xx for the file and for columns, TQ-433 when it holds neither list nor table.
    """
    if path.suffix.lower() in SHEETS:
        sheet = layout.read(path, layout.sheet)
        named = in_columns(sheet.columns, columns, own, file=sheet.file)
        return _listed(sheet.file, [(row.number, row_of(row.cells, named)) for row in sheet if not row.blank])
    if path.suffix.lower() == ".docx":
        archive = open_archive(path, root=layout.root)
        return _listed(archive.file, in_blocks(blocks(archive), columns, own, file=archive.file))
    text = read_text(path, encoding=layout.encoding, root=layout.root)
    return _listed(text.file, in_lines(text.content))


def _listed(file: str, rows: list[tuple[int, dict[str, str]]]) -> Listed:
    """Raises TequioError TQ-433 when no row says anything."""
    alike: Counter[str] = Counter()
    lines: list[Line] = []
    dropped: list[Dropped] = []
    folded: dict[str, str] = {}  # a long text that stands in every row is folded once
    for number, cells in rows:
        if not answered(text := cells.pop(TEXT, "")):
            dropped.append(Dropped("unanswered" if unanswered(text) else "no_answer", row=number))
        else:
            key = folded.get(text) or collapsed(text)
            folded[text] = key
            alike[key] += 1
            lines.append(Line(fingerprint("agenda", key, str(alike[key])), number, text, cells))
    if not lines:
        raise TequioError("TQ-433", file=file)
    return Listed(file, tuple(lines), tuple(dropped), len(rows))
