"""The map of the opinion groups of a round: areas and numbers of statements, never a person."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from tequio.deliberation.compose import compose
from tequio.deliberation.queries import round_of
from tequio.foundation.accounts.access import admitted
from tequio.foundation.paper.model import Language
from tequio.publication.round_document import map_of


# Compressed: the drawing holds numbers only, and none of anybody's words.
@gzip_page
def picture(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = round_of(process, round_id)
    if row is None or not (row.result or {}).get("groups"):
        raise Http404
    language: Language = "en" if (get_language() or "es").startswith("en") else "es"
    figure = map_of(compose(row).votes, _("Mapa de maneras de responder"), language,
                    narrow=bool(request.GET.get("angosto")))
    if figure is None:
        raise Http404
    return HttpResponse(figure.svg, content_type="image/svg+xml")
