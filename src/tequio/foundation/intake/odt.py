"""The words of an ODT in reading order: paragraphs and tables; no comments, no tracked deletions, no author."""

from collections.abc import Iterator

from lxml import etree

from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.markup import local, parse
from tequio.foundation.intake.ods import CONTENT, refuse_locked
from tequio.foundation.intake.odstext import CELLS, PARAGRAPHS, UNSPOKEN, paragraph, paragraphs


def read_odt(archive: Archive) -> str:
    """One line per paragraph and per row of a table, its cells parted by tabs.

    Raises TequioError: TQ-209 damaged, TQ-210 locked with a password, TQ-215 entities.
    """
    refuse_locked(archive)
    root = parse(archive.read(CONTENT), file=archive.file, part=CONTENT)
    return "\n".join(_lines(root))


def _lines(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in PARAGRAPHS:
            yield paragraph(child)
        elif name == "table-row":
            yield "\t".join(" ".join(paragraphs(cell)) for cell in child if local(cell) in CELLS)
        elif name not in UNSPOKEN:
            yield from _lines(child)
