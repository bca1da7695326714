"""What the page proposes of sheets with people, permissions and figures: names differ, the kind does not.

Each is handed over, looked at, and brought in as the page suggests: what came in is what somebody said, and all of it.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.chain.bringing.test_pages import hand_in

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process, Territory
from tequio.listening.bringing.models import Delivery
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[4] / "shared/cases"
SAID = [f"Que pongan bancas en la entrada {at} del jardín" for at in ("norte", "sur", "de arriba", "de abajo")]
ROWS = range(4)
# Headings of people, and what stands under them.
PEOPLE = [("Autora", "Persona Ficticia {}"), ("Nombre completo", "Persona Ficticia {}"), ("Promovente", "Ficticia {}"),
          ("firmantes", "Una Ficticia {}, Otra Ficticia {}"), ("Registrado por", "ficticia{}"),
          ("Nombre del solicitante", "PERSONA FICTICIA {}"), ("Representante", "Persona Ficticia {}"),
          ("usuario", "ficticia_{}"), ("Endorsers", "Fictitious {}; Invented {}")]
NAMES = ("Alfa", "Beta", "Gama", "Delta")
# Headings of figures, dates, files and addresses.
FIGURES = [("Monto", ["$1,581,169.00", "$2,000.00", "$15.50", "$9.00"]), ("x7", ["055", "1", "22", "903"]),
           ("Folio", ["AB-1/31", "AB-2/31", "AB-3/31", "AB-4/31"]), ("Edad", ["32 años", "41 años", "18", "67"]),
           ("Creado", ["2031-01-02 10:00:00 UTC", "2031-01-03 10:00:00 UTC", "2031-02-03 11:00:00 UTC",
                       "2031-03-03 12:00:00 UTC"]),
           ("Dirección", ["Calle Luna 4", "Calle Sol 7", "Calle Mar 2", "Calle Sal 1"]),
           ("Presupuesto", ["1,200 pesos", "30 pesos", "400 pesos", "7 pesos"])]
RATES = [("tasa_2031", "{}223.98469"), ("pre2013", "2{}223.98469"), ("habitantes", "1{}45120"),
         ("homicidios por 100 mil", "{}2.4519283746"), ("gasto", "{}551234567.25")]
PERMISSIONS = [
    ("¿Para qué se puede usar?", "Citar mis palabras Usarlas en el diálogo"),
    ("¿Nos autoriza a usar sus palabras?", "Sí"), ("¿Qué permite hacer con lo que dijo?", "Guardarlo en el archivo"),
    ("¿Podemos publicar lo que dijo?", "Publicar y compartir"),
    ("Autorización de uso de mis palabras", "Diagnóstico, diálogo")]


@pytest.fixture
def browser(client: Client, team: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, team)


def table(*columns: tuple[str, list[str]], mark: str = ",") -> str:
    lines = [[heading for heading, _ in columns], *([cells[at] for _, cells in columns] for at in ROWS)]
    return "\n".join(mark.join(f'"{cell}"' for cell in line) for line in lines) + "\n"


def suggested(browser: Client, process: Process, territory: Territory, data: str | bytes) -> tuple[str, list[str]]:
    hand_in(browser, process, f"t{territory.pk}", "t.csv", data)
    row = Delivery.objects.latest("number")
    page = browser.get(reverse("bringing:look", args=[process.pk, row.pk])).content.decode()
    return page, re.findall(r'value="([a-z]+:[^"]*)" selected', page)


def brought_as_suggested(browser: Client, process: Process, roles: list[str]) -> set[str]:
    row = Delivery.objects.latest("number")
    browser.post(reverse("bringing:choose", args=[process.pk, row.pk]), {"role": roles, "given": ["nothing"]})
    browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))
    return {voice.text for voice in Voice.objects.all()}


@pytest.mark.parametrize(("heading", "cell"), PEOPLE)
def test_people_are_never_what_was_said(
        browser: Client, process: Process, territory: Territory, heading: str, cell: str) -> None:
    data = table((heading, [cell.format(name, name) for name in NAMES]), ("descripción", SAID))
    page, roles = suggested(browser, process, territory, data)
    assert [role for role in roles if role.startswith("voices:")] == ["voices:descripción"]
    assert f'value="voices:{heading}"' not in page and "nombre de una persona" in page
    assert brought_as_suggested(browser, process, roles) == set(SAID)


@pytest.mark.parametrize(("heading", "cells"), FIGURES)
def test_figures_are_not_proposed_as_what_was_said(
        browser: Client, process: Process, territory: Territory, heading: str, cells: list[str]) -> None:
    _, roles = suggested(browser, process, territory, table((heading, cells), ("comentario", SAID)))
    assert [role for role in roles if role.startswith("voices:")] == ["voices:comentario"]
    assert brought_as_suggested(browser, process, roles) == set(SAID)


@pytest.mark.parametrize(("heading", "cell"), RATES)
def test_rates_and_counts_are_no_telephones(
        browser: Client, process: Process, territory: Territory, heading: str, cell: str) -> None:
    data = table((heading, [cell.format(at + 1) for at in ROWS]), ("comentario", SAID))
    page, roles = suggested(browser, process, territory, data)
    assert "teléfono, correo o clave de una persona" not in page
    assert brought_as_suggested(browser, process, roles) == set(SAID)


@pytest.mark.parametrize(("heading", "cells"), [
    ("Teléfono", ["5512345678", "5587654321", "3312345678", "8112345678"]),
    ("x", ["55 1234 5678", "55 8765 4321", "33 1234 5678", "81 1234 5678"]),
    ("correo", ["a@ejemplo.mx", "b@ejemplo.mx", "c@ejemplo.mx", "d@ejemplo.mx"])])
def test_telephones_are_still_barred(
        browser: Client, process: Process, territory: Territory, heading: str, cells: list[str]) -> None:
    page, roles = suggested(browser, process, territory, table((heading, cells), ("comentario", SAID)))
    assert "teléfono, correo o clave de una persona" in page and f'value="voices:{heading}"' not in page
    assert brought_as_suggested(browser, process, roles) == set(SAID)


@pytest.mark.parametrize(("question", "answer"), PERMISSIONS)
def test_what_may_be_done_with_words_is_no_voice(
        browser: Client, process: Process, territory: Territory, question: str, answer: str) -> None:
    data = table(("start", ["2031-03-04T10:00:00.000-06:00"] * 4), ("¿Acepta?", ["Sí"] * 4), (question, [answer] * 4),
                 ("¿Qué pasa?", SAID), ("_uuid", ["a1", "a2", "a3", "a4"]),
                 ("_submission_time", ["2031-03-04T17:00:00"] * 4), mark=";")
    _, roles = suggested(browser, process, territory, data)
    assert [role for role in roles if role.startswith("voices:")] == ["voices:¿Qué pasa?"]
    assert f"voices:{question}" not in roles
    assert answer not in brought_as_suggested(browser, process, roles)


def test_a_question_with_as_many_answers_as_people_names_no_group(
        browser: Client, process: Process, territory: Territory) -> None:
    """Chosen by hand, it is refused with what to do; without it the sheet comes in."""
    rows = "apodo,cuenta\n" + "".join(f"La {at} de allá,Falta luz en el callejón {at}\n" for at in range(60))
    suggested(browser, process, territory, rows)
    row = Delivery.objects.latest("number")
    look = reverse("bringing:look", args=[process.pk, row.pk])
    browser.post(reverse("bringing:choose", args=[process.pk, row.pk]), {
        "role": ["voices:cuenta", "group:apodo"], "given": ["nothing"]})
    assert "TQ-435" in browser.get(look).content.decode()
    assert len(brought_as_suggested(browser, process, ["voices:cuenta"])) == 60


def test_an_agenda_waits_for_whoever_may_write_proposals(
        process: Process, territory: Territory, cast: dict[str, User],
        enter: Callable[[Client, User], Client]) -> None:
    text = "1. Poner luz en la entrada\n2. Abrir la cancha\n"
    answer = hand_in(enter(Client(), cast["facilitator"]), process, f"t{territory.pk}", "a.txt", text, "agenda_list")
    assert "TQ-436" in answer.content.decode()  # type: ignore[attr-defined]
    assert not Delivery.objects.exists()
    hand_in(enter(Client(), cast["coordinator"]), process, f"t{territory.pk}", "a.txt", text, "agenda_list")
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(("name", "file", "words"), [
    ("22-pages-take-names-for-words", "t.csv", {"voices:descripcion"}),
    ("23-consent-taken-for-words", "s.csv", {"voices:¿Qué pasa?"}),
    ("32-figures-taken-for-telephones", "e.csv", {"voices:comentario"})])
def test_sheets_as_they_were_brought(
        browser: Client, process: Process, territory: Territory, name: str, file: str, words: set[str]) -> None:
    path = CASES / name / file
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    page, roles = suggested(browser, process, territory, path.read_bytes())
    assert {role for role in roles if role.startswith("voices:")} == words
    assert "teléfono, correo o clave" not in page
