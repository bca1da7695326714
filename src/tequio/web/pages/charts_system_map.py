"""The map of what feeds and what interrupts what, as a drawing for wide pages and one for phones."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tequio.diagnosis import queries
from tequio.foundation.accounts.access import admitted
from tequio.web.pages.charts_drawing import arcs, columns
from tequio.web.pages.charts_layers import Edge, layered


def picture(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    _least, said = queries.worth_drawing(queries.system_map(process))
    edges = [Edge(str(one.origin), str(one.goal), one.voices, one.relation) for one in said]
    draw = arcs if request.GET.get("angosto") else columns
    svg = draw(layered(edges), title=_("Qué alimenta y qué interrumpe a qué, según se dijo"))
    return HttpResponse(svg, content_type="image/svg+xml")
