"""The report of a round: coarse, masked, marked; the map without people; the same round on the public site."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from tequio.deliberation.compose import compose
from tequio.deliberation.models import Round
from tequio.foundation.accounts.models import User
from tequio.foundation.paper import render_html
from tequio.foundation.paper.charts.opinion_map import OpinionArea, Placed, opinion_map
from tequio.foundation.places.models import Process
from tequio.protection import release
from tequio.protection.masking import masker
from tequio.protection.reading.standing import Passed
from tequio.publication.round_document import round_document
from tequio.publication.site import site_files

NUMBER = some.floats(-5, 5).map(lambda value: round(value, 2))
POINT = some.tuples(NUMBER, NUMBER)


def text_of(process: Process, key: str) -> str:
    row = Round.objects.get(process=process, key=key)
    released = release.internal(compose(row), mask=masker(process), marks=("interno, sin revisar",))
    return re.sub(r"<[^>]+>", " ", render_html(round_document(released)))


@pytest.mark.django_db
def test_the_report_says_what_it_must(demo_process: Process) -> None:
    told = text_of(demo_process, "nogalera-1")
    for said in ("interno, sin revisar", "Lo que une", "Lo que divide", "Lo que tiende puentes",
                 "Una selección que representa", "Respuestas que reproducirían violencia", "Qué la alimenta:",
                 "Se contesta:", "Lo que cambió después de conversar", "Salón de la parroquia", "Quién votó y quién no",
                 "Lo que estas boletas no pueden decir", "menos de 10"):
        assert said in told
    assert not re.search(r"grupos[^.<]*separa[nd]", told)


@pytest.mark.django_db
def test_no_exact_number_of_ballots_is_in_a_report(demo_process: Process) -> None:
    for row in Round.objects.filter(process=demo_process):
        told = text_of(demo_process, row.key)
        counts = [int(found) for found in re.findall(r"unas (\d+)", told)]
        assert counts and all(count >= 10 and count % 5 == 0 for count in counts)
        assert all(int(found) % 10 == 0 for found in re.findall(r"Al menos (\d+) de cada 100", told))


@pytest.mark.django_db
def test_what_is_held_back_says_so_and_is_in_no_list(demo_process: Process) -> None:
    told = text_of(demo_process, "limonar-1")
    # The table beside the map holds every statement; the lists begin after it.
    lists, rest = told.split(" Lo que une ", 1)[1].split("Respuestas que reproducirían violencia", 1)
    assert "Los niños andan solos" not in lists
    assert "hay riesgo y falta escribir qué se contesta" in rest


@pytest.mark.django_db
def test_the_report_prints_for_the_team_and_nobody_else(
        demo_client: Client, client: Client, demo_process: Process) -> None:
    row = Round.objects.get(process=demo_process, key="nogalera-1")
    for form in ("pdf", "docx", "html"):
        address = reverse("publication:round_report", args=[demo_process.pk, row.pk, form])
        answer = demo_client.get(address)
        assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
        if form == "pdf":
            assert len(pypdfium2.PdfDocument(io.BytesIO(answer.content))) >= 5
    assert demo_client.get(address.replace("html", "exe")).status_code == 404
    assert Client().get(address).status_code == 302


@pytest.mark.django_db
def test_the_public_site_holds_rounds_that_passed_the_gate(demo_process: Process) -> None:
    row = Round.objects.get(process=demo_process, key="nogalera-1")
    passed = Passed(demo_process)
    content = release.public(compose(row), mask=passed.mask, marks=(), approvals=("Lechuza", "Tlacuache"), read=passed)
    files = dict(site_files({}, demo_process, {"ronda-nogalera-1": content}))
    assert {Path(name).suffix for name in files} == {".html", ".pdf", ".docx", ".json", ".xlsx", ".zip"}
    assert "ronda-nogalera-1.pdf" in files["index.html"].decode()
    assert b"internal, not reviewed" not in files["datos/ronda-nogalera-1.json"]


@pytest.mark.django_db
def test_the_map_is_a_file_without_people(demo_client: Client, demo_process: Process) -> None:
    for row in Round.objects.filter(process=demo_process):
        svg = demo_client.get(reverse("chart_opinions", args=[demo_process.pk, row.pk])).content.decode()
        assert svg.startswith("<svg") and "<circle" not in svg and "<image" not in svg
        areas, numbers = svg.count("<path") - 1, re.findall(r">(\d+)</text>", svg)
        assert areas == 2 and len(numbers) <= row.statements.count()
        assert User.objects.exists()


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(POINT, POINT, POINT), max_size=5),
       some.lists(some.none() | POINT, max_size=30), some.booleans())
def test_any_map_is_drawn_inside_its_paper(
        areas: list[tuple[tuple[float, float], ...]], places: list[tuple[float, float] | None], narrow: bool) -> None:
    figure = opinion_map(
        [OpinionArea(number, *area) for number, area in enumerate(areas, start=1)],
        [Placed(number, f"Frase <{number}>", place, ("most",)) for number, place in enumerate(places, start=1)],
        groups=1, caption="Mapa & más", language="es", narrow=narrow)
    wide, high = map(float, re.search(r'viewBox="0 0 (\d+) (\d+)"', figure.svg).groups())  # type: ignore[union-attr]
    for x, y in re.findall(r'<text x="(-?[\d.]+)" y="(-?[\d.]+)"', figure.svg):
        assert 0 <= float(x) <= wide and 0 <= float(y) <= high
    assert "nan" not in figure.svg and "Frase <" not in figure.svg
    assert figure.twin is not None and len(figure.twin.rows) == len(places)
