"""Writing working papers for the team. What leaves for everybody has a folder of its own: `outgoing`."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tequio.agendas.compose import Extras, compose
from tequio.agendas.queries import agendas
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.paper import render_docx, render_html, render_pdf
from tequio.foundation.paper.model import Document
from tequio.foundation.paper.shortened import for_paper
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.protection import release
from tequio.protection.release import Words
from tequio.publication.agenda_document import agenda_document
from tequio.publication.files import draft_marks, file_name
from tequio.publication.models import Edition


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


def write_files(folder: Path, name: str, document: Document, process: Process) -> list[Edition]:
    """The document in every format, whole for screens and as long as a booklet for paper; editions not saved yet.

    Raises TQ-562 for a name that leads elsewhere.
    """
    if Path(name).name != name:
        raise TequioError("TQ-562", file=name)
    paper = for_paper(document, f"{name}.html")
    # The typesetter works by itself meanwhile, on the other core.
    with ThreadPoolExecutor(1) as beside:
        pdf = beside.submit(render_pdf, paper)
        files = {f"{name}.html": render_html(document).encode(), f"{name}.docx": render_docx(paper)}
        files[f"{name}.pdf"] = pdf.result()
    for file, data in files.items():
        (folder / file).write_bytes(data)
        (folder / file).chmod(0o600)
    return [Edition(process=process, day=today(), name=file, mark=document.marks[0] if document.marks else "",
                    sha256=hashlib.sha256(data).hexdigest()) for file, data in files.items()]
