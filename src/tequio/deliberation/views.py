"""Pages of deliberation: the rounds, and what one of them shows. Never a person, never a point per person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.deliberation import cards, queries
from tequio.deliberation.answers import answers_to
from tequio.deliberation.models import Round
from tequio.deliberation.reading import read
from tequio.diagnosis.models import FindingKind
from tequio.diagnosis.queries import findings
from tequio.foundation.accounts.access import admitted


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return render(request, "deliberation/index.html", {
        "entries": [_entry(row) for row in queries.rounds(process)],
        "unreviewed": queries.unreviewed(process),
    })


def round(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = queries.round_of(process, round_id)
    if row is None:
        raise Http404
    statements = queries.statements(row)
    result = row.result or {}
    reading = read(result, {statement.key: statement.reproduces_violence for statement in statements})
    by_key = {statement.key: statement for statement in statements}
    answers = answers_to(process_id, [by_key[one.key].pk for one in reading.refused])
    return render(request, "deliberation/round.html", {
        "round": row, "status": cards.status(row), "figures": cards.figures(row, result), "part": _part(row),
        "groups": cards.groups(result), "limits": cards.limits(result), "closed": bool(row.result),
        "listings": cards.listings(reading, by_key, grouped=bool(result.get("groups"))),
        "refused": [cards.refused(one, by_key[one.key], answers) for one in reading.refused],
        "narratives": [cards.claim(found) for found in findings(process, territory=row.territory)
                       if found.kind == FindingKind.NARRATIVE],
        "every": [cards.statement(one, by_key[one.key]) for one in reading.all],
        "twin": cards.twin(reading, by_key), "unreviewed": len(reading.unreviewed),
        "crumbs": [{"label": _("Deliberación"), "url": reverse("deliberation:index", args=[process_id])},
                   {"label": row.title, "url": ""}],
    })


def _entry(row: Any) -> dict[str, Any]:
    """A round as components/entries.html takes it; the counts are those of the query."""
    return {"title": row.title, "url": reverse("deliberation:round", args=[row.process_id, row.pk]),
            "eyebrow": row.territory.name, "text": row.question,
            "meta": [_("%(count)s boletas") % {"count": row.ballot_count},
                     _("%(count)s afirmaciones") % {"count": row.statement_count}, cards.how(row)],
            "status": cards.status(row)}


def _part(row: Round) -> dict[str, Any]:
    """Who took part, as components/table.html takes it."""
    language = get_language() or "es"
    return {"caption": _("Boletas por grupo de población"),
            "columns": [{"label": _("Grupo")}, {"label": _("Boletas"), "number": True}],
            "rows": [[{"text": str(group or _("Sin grupo declarado"))}, {"text": count.words(language)}]
                     for group, count in queries.taking_part(row)],
            "note": _("Las cuentas se redondean y las pequeñas no se dan, para que nadie pueda ser reconocido en una "
                      "sala.")}
