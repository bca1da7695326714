"""Pages of measurement: official and community figures side by side, what each cannot see, voices beside them."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tequio.diagnosis.models import Code
from tequio.diagnosis.queries import codebook, findings_by_place, voices_by_code
from tequio.foundation.accounts.access import admitted
from tequio.foundation.language.folding import fold
from tequio.foundation.places.models import Process, Territory
from tequio.listening.cards import halted
from tequio.measurement import queries
from tequio.measurement.models import Indicator, Origin
from tequio.measurement.queries import WITHIN, YEARLY, Panel, Series

# Two words whose first letters agree name the same thing: «desaparición», «desaparecidas».
SAME = 7
# What nearly every indicator counts says nothing of what it is about.
COMMON = {"persona"}

TITLES = {
    (Origin.OFFICIAL, YEARLY): gettext_lazy("Lo que registran las instituciones, año por año"),
    (Origin.OFFICIAL, WITHIN): gettext_lazy("Lo que preguntan las instituciones, por partes del año"),
    (Origin.COMMUNITY, YEARLY): gettext_lazy("Lo que cuenta la comunidad, año por año"),
    (Origin.COMMUNITY, WITHIN): gettext_lazy("Lo que cuenta la comunidad, por partes del año"),
}


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    indicators = list(queries.indicators(process))
    said = _Voices(process, indicators)
    return render(request, "measurement/index.html", {
        "places": [_place(place, queries.panels(rows), said) for place, rows in _by_place(process)],
        "entries": [_entry(one) for one in indicators],
    })


def indicator(request: HttpRequest, process_id: UUID, indicator_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = get_object_or_404(queries.indicators(process), pk=indicator_id)
    language = get_language() or "es"
    every = [one for one in queries.series(process) if one.indicator.pk == row.pk]
    said = _Voices(process, [row])
    return render(request, "measurement/indicator.html", {
        "title": row.name_in(language), "eyebrow": _("Indicador %(origin)s") % {"origin": row.get_origin_display()},
        "unit": row.unit_in(language), "note": row.note_in(language),
        "rows": [{"term": term, "value": value} for term, value in (
            (_("Se cuenta en"), row.unit_in(language)), (_("De dónde sale"), row.instrument),
            (_("Hasta cuándo"), row.vintage)) if value],
        "table": _by_territory(every), "voices": [voice for one in every for voice in said.beside([one], named=True)],
        "crumbs": [{"label": _("Medición"), "url": reverse("measurement:index", args=[process_id])},
                   {"label": row.name_in(language), "url": ""}],
    })


def _by_place(process: Process) -> list[tuple[Territory, list[Series]]]:
    """Places in the order of their names: the figures rank nobody."""
    rows = sorted(queries.series(process), key=lambda one: (one.territory.name, one.territory.key))
    return [(kept[0].territory, kept) for kept in (
        list(group) for _key, group in groupby(rows, key=lambda one: one.territory.key))]


class _Voices:
    """What people said about what an indicator counts: the voices under the codes of the same name."""

    def __init__(self, process: Process, indicators: Sequence[Indicator]) -> None:
        codes = list(codebook(process))
        self._codes = {one.pk: [code for code in codes if _same_thing(code, one)] for one in indicators}
        self._said: Counter[tuple[UUID, UUID]] = voices_by_code(process)
        self._findings = findings_by_place(process)

    def beside(self, panel: Sequence[Series], *, named: bool = False) -> list[dict[str, str]]:
        """One row per code and territory; `named` says the territory instead of the code."""
        found = {}
        for one in panel:
            for code in self._codes[one.indicator.pk]:
                count = self._said[code.pk, one.territory.pk]
                found[code.pk, one.territory.pk] = {
                    "term": one.territory.name if named else str(code), "value": _voices(count),
                    "url": reverse("diagnosis:code", args=[code.process_id, code.pk])}
        return list(found.values())

    def findings(self, place: Territory) -> str:
        count = self._findings[place.pk]
        return ngettext("%(n)s hallazgo en este lugar", "%(n)s hallazgos en este lugar", count) % {"n": count}


def _same_thing(code: Code, row: Indicator) -> bool:
    counted = {fold(word)[:SAME] for word in row.name_es.split()} - COMMON
    return {fold(word)[:SAME] for word in code.label_es.split()} <= counted


def _voices(count: int) -> str:
    if not count:
        return _("ninguna voz lo nombró")
    return ngettext("lo nombró %(n)s voz", "lo nombraron %(n)s voces", count) % {"n": count}


def _place(place: Territory, panels: list[Panel], said: _Voices) -> dict[str, Any]:
    return {
        "name": place.name, "halted": halted(place), "findings": said.findings(place),
        "findings_url": reverse("diagnosis:territory", args=[place.process_id, place.pk]),
        "official": [_figure(place, one) for one in panels if one.origin == Origin.OFFICIAL],
        "community": [_figure(place, one) for one in panels if one.origin == Origin.COMMUNITY],
        "voices": said.beside([series for one in panels for series in one.series]),
    }


def _figure(place: Territory, panel: Panel) -> dict[str, Any]:
    """Small multiples as components/figure.html takes them, with the gaps counted."""
    language = get_language() or "es"
    drawing = reverse("chart_series", args=[place.process_id, place.pk, panel.origin, panel.rhythm])
    missing = sum(value is None for one in panel.series for value in one.values)
    names = [one.indicator.name_in(language) for one in panel.series]
    title = str(TITLES[Origin(panel.origin), panel.rhythm])
    return {
        "title": title, "src": drawing, "src_narrow": f"{drawing}?angosto=1",
        "alt": _("Líneas en el tiempo, %(place)s: %(names)s. Los mismos datos están en la tabla.") % {
            "place": place.name, "names": ", ".join(names)},
        "note": ngettext("%(n)s periodo sin dato: se deja en blanco, no es cero.",
                         "%(n)s periodos sin dato: se dejan en blanco, no son cero.", missing) % {"n": missing}
        if missing else "",
        "table": _table(title, panel),
    }


def _table(caption: str, panel: Panel) -> dict[str, Any]:
    language = get_language() or "es"
    return {
        "caption": caption,
        "columns": [{"label": _("Periodo")}] + [{"label": one.indicator.name_in(language), "number": True}
                                               for one in panel.series],
        "rows": [[{"text": period}] + [{"text": _figure_text(one.values[place])} for one in panel.series]
                 for place, period in enumerate(panel.periods)],
    }


def _by_territory(every: Sequence[Series]) -> dict[str, Any] | None:
    if not every:
        return None
    periods = sorted({period for one in every for period in one.periods})
    rows = [[{"text": period}] + [{"text": _figure_text(dict(zip(one.periods, one.values, strict=True)).get(period))}
                                  for one in every] for period in periods]
    return {"caption": _("Por lugar y periodo"), "rows": rows, "columns": [{"label": _("Periodo")}] + [
        {"label": one.territory.name, "number": True} for one in every]}


def _figure_text(value: float | None) -> str | None:
    return None if value is None else number_format(value, decimal_pos=None if value % 1 else 0, force_grouping=True)


def _entry(row: Indicator) -> dict[str, Any]:
    """An indicator as components/entries.html takes it: what it cannot see stands first."""
    language = get_language() or "es"
    return {"title": row.name_in(language), "eyebrow": capfirst(row.get_origin_display()),
            "text": row.note_in(language),
            "meta": [part for part in (row.instrument, row.vintage, row.unit_in(language)) if part],
            "url": reverse("measurement:indicator", args=[row.process_id, row.pk])}
