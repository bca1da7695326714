"""Writing documents: an internal draft for the team, or an edition that passed the release gate."""

import hashlib
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from django.utils.translation import gettext as _

from tequio.agendas.compose import Extras, compose
from tequio.agendas.content import for_offices
from tequio.agendas.models import Agenda, AgendaStatus
from tequio.agendas.queries import agendas, status
from tequio.deliberation.compose import compose as compose_round
from tequio.deliberation.queries import closed_rounds
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.protection import release
from tequio.protection.actions import record_release
from tequio.protection.release import Words
from tequio.publication.agenda_document import agenda_document
from tequio.publication.documents import render_docx, render_html, render_pdf
from tequio.publication.documents.model import Document
from tequio.publication.documents.paper import for_paper
from tequio.publication.models import Edition
from tequio.publication.site import site_files, write_site

LANGUAGES = ("es", "en")


def write_drafts(*, actor: User, process: Process, folder: Path, mask: Callable[[Words], str],
                 extras: Extras) -> dict[str, int]:
    """Write every agenda as HTML, PDF and DOCX for the protected team, marked internal and not reviewed."""
    folder.mkdir(mode=0o700, exist_ok=True)
    editions: list[Edition] = []
    with acting(actor, "draft_agenda", on=process, process_id=process.pk):
        for agenda in agendas(process):
            content = compose(process, agenda, extras)
            released = release.internal(content, mask=mask, marks=draft_marks(process, agenda))
            editions += write_files(folder, file_name(agenda), agenda_document(released), process)
        add(editions)
    return {"documents": len(editions)}


def draft_marks(process: Process, agenda: Agenda) -> tuple[str, ...]:
    """What stands on every page of a working paper, in both languages."""
    marks = ["interno, sin revisar / internal, not reviewed"]
    reached = status(agenda)
    if reached == AgendaStatus.DRAFT:
        marks.append("borrador: no devuelto a los grupos / draft: not returned to the groups")
    elif reached == AgendaStatus.RETURNED:
        marks.append("borrador: no devuelto a todos los grupos / draft: not returned to every group")
    if process.already_public:
        marks.append(_("ya era público: sólo se tapa lo que lleva a una persona particular"))
    if process.is_demo:
        marks.append(_("demostración: todo es inventado"))
    return tuple(marks)


def file_name(agenda: Agenda) -> str:
    """What the documents of an agenda are called, but for their endings."""
    return f"agenda-{agenda.territory.key}" if agenda.territory else "agenda-nacional"


def write_files(folder: Path, name: str, document: Document, process: Process) -> list[Edition]:
    """The document in every format, whole for screens and as long as a booklet for paper; editions not saved yet."""
    paper = for_paper(document, f"{name}.html")
    files = {f"{name}.html": render_html(document).encode(), f"{name}.pdf": render_pdf(paper),
             f"{name}.docx": render_docx(paper)}
    for file, data in files.items():
        (folder / file).write_bytes(data)
        (folder / file).chmod(0o600)
    return [Edition(process=process, day=today(), name=file, mark=document.marks[0] if document.marks else "",
                    sha256=hashlib.sha256(data).hexdigest()) for file, data in files.items()]


def publish_site(*, actor: User, second: User, process: Process, folder: Path,
                 mask: Callable[[Words], str]) -> dict[str, int]:
    """Write the public site of the agendas that every group has seen; the others only as marked drafts; and rounds.

    Raises TQ-441 unless two different people approve.
    """
    released = {file_name(agenda): release.public(
        for_offices(compose(process, agenda)), mask=mask, marks=public_marks(process, agenda),
        approvals=(actor.pseudonym, second.pseudonym)) for agenda in agendas(process)}
    weighed = {f"ronda-{row.key}": release.public(
        compose_round(row), mask=mask, marks=_round_marks(process), approvals=(actor.pseudonym, second.pseudonym))
        for row in closed_rounds(process)}
    passed = record_release(actor=actor, second=second, process=process, title=process.name)
    files = write_site(folder, site_files(released, process, weighed))
    (folder / "sitio.css").write_text(_stylesheet(), encoding="utf-8")
    with acting(second, "release", on=passed, process_id=process.pk):
        add([Edition(process=process, day=today(), name=name, mark=_("publicado"), release_id=passed.pk,
                     sha256=hashlib.sha256(data).hexdigest()) for name, data in files.items()])
    return {"agendas": len(released), "rounds": len(weighed), "documents": len(files)}


def _round_marks(process: Process) -> tuple[str, ...]:
    return (_("demostración: todo es inventado"),) if process.is_demo else ()


def public_marks(process: Process, agenda: Agenda) -> tuple[str, ...]:
    marks = [_("demostración: todo es inventado")] if process.is_demo else []
    if status(agenda) not in (AgendaStatus.VALIDATED, AgendaStatus.FINAL):
        marks.append(_("borrador: no devuelto a todos los grupos"))
    return tuple(marks)


def _stylesheet() -> str:
    return resources.files("tequio.publication").joinpath("templates/publication/site.css").read_text("utf-8")
