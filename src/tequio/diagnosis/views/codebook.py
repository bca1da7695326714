"""The codebook by family, and one code with what was said under it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tequio.diagnosis import queries
from tequio.diagnosis.models import Code, Coding, CodingStatus, Relation
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process
from tequio.foundation.trail.wording import wording
from tequio.listening.cards import heard_in

PER_PAGE = 30
FAMILIES = {
    "VL": gettext_lazy("Violencia que mata o desaparece"), "VN": gettext_lazy("Otras violencias"),
    "IN": gettext_lazy("Inseguridades"), "EF": gettext_lazy("Efectos"), "FA": gettext_lazy("Lo que pesa"),
    "CA": gettext_lazy("Capacidades"), "RE": gettext_lazy("Respuestas"), "AC": gettext_lazy("Actores"),
    "L": gettext_lazy("Dónde pasa"),
}
MACHINE = "sugerencia"
UNKNOWN = ("", "–", "none")


def codebook(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    families = [{"key": family, "title": FAMILIES.get(family, family), "codes": len(codes),
                 "table": _table(family, codes)} for family, codes in _by_family(process)]
    return render(request, "diagnosis/codebook.html", {
        "tabs": tabs(actor_of(request), process_id, "codebook"), "families": families,
        "defines": may(actor_of(request), "define_codebook", process_id=process_id)})


def code(request: HttpRequest, process_id: UUID, code_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = get_object_or_404(queries.codebook(process), pk=code_id)
    asked = request.GET.get("estado", "")
    status = asked if asked in (CodingStatus.ACCEPTED, CodingStatus.SUGGESTED) else ""
    page = Paginator(queries.passages(row, status), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "diagnosis/code.html", {
        "defines": may(actor_of(request), "define_codebook", process_id=process_id),
        "code": row, "title": str(row), "eyebrow": FAMILIES.get(row.family, row.family),
        "definition": row.definition_in(get_language() or "es"),
        "page": page, "query": f"estado={status}" if status else "",
        "passages": _passages(process, page), "tabs": _tabs(row, status), "links": _links(process, row),
        "rows": _about(row),
        "crumbs": crumbs(process_id, str(row), (
            _("Libro de códigos"), reverse("diagnosis:codebook", args=[process_id]))),
    })


def _by_family(process: Process) -> list[tuple[str, list[Code]]]:
    found = groupby(queries.codebook(process), key=lambda code: code.family)
    return [(family, list(codes)) for family, codes in found]


def _table(family: str, codes: list[Code]) -> dict[str, Any]:
    language = get_language() or "es"
    return {
        "caption": FAMILIES.get(family, family),
        "columns": [{"label": _("Código")}, {"label": _("Qué quiere decir")},
                    {"label": _("Voces aceptadas"), "number": True}, {"label": _("Voces sugeridas"), "number": True}],
        "rows": [[{"text": str(row), "url": reverse("diagnosis:code", args=[row.process_id, row.pk])},
                  {"text": row.definition_in(language) or None}, {"text": row.accepted}, {"text": row.suggested}]
                 for row in codes],
    }


def _tabs(row: Code, current: str) -> list[dict[str, Any]]:
    base = reverse("diagnosis:code", args=[row.process_id, row.pk])
    labels = (("", _("Todos los pasajes")), (CodingStatus.ACCEPTED, _("Aceptados")),
              (CodingStatus.SUGGESTED, _("Sugeridos")))
    return [{"label": label, "url": f"{base}?estado={status}" if status else base, "current": status == current}
            for status, label in labels]


def _about(row: Code) -> list[dict[str, str]]:
    known = ((_("Clave"), row.key), (_("En las cuentas oficiales"), row.crosswalk),
             (_("Palabras que lo sugieren"), ", ".join(row.cues)),
             (_("Cómo se usa"), _use(row)), (_("Sigue en su lugar"), str(row.successor or "")),
             (_("Se juntaron aquí"), ", ".join(str(one) for one in row.merged.all())))
    return [{"term": term, "value": value} for term, value in known if value not in UNKNOWN]


def _use(row: Code) -> str:
    if row.closed:
        return _("Cerrada: ya no se codifica con ella")
    return "" if row.codable else _("Categoría: junta otras y no se aplica a pasajes")


def _passages(process: Process, codings: Iterable[Coding]) -> list[dict[str, Any]]:
    rows = list(codings)
    wording(process).expect(row.voice for row in rows)
    return [_passage(row) for row in rows]


def _passage(coding: Coding) -> dict[str, Any]:
    """A passage as components/voice.html takes it; a suggestion says that it is one, and why."""
    voice = coding.voice
    return {"text": wording(coding.process).passage(voice, coding.start, coding.end, coding.quote),
            "group": str(voice.group or ""), "encounter": heard_in(voice), "mark": _mark(coding),
            "url": reverse("trace", args=[coding.process_id, "coding", coding.pk])}


def _mark(coding: Coding) -> str:
    if coding.status != CodingStatus.SUGGESTED:
        return ""
    by = _("Sugerencia de la máquina") if coding.coder == MACHINE else _("Sugerencia")
    words = wording(coding.process).own(coding.reason)
    because = _(", porque dice «%(words)s»") % {"words": words} if words else ""
    return f"{by}{because}"


def _links(process: Process, row: Code) -> list[dict[str, str]]:
    """What this code feeds or interrupts, and what feeds or interrupts it."""
    return [{
        "term": f"{link.origin} {Relation(link.relation).label} {link.goal}",
        "value": ngettext("lo dijo %(n)s voz", "lo dijeron %(n)s voces", link.voices) % {"n": link.voices},
        "url": reverse("diagnosis:link", args=[process.pk, link.origin.pk, link.relation, link.goal.pk]),
    } for link in queries.system_map(process) if row.pk in (link.origin.pk, link.goal.pk)]
