"""Pictures of agendas: who owes what. Drawn by the same hand as in the booklets; the page keeps the table beside."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.agendas import queries
from tequio.agendas.cards.content import masked, said, spheres
from tequio.agendas.compose import compose
from tequio.agendas.content import Line
from tequio.foundation.accounts.access import admitted
from tequio.foundation.paper.charts.matrix import Duty, responsibility_matrix
from tequio.foundation.paper.model import Language


def duties(request: HttpRequest, process_id: UUID, agenda_id: UUID) -> HttpResponse:
    """The matrix of responsibilities of one agenda as SVG."""
    process = admitted(request, "read_words", process_id)
    agenda = queries.agenda(process, agenda_id)
    if agenda is None:
        raise Http404
    content = masked(process, compose(process, agenda))
    language: Language = "en" if (get_language() or "es").startswith("en") else "es"
    asked = [_row(line) for part in content.parts for line in part.lines if not line.stays]
    figure = responsibility_matrix(asked, spheres(content), caption=_("A quién le toca"), language=language)
    return HttpResponse(figure.svg, content_type="image/svg+xml")


def _row(line: Line) -> Duty:
    return Duty(f"{line.number}. {said(line.title) or said(line.text)}",
                tuple(body.sphere for body in line.bodies if body.public),
                tuple(body.sphere for body in line.bodies if not body.public))
