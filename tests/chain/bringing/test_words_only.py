"""The page proposes as words only what somebody can have said, and says what it noticed while reading."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.chain.bringing.test_pages import hand_in

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process, Territory
from tequio.listening.bringing.models import Delivery
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
ROWS = "folio,autor,respaldan,fecha,monto,relato\n" + "".join(
    f'ZZ-DD3{at}-00000{at}/31,Persona Ficticia {name},"Otra Gente {name}, Más Gente {name}",2031-01-0{at} 10:00:00 UTC,'
    f'"$1,58{at},169.00",Poner bancas en la entrada número {at} del jardín\n'
    for at, name in enumerate(("Alfa", "Beta", "Gama"), start=1))


@pytest.fixture
def browser(client: Client, team: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, team)


def page_of(browser: Client, process: Process, territory: Territory, data: str | bytes) -> str:
    hand_in(browser, process, f"t{territory.pk}", "t.csv", data)
    row = Delivery.objects.latest("number")
    return browser.get(reverse("bringing:look", args=[process.pk, row.pk])).content.decode()


def confirm_as_suggested(browser: Client, process: Process, page: str) -> None:
    """Press what the page suggests, with nothing allowed beyond the diagnosis, and bring the file in."""
    row = Delivery.objects.get()
    roles = re.findall(r'value="([a-z]+:[^"]*)" selected', page)
    browser.post(reverse("bringing:choose", args=[process.pk, row.pk]), {
        "role": roles, "given": ["nothing"]})
    browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))


def test_names_amounts_dates_and_folios_come_in_by_no_press(browser: Client, process: Process,
                                                            territory: Territory) -> None:
    page = page_of(browser, process, territory, ROWS)
    assert 'value="voices:relato" selected' in page
    assert page.count('value="voices:') == 2  # «respaldan» can be chosen, and is not proposed
    assert "nombre de una persona" in page
    confirm_as_suggested(browser, process, page)
    assert {voice.text for voice in Voice.objects.all()} == {
        f"Poner bancas en la entrada número {at} del jardín" for at in (1, 2, 3)}


@pytest.mark.parametrize("asked", ["autor", "folio"])
def test_nor_by_a_form_that_was_made_up(asked: str, browser: Client, process: Process, territory: Territory) -> None:
    page_of(browser, process, territory, ROWS)
    row = Delivery.objects.get()
    browser.post(reverse("bringing:choose", args=[process.pk, row.pk]),
                 {"role": [f"voices:{asked}"], "given": ["nothing"]})
    browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))
    assert not Voice.objects.exists()


def test_what_was_noticed_is_said_before_and_after(browser: Client, process: Process, territory: Territory) -> None:
    rows = "clase,relato\na,Poner lÃ¡mparas en la calle\nb,Abrir la cancha ya\nc\n"
    page = page_of(browser, process, territory, rows)
    row = Delivery.objects.get()
    confirm_as_suggested(browser, process, page)
    account = browser.get(reverse("bringing:account", args=[process.pk, row.pk])).content.decode()
    for text in (page, account):
        assert "Lo que se notó al leer el archivo" in text and "Fila 4." in text
    assert [one["code"] for one in Delivery.objects.get().account["notices"]] == ["TQ-233", "TQ-234"]


def test_a_page_on_which_nothing_is_words_says_what_to_choose(browser: Client, process: Process,
                                                              territory: Territory) -> None:
    page = page_of(browser, process, territory, "a,b\n1,2\n3,4\n")
    assert "TQ-421" in page and "Elige «lo que se dijo»" in page
