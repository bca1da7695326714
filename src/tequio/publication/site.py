"""The static public site: documents and open data that passed the release gate, for any web server or USB stick."""

from collections.abc import Iterator
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.agendas.content import AgendaContent, Line
from tequio.deliberation.content import RoundContent
from tequio.deliberation.rounds.exporting import written
from tequio.foundation.errors import TequioError
from tequio.foundation.paper import render_docx, render_html, render_pdf
from tequio.foundation.places.models import Process
from tequio.foundation.spreadsheets import csv_text
from tequio.protection.release import Released
from tequio.publication.agenda_document import agenda_document
from tequio.publication.round_document import round_document


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
    heading = [_("número"), _("grupo"), _("tema"), _("texto"), _("problema"), _("lugar"), _("prioridad"),
               _("quién lo debe"), _("voces"), _("marcas")]
    return csv_text([heading, *(_cells(part.group, line, released.marks)
                                for part in released.content.parts for line in part.lines)])


def _cells(group: str, line: Line, marks: tuple[str, ...]) -> list[str]:
    owed = "; ".join(body.office or body.sphere for body in line.bodies)
    return [str(line.number), group, str(line.section), str(line.text), str(line.problem), line.place,
            line.priority, owed, line.voices.words(get_language() or "es"), "; ".join(marks)]


def write_site(folder: Path, files: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    """Raises TQ-562 for a name that leads out of the folder, by itself or over a link; nothing is written there."""
    written, whole = {}, folder.resolve()
    for name, data in files:
        path = folder / name
        if path.is_symlink() or not path.resolve().is_relative_to(whole) or path.resolve() == whole:
            raise TequioError("TQ-562", file=name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        # A site is for everybody, whatever account copies or serves it.
        path.chmod(0o644)
        written[name] = data
    return written
