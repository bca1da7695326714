"""The board of every point, and the due days as a calendar."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tequio.agendas.queries import agendas
from tequio.followup.board import queries
from tequio.followup.board.calendar import Due, calendar
from tequio.followup.board.forms import WantedForm
from tequio.followup.board.shown import Labels, row
from tequio.followup.cards.line import reading
from tequio.followup.delivery.actions import promise_of
from tequio.followup.pages import home
from tequio.foundation.accounts.access import admitted
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import wording

ON_A_PAGE = 60


def everything(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    words = wording(process)
    form = WantedForm(process, [(str(one.pk), words.heading(one.title)) for one in agendas(process)], request.GET)
    found = queries.items(process, form.wanted(), today())
    page = Paginator(queries.whole(found), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    by, labels = reading(process, shown, today()), Labels()
    return render(request, "followup/everything.html", {
        "form": form, "rows": [row(item, by, labels) for item in shown], "page": page, "query": _query(form),
        "crumbs": [home(process_id), {"label": _("Tablero"), "url": ""}]})


def due_days(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Offices, numbers of points and days: what was said is in none of it, for a calendar goes to many telephones."""
    process = admitted(request, "read_words", process_id)
    answer = HttpResponse(calendar(_("Plazos"), _dues(process), today()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="plazos.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _dues(process: Process) -> list[Due]:
    found = [Due(str(one.pk), one.due, _("Vence la respuesta al punto %(number)s: %(office)s") % {
        "number": one.item.number, "office": one.institution.name})
        for one in queries.due_requests(process) if one.due]
    for promised in queries.open_commitments(process):
        due = promise_of(promised, list(promised.steps.all())).due
        if due:
            found.append(Due(str(promised.pk), due, _("Vence un compromiso sobre el punto %(number)s: %(office)s") % {
                "number": promised.response.item.number, "office": promised.response.institution.name}))
    return found


def _query(form: WantedForm) -> str:
    said: dict[str, Any] = {name: form.data.get(name, "") for name in form.fields}
    return urlencode({name: value for name, value in said.items() if value})
