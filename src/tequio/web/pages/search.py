"""Looking for words among everything that was said, written and answered: in memory, while unlocked."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import admitted
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import nouns
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.search import Index, build_index, index_of


def search(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """POST, so that what is looked for stands in no address, history or log."""
    process = admitted(request, "read_words", process_id)
    query = request.POST.get("q", "").strip()[:200]
    return render(request, "search.html", {
        "query": query, "found": _found(process, query) if query else [],
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])}, {"label": _("Buscar"), "url": ""}],
    })


def _found(process: Process, query: str) -> list[dict[str, str]]:
    keyring.of(process.pk)
    results = []
    for kind, row_id in _index(process).find(query):
        registered = nouns()[kind]
        row = registered.model.objects.filter(process=process, pk=row_id).first()
        if row is not None:
            results.append({"kind": str(registered.label), "title": registered.title(row),
                            "url": reverse("trace", args=[process.pk, kind, row_id])})
    return results


def _index(process: Process) -> Index:
    return index_of(process.pk) or build_index(process.pk, _words(process))


def _words(process: Process) -> Iterator[tuple[str, UUID, str]]:
    for registered in nouns().values():
        if registered.words:
            for row in registered.model.objects.filter(process=process):
                yield registered.kind, row.pk, " ".join(str(getattr(row, name)) for name in registered.words)
