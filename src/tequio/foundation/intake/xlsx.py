"""XLSX: finding the parts of a workbook and reading one sheet of it row by row.

Source: ECMA-376 part 1, sections 18.2 (workbook), 18.3 (worksheets), 18.4 (shared strings); both the transitional
and the strict namespaces, because elements are known by their local names.
"""

from itertools import islice
from posixpath import join, normpath

from lxml import etree

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.choose import chosen
from tequio.foundation.intake.grid import Grid, Span
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.markup import elements, local, parse
from tequio.foundation.intake.notices import Notices
from tequio.foundation.intake.records import too_much
from tequio.foundation.intake.tidy import tidy
from tequio.foundation.intake.xlsxcells import CellReader, unescaped
from tequio.foundation.intake.xlsxdates import date_styles
from tequio.foundation.intake.xlsxrows import stream_rows


def read_xlsx(archive: Archive, *, sheet: str | int | None, limits: Limits) -> Grid:
    """The raw cells of one sheet, read as they are asked for.

    Raises TequioError: TQ-209 damaged, TQ-215 entities, TQ-216 no such sheet, TQ-218 too many strings.
    """
    main = _main_part(archive)
    root = parse(archive.read(main), file=archive.file, part=main)
    relations = _relations(archive, main)
    listed = [item for item in root.iter("{*}sheet") if _target(item, relations)]
    hidden = [item.get("state", "visible") != "visible" for item in listed]
    item = listed[chosen([item.get("name", "") for item in listed], sheet, file=archive.file, hidden=hidden)]
    name, path = item.get("name", ""), _target(item, relations)
    name = tidy(name)
    notices = Notices(archive.file, name)
    strings = _strings(archive, relations, limits)
    reader = CellReader(archive.file, strings, date_styles(archive, root, relations), notices)
    spans: list[Span] = []
    rows = stream_rows(archive.chunks(path), reader, spans, file=archive.file, part=path)
    return Grid(archive.file, name, rows, spans, notices.problems)


def _main_part(archive: Archive) -> str:
    for target, kind in _relations(archive, "").values():
        if kind == "officeDocument" and target in archive:
            return target
    raise TequioError("TQ-209", file=archive.file)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Relation id → path of the part it leads to, last word of its type. External links are left out."""
    folder, _, name = part.rpartition("/")
    path = join(folder, "_rels", f"{name}.rels")
    if path not in archive:
        return {}
    root = parse(archive.read(path), file=archive.file, part=path)
    return {
        item.get("Id", ""): (normpath(join("/", folder, item.get("Target", ""))).lstrip("/"),
                             item.get("Type", "").rpartition("/")[2])
        for item in root.iter("{*}Relationship") if item.get("TargetMode") != "External"
    }


def _target(item: etree._Element, relations: dict[str, tuple[str, str]]) -> str:
    """The part of a sheet that holds cells; '' for chart sheets and the like."""
    relation = next((value for key, value in item.attrib.items() if key.endswith("}id")), "")
    path, kind = relations.get(relation, ("", ""))
    return path if kind == "worksheet" else ""


def _strings(archive: Archive, relations: dict[str, tuple[str, str]], limits: Limits) -> list[str]:
    path = next((target for target, kind in relations.values() if kind == "sharedStrings"), "")
    if path not in archive:
        return []
    found = elements(archive.chunks(path), "si", file=archive.file, part=path)
    strings = [_plain(item) for item in islice(found, limits.cells + 1)]
    if len(strings) > limits.cells:
        raise too_much(archive.file, limits)
    return strings


def _plain(item: etree._Element) -> str:
    """The text of a rich string, without the readings (`rPh`) that stand beside East Asian words."""
    parts = [part.text or "" for part in item.iter("{*}t") if local(part.getparent()) != "rPh"]
    return tidy(unescaped("".join(parts)))
