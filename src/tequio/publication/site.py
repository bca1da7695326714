"""The static public site: documents and open data that passed the release gate, for any web server or USB stick."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.agendas.content import AgendaContent, Line
from tequio.deliberation.content import RoundContent
from tequio.deliberation.rounds.exporting import written
from tequio.foundation.places.models import Process
from tequio.protection.release import Released
from tequio.publication.agenda_document import agenda_document
from tequio.publication.documents import render_docx, render_html, render_pdf
from tequio.publication.round_document import round_document

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def site_files(released: dict[str, Released[AgendaContent]], process: Process,
               rounds: dict[str, Released[RoundContent]], *, title: str = "") -> Iterator[tuple[str, bytes]]:
    """Every file of the site by its path. Agendas and rounds stand under the names of their files, past the gate.

    `title` is how the process is called in public, where that is not its name.
    """
    for name, agenda in released.items():
        document = agenda_document(agenda)
        yield f"{name}.html", render_html(document).encode()
        yield f"{name}.pdf", render_pdf(document)
        yield f"{name}.docx", render_docx(document)
        yield f"datos/{name}.csv", open_data(agenda).encode("utf-8-sig")
    for name, weighed in rounds.items():
        report = round_document(weighed)
        yield f"{name}.html", render_html(report).encode()
        yield f"{name}.pdf", render_pdf(report)
        yield f"{name}.docx", render_docx(report)
        tables = written(weighed)
        yield f"datos/{name}.json", tables["json"]
        yield f"datos/{name}.xlsx", tables["xlsx"]
        yield f"datos/{name}-csv.zip", tables["csv"]
    marks = list(dict.fromkeys(mark for agenda in released.values() for mark in agenda.marks))
    yield "index.html", render_to_string("publication/site.html", {
        "process": process, "title": title or process.name, "marks": marks,
        "agendas": [{"name": name, "content": agenda.content} for name, agenda in released.items()],
        "rounds": [{"name": name, "content": weighed.content} for name, weighed in rounds.items()]}).encode()


def open_data(released: Released[AgendaContent]) -> str:
    """The agenda as CSV: one row per item, counts under the disclosure rule, formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_("número"), _("grupo"), _("tema"), _("texto"), _("prioridad"), _("quién lo debe"), _("voces"),
                     _("marcas")])
    for part in released.content.parts:
        for line in part.lines:
            writer.writerow([_harmless(cell) for cell in _cells(part.group, line, released.marks)])
    return out.getvalue()


def _cells(group: str, line: Line, marks: tuple[str, ...]) -> list[str]:
    owed = "; ".join(body.office or body.sphere for body in line.bodies)
    return [str(line.number), group, str(line.section), str(line.text), line.priority, owed,
            line.voices.words(get_language() or "es"), "; ".join(marks)]


def _harmless(cell: str) -> str:
    """A spreadsheet must never run what somebody wrote."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def write_site(folder: Path, files: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    written = {}
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written[name] = data
    return written
