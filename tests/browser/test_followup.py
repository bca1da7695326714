"""What became of the agendas, in a real browser: accessible, within the window, and all of it by keyboard."""

import datetime
import re

from django.utils import timezone
from playwright.sync_api import BrowserContext, Page
from tests.browser.test_pages import AXE, HEIGHT, WIDTHS

FORMS = ("seguimiento/", "seguimiento/tablero/", "seguimiento/tablero/?standing=late", "seguimiento/inhabiles/",
         "seguimiento/intervenciones/", "seguimiento/intervenciones/nueva/")
ITEM = ("", "pedir/", "veredicto/", "oficina/")


def faults(page: Page, address: str) -> list[str]:
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{address}: wider than a window of {width}")
        page.evaluate(AXE.read_text("utf-8"))
        ruled = page.evaluate("axe.run({resultTypes: ['violations']})")
        found += [f"{address} {width}: {rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in ruled["violations"]]
    return found


def first(page: Page, address: str, part: str) -> str:
    page.goto(address)
    links = page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)")
    return next(link for link in links if part in link)


def press(page: Page, label: str | re.Pattern[str], text: str) -> None:
    field = page.get_by_label(label).first
    field.focus()
    page.keyboard.insert_text(text)


def test_every_page_of_the_room_is_accessible_and_fits(entered: BrowserContext, home_url: str) -> None:
    page = entered.new_page()
    board, item = (first(page, f"{home_url}seguimiento/{where}", part)
                   for where, part in (("", "/seguimiento/agenda/"), ("tablero/", "/seguimiento/punto/")))
    sheet = first(page, f"{home_url}seguimiento/", "/seguimiento/grupo/")
    found = []
    for address in (*(home_url + name for name in FORMS), board, f"{board}reunion/", f"{board}registro/",
                    *(item + name for name in ITEM), sheet):
        found += faults(page, address)
    page.close()
    assert found == []


def test_a_request_is_written_sent_and_answered_by_keyboard_on_a_telephone(
        entered: BrowserContext, home_url: str) -> None:
    page = entered.new_page()
    page.set_viewport_size({"width": 390, "height": HEIGHT})
    page.goto(first(page, f"{home_url}seguimiento/tablero/?standing=unasked", "/seguimiento/punto/") + "pedir/")
    page.get_by_label("A qué oficina").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("radio", name=re.compile("días hábiles")).focus()
    page.keyboard.press("Space")
    press(page, re.compile("Cuántos días"), "5")
    page.get_by_role("button", name="Guardar la solicitud").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/solicitud/*/")
    page.get_by_role("link", name="Anotar lo que pasó").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/paso/")
    page.get_by_role("radio", name="se envió").focus()
    page.keyboard.press("Space")
    page.get_by_label("Qué día").fill((timezone.localdate() - datetime.timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Guardar").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/solicitud/*/")
    assert "Sin respuesta. El último día fue el" in page.inner_text("body")
    page.get_by_text("Ver la cuenta, día por día").focus()
    page.keyboard.press("Enter")
    assert "fin de semana" in page.inner_text("table")
    assert faults(page, page.url) == []
    page.close()
