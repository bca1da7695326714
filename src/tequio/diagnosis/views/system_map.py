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

from tequio.diagnosis import queries
from tequio.diagnosis.circles import Arrow, Circle, circles
from tequio.diagnosis.models import Code, Relation
from tequio.diagnosis.queries import LinkCount
from tequio.diagnosis.views.around import crumbs, tabs
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.trail.wording import wording
from tequio.listening.cards import heard_in


def system_map(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    said = queries.system_map(process)
    return render(request, "diagnosis/system_map.html", {
        "tabs": tabs(actor_of(request), process_id, "system_map"),
        "figure": _figure(process_id, said) if said else None,
        "circles": _circles(process_id, said),
    })


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


def _figure(process_id: UUID, said: Sequence[LinkCount]) -> dict[str, Any]:
    """The drawing as components/figure.html takes it; every link stands in its table."""
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
                        {"label": _("Voces que lo dijeron"), "number": True}],
            "rows": [[_code(process_id, one.origin), {"text": Relation(one.relation).label},
                      _code(process_id, one.goal), {"text": one.voices, "url": _address(process_id, one)}]
                     for one in said],
        },
    }


def _circles(process_id: UUID, said: Sequence[LinkCount]) -> list[dict[str, Any]]:
    named = {code.key: code for one in said for code in (one.origin, one.goal)}
    feeds = {(one.origin.key, one.goal.key): one.voices for one in said if one.relation == Relation.FEEDS}
    against = [one for one in said if one.relation == Relation.INTERRUPTS]
    return [{"links": [_arrow(process_id, arrow, named) for arrow in circle.arrows],
             "title": " → ".join(str(named[key]) for key in (*circle.codes, circle.codes[0])),
             "interrupts": _interrupting(process_id, circle, against)} for circle in circles(feeds)]


def _arrow(process_id: UUID, arrow: Arrow, named: dict[str, Code]) -> dict[str, str]:
    origin, goal = named[arrow.origin], named[arrow.goal]
    return {"term": _("%(origin)s → %(goal)s") % {"origin": str(origin).lower(), "goal": str(goal).lower()},
            "value": _voices(arrow.voices),
            "url": reverse("diagnosis:link", args=[process_id, origin.pk, Relation.FEEDS, goal.pk])}


def _interrupting(process_id: UUID, circle: Circle, against: Sequence[LinkCount]) -> list[dict[str, str]]:
    """What people said interrupts something in the loop."""
    return [{"label": f"{one.origin} → {one.goal}", "voices": _voices(one.voices), "url": _address(process_id, one)}
            for one in against if one.goal.key in circle.codes]


def _voices(count: int) -> str:
    return ngettext("lo dijo %(n)s voz", "lo dijeron %(n)s voces", count) % {"n": count}


def _code(process_id: UUID, code: Code) -> dict[str, str]:
    return {"text": str(code), "url": reverse("diagnosis:code", args=[process_id, code.pk])}


def _address(process_id: UUID, one: LinkCount) -> str:
    return reverse("diagnosis:link", args=[process_id, one.origin.pk, one.relation, one.goal.pk])
