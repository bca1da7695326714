"""Pages of publication: what was written, each file with its mark and hash, and how something leaves the system."""

from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.queries import agendas
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may_here
from tequio.foundation.places.models import Process
from tequio.publication import queries, shelf
from tequio.publication.models import Edition

FOLDER = "documentos"


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    titles = _titles(process)
    return render(request, "publication/index.html", {
        "may_sign": may_here(actor_of(request), "sign_release", process_id),
        "documents": [_document(titles.get(stem, stem), rows) for stem, rows in queries.documents(process)],
    })


def download(request: HttpRequest, process_id: UUID, edition_id: UUID, name: str) -> HttpResponse:
    """A written file, for keeping on this machine: never cached, never shown inside the page."""
    process = admitted(request, "read_words", process_id)
    edition = queries.edition(process, edition_id)
    if edition is None or edition.name != name:
        raise Http404
    data = shelf.contents(_folder(), edition)
    return HttpResponse(data, headers={
        "Content-Type": shelf.kind_of(edition), "Content-Disposition": f'attachment; filename="{edition.name}"',
        "Cache-Control": "private, no-store"})


def _folder() -> Path:
    return Path(settings.HOME) / FOLDER


def _titles(process: Process) -> dict[str, str]:
    """What each document is, by the name it was written under."""
    return {f"agenda-{row.territory.key}" if row.territory else "agenda-nacional": row.title
            for row in agendas(process)}


def _document(title: str, rows: list[Edition]) -> dict[str, Any]:
    return {"title": title, "mark": rows[0].mark, "day": rows[0].day, "public": rows[0].release_id is not None,
            "files": [_file(row) for row in sorted(rows, key=shelf.place_of)]}


def _file(row: Edition) -> dict[str, Any]:
    there = shelf.lies_there(_folder(), row)
    return {"format": PurePath(row.name).suffix.removeprefix(".").upper(), "name": row.name,
            # A hash is one long word: on a phone it breaks in the middle.
            "halves": (row.sha256[:32], row.sha256[32:]),
            "there": there, "meaning": _meaning(PurePath(row.name).suffix),
            # What lies in a site may have a folder in its name, and no address here.
            "url": reverse("publication:download", args=[row.process_id, row.pk, row.name]) if there else ""}


def _meaning(suffix: str) -> str:
    return {".html": _("para leer en pantalla"), ".pdf": _("para imprimir"),
            ".docx": _("para corregir en un procesador de textos")}.get(suffix, "")
