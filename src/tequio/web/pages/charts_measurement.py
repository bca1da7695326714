"""The series of one territory as small multiples: those of one origin that are counted in one rhythm."""

from functools import lru_cache
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from tequio.foundation.accounts.access import admitted
from tequio.foundation.paper.charts.series import TimeSeries, small_multiples
from tequio.foundation.paper.model import Language
from tequio.measurement import queries

COLUMNS = 2


# Compressed: seven drawings on one page are 200 kB of text, and none of it is anybody's words or a secret.
@gzip_page
def picture(request: HttpRequest, process_id: UUID, territory_id: UUID, origin: str, rhythm: str) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    place = get_object_or_404(process.territories, pk=territory_id)
    panel = next((one for one in queries.panels(queries.series(process, territory=place))
                  if (one.origin, one.rhythm) == (origin, rhythm)), None)
    if panel is None:
        raise Http404
    language = (get_language() or "es")[:2]
    series = tuple(TimeSeries(one.indicator.name_in(language), tuple(one.values), one.indicator.unit_in(language))
                   for one in panel.series)
    columns = 1 if request.GET.get("angosto") else min(COLUMNS, len(series))
    periods = tuple(_short(period) for period in panel.periods)
    svg = _drawn(series, periods, place.name, "en" if language == "en" else "es", columns)
    return HttpResponse(svg, content_type="image/svg+xml")


def _short(period: str) -> str:
    """2024-T2 as T2 ’24, so that the names of nine quarters stand side by side."""
    year, _dash, part = period.partition("-")
    return f"{part} ’{year[2:]}" if part else year


@lru_cache(maxsize=64)
def _drawn(series: tuple[TimeSeries, ...], periods: tuple[str, ...], caption: str, language: str, columns: int) -> str:
    """Drawn once: a drawing takes about a tenth of a second. Indicators hold nobody's words."""
    return small_multiples(series, periods, caption=caption, language=cast(Language, language), columns=columns).svg
