"""What feeds and what interrupts what, as people said it, and the loops that come of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tequio.diagnosis import queries
from tequio.diagnosis.actions import export_map
from tequio.diagnosis.models import Code, Relation
from tequio.diagnosis.queries import LinkCount
from tequio.diagnosis.system_map import LinkInMap, SystemMap
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.diagnosis.views.loops_shown import Names, how_far, loops_shown
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.trail.wording import wording
from tequio.listening.cards import heard_in


def system_map(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    said, found = queries.system_map(process), queries.map_read(process)
    names = Names(process_id, {code.key: code for one in said for code in (one.origin, one.goal)},
                  queries.groups_heard(process))
    return render(request, "diagnosis/system_map.html", {
        "tabs": tabs(actor_of(request), process_id, "system_map"),
        "figure": _figure(process_id, said, found) if said else None,
        "circles": loops_shown(found, names), "how_far": how_far(found) if found.loops else "",
        "export_url": reverse("diagnosis:system_map_export", args=[process_id])
        if may(actor_of(request), "export_map", process_id=process_id) else "",
    })


@require_POST
def export(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """The map as a file for programs that draw networks; that somebody took it is recorded."""
    process = admitted(request, "export_map", process_id)
    labels = {code.key: str(code) for code in Code.objects.filter(process=process)}
    text = export_map(actor=actor_of(request), process=process, found=queries.map_read(process), labels=labels)
    return HttpResponse(text, content_type="application/graphml+xml; charset=utf-8", headers={
        "Content-Disposition": 'attachment; filename="mapa.graphml"', "Cache-Control": "no-store"})


def link(request: HttpRequest, process_id: UUID, origin_id: UUID, relation: str, goal_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    if relation not in Relation.values:
        raise Http404
    origin, goal = (get_object_or_404(Code, process=process, pk=pk) for pk in (origin_id, goal_id))
    rows = list(queries.links(process).filter(origin=origin, relation=relation, goal=goal))
    words = wording(process)
    words.expect(row.voice for row in rows)
    return render(request, "diagnosis/link.html", {
        "title": f"{origin} {Relation(relation).label} {goal}",
        "voices": [{"text": words.voice(row.voice), "group": str(row.voice.group or ""),
                    "encounter": heard_in(row.voice), "mark": capfirst(words.own(row.circumstance)),
                    "url": reverse("trace", args=[process_id, "link", row.pk])} for row in rows],
        "crumbs": crumbs(process_id, _("Vínculo"), (
            _("Mapa del sistema"), reverse("diagnosis:system_map", args=[process_id]))),
    })


def _figure(process_id: UUID, said: Sequence[LinkCount], found: SystemMap) -> dict[str, Any]:
    """The drawing as components/figure.html takes it; every link stands in its table, the best heard first."""
    by_key = {(one.origin.key, one.relation, one.goal.key): one for one in said}
    least, shown = queries.worth_drawing(said)
    drawing = reverse("chart_system_map", args=[process_id])
    return {
        "title": _("Qué alimenta y qué interrumpe a qué, según se dijo"), "src": drawing,
        "src_narrow": f"{drawing}?angosto=1",
        "alt": _("Dibujo de %(drawn)s vínculos entre códigos; los mismos están en la tabla.") % {"drawn": len(shown)},
        "text": ngettext("Se dibujan los vínculos que dijo al menos %(least)s voz: %(drawn)s de %(all)s.",
                         "Se dibujan los vínculos que dijeron al menos %(least)s voces: %(drawn)s de %(all)s.", least)
        % {"least": least, "drawn": len(shown), "all": len(said)},
        "note": _("Línea de barro: alimenta. Línea verde punteada: interrumpe. Entre más gruesa, más voces lo dijeron. "
                  "Es lo que la gente ve que sigue a qué; no prueba por qué."),
        "table": {
            "caption": _("Todos los vínculos que se dijeron"),
            "columns": [{"label": _("Esto")}, {"label": _("hace")}, {"label": _("a esto")},
                        {"label": _("Voces que lo dijeron"), "number": True},
                        {"label": _("Encuentros"), "number": True}, {"label": _("Círculos"), "number": True},
                        {"label": _("Se pierde si se interrumpe"), "number": True}],
            "rows": [_row(process_id, by_key[one.link], one, found) for one in found.links],
        },
    }


def _row(process_id: UUID, said: LinkCount, one: LinkInMap, found: SystemMap) -> list[dict[str, Any]]:
    return [_code(process_id, said.origin), {"text": Relation(said.relation).label}, _code(process_id, said.goal),
            {"text": said.voices, "url": _address(process_id, said)}, {"text": one.heard.weight}, {"text": one.loops},
            {"text": f"{round(100 * found.lost_share(one))} %"}]


def _code(process_id: UUID, code: Code) -> dict[str, str]:
    return {"text": str(code), "url": reverse("diagnosis:code", args=[process_id, code.pk])}


def _address(process_id: UUID, one: LinkCount) -> str:
    return reverse("diagnosis:link", args=[process_id, one.origin.pk, one.relation, one.goal.pk])
