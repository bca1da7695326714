"""Looking for words among everything that was said, written and answered: in memory, while unlocked.

The index holds stems, so that «robo» finds «robaron».
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import admitted
from tequio.foundation.accounts.reach import paths_to_territory, reach
from tequio.foundation.language.stems import stems
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun, TrailNoun, nouns
from tequio.foundation.trail.wording import wording
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import opened_words
from tequio.foundation.vault.search import Index, build_index, index_of
from tequio.listening.cards import voice_cards
from tequio.listening.queries import voices

MOST, LONGEST = 50, 200
# So many searches of one session can be gone back to.
KEPT, SEARCHES = "searches", 20
# SQLite reads a negative limit as none.
ALL = -1


def search(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """What is looked for comes by POST and stays with the session, in memory: it stands in no address, history or log.

    The result has an address of its own, so that one can go back to it from what was found.
    """
    admitted(request, "read_words", process_id)
    query = request.POST.get("q", "").strip()[:LONGEST]
    if not query:
        return _page(request, process_id, "", [])
    key = secrets.token_urlsafe(9)
    kept = list(request.session.get(KEPT, {}).items())[1 - SEARCHES:]
    request.session[KEPT] = {**dict(kept), key: query}
    return redirect("search_found", process_id, key)


def found(request: HttpRequest, process_id: UUID, key: str) -> HttpResponse:
    """What an earlier search of this session finds now; once that is over, an empty search."""
    process = admitted(request, "read_words", process_id)
    query = request.session.get(KEPT, {}).get(key, "")
    return _page(request, process_id, query, _found(process, query)) if query else redirect("search", process_id)


def _page(request: HttpRequest, process_id: UUID, query: str, found: list[dict[str, Any]]) -> HttpResponse:
    return render(request, "search.html", {
        "query": query, "action": reverse("search", args=[process_id]), "found": found,
        "count": sum(len(one["voices"]) + len(one["entries"]) for one in found),
        "most": MOST,
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Buscar"), "url": ""}],
    })


def _found(process: Process, query: str) -> list[dict[str, Any]]:
    """What holds every word of `query`, by kind in the order of the chain; in each kind the best first."""
    keyring.of(process.pk)
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for kind, row_id in _near(process, " ".join(stems(query))):
        by_kind[kind].append(row_id)
    return [_kind(process, nouns()[kind], ids)
            for kind, ids in sorted(by_kind.items(), key=lambda found: nouns()[found[0]].step)]


def _near(process: Process, query: str) -> list[tuple[str, UUID]]:
    """The closest of those that whoever asks may see; the index itself holds the words of every territory."""
    if reach() is None:
        return _index(process).find(query, most=MOST)
    found = _index(process).find(query, most=ALL)
    models = [nouns()[kind].model for kind in {kind for kind, _ in found}]
    held = {pk for model in models if paths_to_territory(model)
            for pk in model.objects.filter(process=process).values_list("pk", flat=True)}
    return [one for one in found if one[1] in held][:MOST]


def _kind(process: Process, registered: TrailNoun, ids: list[UUID]) -> dict[str, Any]:
    heard = registered.kind == "voice"
    rows = {row.pk: row for row in (voices(process) if heard else _rows(registered, process)).filter(pk__in=ids)}
    kept = [rows[pk] for pk in ids if pk in rows]
    return {"title": registered.plural, "voices": voice_cards(kept, encounter=True) if heard else [],
            "entries": [] if heard else _entries(process, registered, kept)}


def _rows(registered: TrailNoun, process: Process) -> Any:
    """Rows with what their titles name, so that a list of them costs one query."""
    near = [field.name for field in registered.model._meta.fields if field.many_to_one]
    return registered.model.objects.filter(process=process).select_related(*near)


def _entries(process: Process, registered: TrailNoun, rows: list[Noun]) -> list[dict[str, str]]:
    """Found by the words that were said, shown masked."""
    words = wording(process)
    return [{"title": registered.shown(row, words),
             "url": reverse("trace", args=[row.process_id, registered.kind, row.pk])} for row in rows]


def _index(process: Process) -> Index:
    return index_of(process.pk) or build_index(process.pk, _words(process))


def _words(process: Process) -> Iterator[tuple[str, UUID, str]]:
    for registered in nouns().values():
        if registered.words:
            for row_id, said in opened_words(registered.model, process.pk, registered.words):
                yield registered.kind, row_id, " ".join(stems(" ".join(said)))
