"""Both questions for any node: who stands behind this line, and what became of what we said."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may_here
from tequio.foundation.accounts.reach import everywhere
from tequio.protection.queries import to_revisit
from tequio.protection.trails import Kind, node, trail

IN_SIGHT, LONG = 4, 7
# Titled by somebody's words, which stay in the language in which they were said.
SAID = ("voice", "finding", "statement", "proposal", "item", "response", "commitment", "action")
# Nouns that have a page of their own beside their trail.
PAGES = {"encounter": "listening:encounter", "finding": "diagnosis:finding"}


def trace(request: HttpRequest, process_id: UUID, kind: str, node_id: UUID) -> HttpResponse:
    process = admitted(request, "read_counts", process_id)
    row = node(process, kind, node_id)
    if row is None:
        raise Http404
    team = may_here(actor_of(request), "read_words", process_id)
    found = trail(row, team=team, language=get_language() or "es")
    with everywhere():
        again = team and node_id in to_revisit(process, kind)
    return render(request, "trace.html", {
        "kind": found.label, "title": found.title, "said": kind in SAID, "team": team,
        "page_url": reverse(PAGES[kind], args=[process_id, node_id]) if team and kind in PAGES else "",
        "again": again,
        "sources": [_entry(process_id, one) for one in found.behind],
        "outcomes": [_entry(process_id, one) for one in found.became],
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Rastro"), "url": ""}],
    })


def _entry(process_id: UUID, one: Kind) -> dict[str, Any]:
    """A kind with its nodes: the first in sight, a long rest folded, those beyond the limit counted."""
    nodes = [{"title": each.title, "said": each.kind in SAID,
              "url": reverse("trace", args=[process_id, each.kind, each.id])} for each in one.nodes]
    cut = IN_SIGHT if len(nodes) > LONG else LONG
    return {"kind": one.plural, "count": one.count, "nodes": nodes[:cut], "folded": nodes[cut:],
            "beyond": int(one.count) - len(nodes) if nodes else 0}
