"""Every page of the demonstration in a real browser: accessible, within the window, asking nobody outside."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.conftest import Served

AXE = next((Path(__file__).parent / "vendor").rglob("axe.min.js"))
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
EACH = 1
WIDTHS, HEIGHT = (390, 1440), 900
INVENTED = {"es-mx": "todo es inventado", "en": "everything is invented"}
WAYS = [(language, width) for language in INVENTED for width in WIDTHS]


@pytest.fixture(scope="session")
def addresses(entered: BrowserContext, home_url: str) -> list[str]:
    """Pages reached by following links from home: all of them by shape, one of each shape."""
    page = entered.new_page()
    waiting, seen, shapes = [home_url], {home_url}, dict.fromkeys([UUID.sub("*", home_url)], 1)
    found = []
    while waiting:
        address = waiting.pop(0)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        found.append(address)
        for link in page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href.split('#')[0])"):
            shape = UUID.sub("*", link.replace(home_url, "~")).partition("?")[0]
            inside = link.startswith(home_url) and not re.search(r"\.(pdf|docx|xlsx|html|csv|json|txt|svg|ics)$", link)
            if inside and link not in seen and shapes.get(shape, 0) < EACH:
                seen.add(link)
                shapes[shape] = shapes.get(shape, 0) + 1
                waiting.append(link)
    page.close()
    return found


def test_the_whole_house_is_reached_from_home(addresses: list[str]) -> None:
    rooms = {address.split("/")[4] for address in addresses if len(address.split("/")) > 5}
    assert rooms >= {"escucha", "proteccion", "diagnostico", "medicion", "deliberacion", "agendas", "seguimiento",
                     "documentos", "rastro"}


@pytest.mark.parametrize("each_way", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_every_page_is_accessible_and_fits(
        entered: BrowserContext, served: Served, addresses: list[str], each_way: bool) -> None:
    """Whether a page fits is asked in both languages at both widths; the rules of accessibility in one of the four, by
    turns, or in each of them."""
    page = entered.new_page()
    outside: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: outside.append(request.url)
            if not request.url.startswith((served.address, "data:")) else None)
    page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}")
            if message.type == "error" else None)
    faults: list[str] = []
    for language in INVENTED:
        entered.add_cookies([{"name": "idioma", "value": language, "url": served.address}])
        for number, address in enumerate(addresses):
            turn = WAYS[number % len(WAYS)]
            ruled = [width for width in WIDTHS if each_way or (language, width) == turn]
            faults += _faults(page, address, language, ruled)
    page.close()
    entered.add_cookies([{"name": "idioma", "value": "es-mx", "url": served.address}])
    assert faults == []
    assert outside == []
    assert complaints == []


def _faults(page: Page, address: str, language: str, ruled: list[int]) -> Iterator[str]:
    """`ruled` are the widths at which the rules of accessibility are asked."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    if page.get_attribute("html", "lang") != language:
        yield f"{address}: not in {language}"
    if INVENTED[language] not in page.inner_text("body"):
        yield f"{address}: does not say that all of it is invented"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            yield f"{address}: wider than a window of {width}"
        if width in ruled:
            page.evaluate(AXE.read_text("utf-8"))
            found = page.evaluate("axe.run({resultTypes: ['violations']})")
            yield from (f"{address}: {rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in found["violations"])


@pytest.mark.parametrize("room", ["", "escucha/", "proteccion/", "diagnostico/", "medicion/", "deliberacion/",
                                  "agendas/", "seguimiento/", "documentos/"])
def test_the_first_view_is_light(room: str, entered: BrowserContext, home_url: str) -> None:
    """Bytes of everything that a page loads into an empty cache."""
    page = entered.new_page()
    session = entered.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(home_url + room)
    page.wait_for_load_state("networkidle")
    page.close()
    assert sum(received) <= 300_000


def test_locking_leaves_nothing_behind_the_back_button(browser: Browser, built_folder: Path) -> None:
    """A server of its own: locking closes the process for everybody."""
    running = Served(built_folder)
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(running.link)
        home = page.url
        page.goto(f"{home}escucha/")
        page.get_by_role("button", name="Salir y cerrar todo").first.click()
        page.wait_for_url("**/entrar/")
        page.go_back()
        page.wait_for_load_state()
        assert "/entrar/" in page.url
        page.goto(home)
        assert "/entrar/" in page.url
    finally:
        context.close()
        running.stop()
