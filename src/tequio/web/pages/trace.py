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
from tequio.foundation.trail.wording import this_page
from tequio.protection.queries import to_revisit
from tequio.protection.trails import Node, Side, node, trail

IN_SIGHT, LONG = 4, 7
# Titled by the program; all others by somebody's words, which stay in the language in which they were said.
TITLED_HERE = ("encounter",)
# Nouns that have a page of their own beside their trail.
PAGES = {"encounter": "listening:encounter", "finding": "diagnosis:finding", "proposal": "agendas:proposal"}
# Nouns that a proposal can be written from.
WRITTEN_FROM = ("voice", "finding")


def trace(request: HttpRequest, process_id: UUID, kind: str, node_id: UUID) -> HttpResponse:
    process = admitted(request, "read_counts", process_id)
    row = node(process, kind, node_id)
    if row is None:
        raise Http404
    team = may_here(actor_of(request), "read_words", process_id)
    found = trail(row, team=team, language=get_language() or "es")
    with everywhere():
        again = team and node_id in to_revisit(process, kind)
    page = this_page()
    return render(request, "trace.html", {
        "kind": found.label, "title": found.title, "said": kind not in TITLED_HERE, "team": team,
        "page_url": reverse(PAGES[kind], args=[process_id, node_id]) if team and kind in PAGES else "",
        "write_url": f"{reverse('agendas:write', args=[process_id])}?de={kind}:{node_id}"
        if kind in WRITTEN_FROM and may_here(actor_of(request), "draft_proposals", process_id) else "",
        "again": again,
        "plain": page is not None and page.plain,
        "behind": _side(process_id, found.behind), "became": _side(process_id, found.became),
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Rastro"), "url": ""}],
    })


def _side(process_id: UUID, side: Side) -> dict[str, Any]:
    return {"kinds": side.kinds, "beyond": side.beyond, **_sight([_node(process_id, one) for one in side.paths])}


def _node(process_id: UUID, one: Node) -> dict[str, Any]:
    """A node with the path after it: the first in sight, a long rest folded, those beyond the limit counted."""
    return {"kind": one.label, "title": one.title, "said": one.kind not in TITLED_HERE, "says": one.says,
            "opposes": one.opposes,
            "again": one.again, "beyond": one.beyond, "url": reverse("trace", args=[process_id, one.kind, one.id]),
            **_sight([_node(process_id, after) for after in one.after])}


def _sight(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    cut = IN_SIGHT if len(nodes) > LONG else LONG
    return {"nodes": nodes[:cut], "folded": nodes[cut:]}
