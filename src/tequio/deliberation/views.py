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
from tequio.deliberation.models import Round, RoundStatus
from tequio.deliberation.reading import read
from tequio.deliberation.room.cards import counted_table
from tequio.deliberation.rounds import cards as parts
from tequio.diagnosis.models import FindingKind
from tequio.diagnosis.queries import findings
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return render(request, "deliberation/index.html", {
        "entries": [_entry(row) for row in queries.rounds(process)],
        "unreviewed": queries.unreviewed(process), "actions": _doing(request, process),
    })


def round(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = queries.round_of(process, round_id)
    if row is None:
        raise Http404
    statements = queries.statements(row)
    result = row.result or {}
    answers = answers_to(process_id, [statement.pk for statement in statements])
    answered = {one.key for one in statements if one.__dict__["reply"] or one.pk in answers}
    reading = read(result, {one.key: one.reproduces_violence for one in statements}, answered)
    by_key = {statement.key: statement for statement in statements}
    conditions = {key: cards.condition(row, answers) for key, row in by_key.items()}
    return render(request, "deliberation/round.html", {
        "round": row, "actions": _ways(request, row), "leads": may_here(request, row, "close_round"),
        "status": cards.status(row), "figures": cards.figures(row, result), "part": _part(row),
        "groups": cards.groups(result), "limits": cards.limits(result), "closed": bool(row.result),
        "figure": parts.figure(row, result, by_key),
        "listings": cards.listings(reading, by_key, conditions, grouped=bool(result.get("groups"))),
        "sittings": parts.sittings(queries.sittings(row), result), "side_by_side": parts.rooms(result, by_key),
        "moved": parts.moved(result, by_key), "second_vote": result.get("second_vote"),
        "reasons": parts.reasons(queries.reasons(row), by_key), "online": _online(result, by_key, reading),
        "refused": [cards.refused(one, by_key[one.key], answers) for one in reading.refused],
        "narratives": [cards.claim(found) for found in findings(process, territory=row.territory)
                       if found.kind == FindingKind.NARRATIVE],
        "every": [cards.statement(one, by_key[one.key]) for one in reading.all],
        "counted": counted_table(row, by_key),
        "twin": cards.twin(reading, by_key), "unreviewed": len(reading.unreviewed),
        "unanswered": len(reading.unanswered), "absent": [_absent(silence) for silence in queries.not_there(row)],
        "crumbs": [{"label": _("Deliberación"), "url": reverse("deliberation:index", args=[process_id])},
                   {"label": row.title, "url": ""}],
    })


def may_here(request: HttpRequest, row: Round, verb: str) -> bool:
    return may(actor_of(request), verb, process_id=row.process_id, territory_id=row.territory_id)


def _doing(request: HttpRequest, process: Process) -> list[dict[str, Any]]:
    ways = [{"label": _("Guía para facilitar"), "url": reverse("deliberation:guide", args=[process.pk]), "quiet": True}]
    if may(actor_of(request), "open_round", process_id=process.pk):
        ways.insert(0, {"label": _("Abrir una ronda"), "url": reverse("deliberation:new", args=[process.pk])})
    return ways


def _ways(request: HttpRequest, row: Round) -> list[dict[str, Any]]:
    """What somebody may do next with a round that is open."""
    here = [row.process_id, row.pk]
    found = [("open_round", _("Agregar una sala"), "new_sitting"), ("invite_online", _("Votar en línea"), "online")]
    return [{"label": label, "url": reverse(f"deliberation:{name}", args=here), "quiet": True}
            for verb, label, name in found if row.status == RoundStatus.OPEN and may_here(request, row, verb)]


def _online(result: dict[str, Any], by_key: Any, reading: Any) -> dict[str, Any] | None:
    """What was answered online, on its own: another way of asking, other people."""
    apart = result.get("online")
    if not apart:
        return None
    alone = read(apart, {one.key: one.review for one in reading.all},
                 {one.key for one in reading.all if one.standing == "open"})
    return {"ballots": apart["ballots"], "groups": cards.groups(apart), "limits": cards.limits(apart),
            "rows": [cards.statement(one, by_key[one.key]) for one in alone.all if one.answered]}


def _absent(silence: Any) -> str:
    """Who did not come, as it was declared."""
    return ". ".join(part for part in (str(silence.group or silence.get_kind_display().capitalize()), silence.text)
                     if part)


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
