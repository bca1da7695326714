"""The record of who did what, day by day, and whether anybody touched it. It holds nothing of what was said."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.audit.actions import export_audit
from tequio.foundation.audit.queries import DayOfActs, by_day, fault, head_holds, signed_head, weeks
from tequio.foundation.audit.weeks import WeekOfActs
from tequio.foundation.places.models import Process
from tequio.foundation.vault.rows import ours
from tequio.listening.cards import day
from tequio.protection.frozen.held import Frozen
from tequio.protection.reading.older import changed_without_a_key
from tequio.web.pages.audit_words import verb_in_words

PER_PAGE = 60
FILE = "registro.csv"


def audit(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_audit", process_id)
    exact = may(actor_of(request), "read_words", process_id=process_id)
    rows: Sequence[Any] = by_day(process_id) if exact else weeks(process_id)
    page = Paginator(rows[::-1], PER_PAGE).get_page(request.GET.get("page"))
    table = _table(list(page)) if exact else _weeks(list(page), process)
    return render(request, "audit.html", {
        "state": _state(process_id, exact=exact), "export_url": reverse("audit_export", args=[process_id]),
        "page": page, "table": table if page else None, "exact": exact,
        "crumbs": [{"label": _("Inicio"), "url": reverse("home", args=[process_id])},
                   {"label": _("Registro de quién hizo qué"), "url": ""}],
    })


@require_POST
def export(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The record as a file to check elsewhere; that somebody took it is recorded."""
    process = admitted(request, "export_audit", process_id)
    table = export_audit(actor=actor_of(request), process=process, told=partial(_as_told, Frozen(process)))
    return HttpResponse(table.encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{FILE}"', "Cache-Control": "no-store"})


def _state(process_id: UUID, *, exact: bool) -> dict[str, Any]:
    """What checking the chain and its signature found, in words. How many entries there are is a count, too."""
    broken, end = fault(process_id), signed_head(process_id)
    if broken is not None:
        return {"tone": "refused", "label": _("Alterado"), "end": "",
                "text": _("A partir del asiento %(n)s no es lo que se escribió. Avise a quien coordina y no lo dé por "
                          "bueno; un respaldo anterior puede decir qué había.") % {"n": broken}}
    if not head_holds(process_id):
        return {"tone": "refused", "label": _("Sin firma propia"), "end": end.digest,
                "text": _("Los asientos cuadran entre sí, pero el último no lleva la firma de esta instalación: pudo "
                          "escribirse todo de nuevo, o venir de otra máquina.")}
    changed = changed_without_a_key(Process.objects.get(pk=process_id)) if broken is None else 0
    if changed:
        return {"tone": "refused", "label": _("Alterado"), "end": end.digest,
                "text": ngettext(
                    "Los asientos cuadran, pero %(n)s permiso o lectura dice más de lo que se decidió: alguien lo "
                    "cambió sin llave. No cuenta para nada de lo que sale. Avise a quien coordina.",
                    "Los asientos cuadran, pero %(n)s permisos o lecturas dicen más de lo que se decidió: alguien los "
                    "cambió sin llave. No cuentan para nada de lo que sale. Avise a quien coordina.", changed)
                % {"n": changed}}
    return {"tone": "done", "label": _("Íntegro"), "end": end.digest,
            "text": _("Ningún asiento falta, sobra ni cambió, y el último lleva la firma de esta instalación. Anote "
                      "aparte el número y el final: si otro día no coinciden con los de entonces, se cortó algo.")
            if exact else _("Ningún asiento falta, sobra ni cambió, y el último lleva la firma de esta instalación. "
                            "Anote aparte el final al acabar la semana: si en el archivo de otro día esa semana "
                            "termina en otro, se cambió algo."),
            "sequence": end.sequence if exact else None}


def _table(rows: list[DayOfActs]) -> dict[str, Any]:
    return {
        "caption": _("Qué se hizo, por día y cuenta"),
        "columns": [{"label": _("Día")}, {"label": _("Cuenta")}, {"label": _("Qué hizo")}, {"label": _("Sobre qué")},
                    {"label": _("Veces"), "number": True}, {"label": _("Cuántos"), "number": True}],
        "rows": [[{"text": _day(row.day)}, {"text": row.actor}, {"text": verb_in_words(row.verb)},
                  {"text": _kind(row.kind)}, {"text": row.acts}, {"text": row.count}] for row in rows],
        "note": _("Se guarda el día y nunca la hora."),
    }


def _weeks(rows: list[WeekOfActs], process: Process) -> dict[str, Any]:
    """As `_table`, for whoever may not read words: neither days nor small counts."""
    told = partial(_as_told, Frozen(process))
    return {
        "caption": _("Qué se hizo, por semana y cuenta"),
        "columns": [{"label": _("Semana")}, {"label": _("Cuenta")}, {"label": _("Qué hizo")}, {"label": _("Sobre qué")},
                    {"label": _("Veces")}, {"label": _("Cuántos")}],
        "rows": [[{"text": day(row.week)}, {"text": row.actor}, {"text": verb_in_words(row.verb)},
                  {"text": _kind(row.kind)}, {"text": told(row.acts, row, "acts")},
                  {"text": told(row.count, row, "count")}] for row in rows],
        "note": _("Por semana y con cuentas gruesas: el día y el número exacto dirían qué se anotó de un encuentro."),
    }


def _as_told(frozen: Frozen, count: int, row: WeekOfActs, which: str) -> str:
    """Held still like every count for outsiders: whoever looks after each entry learns nothing of it."""
    return frozen.words(get_language() or "es", count, "record", row.week, row.actor, row.verb, row.kind, which)


def _day(text: str) -> str:
    found = parse_date(text)
    return day(found) if found else text


def _kind(kind: str) -> str:
    """What an entry is about, as the rooms call it."""
    named = {str(model._meta.model_name): model._meta.verbose_name for model in ours()}
    return capfirst(str(named.get(kind, kind)))
