"""An evening in real browsers: three phones vote, one drops and comes back with its slip, the wall shows the bands."""

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

AXE = next((Path(__file__).parent / "vendor").rglob("axe.min.js"))
STATEMENTS = ("Que haya luz en la parada.", "Que se abra el parque los domingos.", "Que pase el camión hasta la loma.")
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{3}-[2-9A-Z]{3}")
SHEET = """async (count) => {
  const form = document.querySelector("form[action$='papelitos.pdf']"), data = new FormData(form);
  data.set("count", count);
  const bytes = new Uint8Array(await (await fetch(form.action, {method: "POST", body: data})).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


@dataclass
class Evening:
    """The table, its round, where phones and wall of the room are, and the slips that were printed."""

    table: Page
    round: str
    address: str
    room: str
    slips: list[str]

    def step(self) -> None:
        self.table.goto(self.address)
        self.table.get_by_role("button", name=re.compile("^Pasar a")).click()
        self.table.wait_for_load_state()


@pytest.fixture
def evening(entered: BrowserContext, home_url: str) -> Iterator[Evening]:
    table = entered.new_page()
    table.goto(f"{home_url}deliberacion/nueva/")
    table.fill("[name=title]", "Ronda de la tarde")
    table.select_option("[name=territory]", index=1)
    table.fill("[name=statements]", "\n".join(STATEMENTS))
    table.locator("form.form button").click()
    table.wait_for_url("**/ronda/**")
    round_ = table.url
    for at in range(len(STATEMENTS)):
        table.goto(round_)
        table.get_by_role("link", name=re.compile("^Revisar")).nth(at).click()
        table.check("[name=answer][value=no]")
        table.locator("form.form button").click()
        table.wait_for_url("**/ronda/**")
    table.goto(f"{round_}sala/")
    table.fill("[name=title]", "Salón de la tarde")
    table.locator("form.form button").click()
    table.wait_for_url("**/reunion/**")
    address = f"{table.url}sala/"
    table.goto(address)
    table.check("#phones-1")
    table.fill("#port", "0")
    table.get_by_role("button", name="Abrir la sala").click()
    wall = table.get_by_role("link", name="Abrir la pared").get_attribute("href") or ""
    printed = pypdfium2.PdfDocument(base64.b64decode(table.evaluate(SHEET, "12")))
    slips = CODE.findall(" ".join(page.get_textpage().get_text_range() for page in printed))
    assert len(slips) == 12
    yield Evening(table, round_, address, wall.removesuffix("pared"), slips)
    table.close()


def phone(browser: Browser, evening: Evening, path: str = "") -> Page:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(evening.room + path)
    return page


def enter(page: Page, slip: str) -> None:
    page.fill("#slip", slip.lower())
    page.locator("#enter button").click()
    page.wait_for_selector("body[data-inside]")


def answer(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_selector("#kept[data-state=kept]:not(:empty)")


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in found] + ["wider than the window"] * wide


def paper(evening: Evening, slip: str, keys: str) -> None:
    evening.table.goto(f"{evening.address}papel/")
    evening.table.keyboard.type(slip[:4])
    evening.table.keyboard.press("Enter")
    evening.table.keyboard.type(keys)
    evening.table.keyboard.press("Enter")
    expect(evening.table.get_by_text("Hoja guardada.")).to_be_visible()


def test_an_evening(browser: Browser, evening: Evening) -> None:
    phones = [phone(browser, evening) for _ in range(3)]
    complaints: list[str] = []
    phones[0].on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    wall = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    wall.goto(f"{evening.room}pared")
    assert faults(phones[0]) == []
    for page, slip in zip(phones, evening.slips, strict=False):
        enter(page, slip)
        expect(page.locator("#wait")).to_be_visible()
    evening.step()
    for page in phones:
        expect(page.locator("#vote")).to_be_visible(timeout=10_000)
        answer(page, "De acuerdo")
    assert faults(phones[0]) == []
    phones[0].get_by_role("button", name="Siguiente").click()
    answer(phones[0], "Paso")

    # The second phone falls into the water. Nothing of it is on the next one but what its slip brings back.
    phones[1].context.close()
    phones[1] = phone(browser, evening)
    assert phones[1].title() == "Sala"
    enter(phones[1], evening.slips[1])
    expect(phones[1].locator("#statement")).to_have_text(STATEMENTS[1])
    phones[1].get_by_role("button", name="Anterior").click()
    expect(phones[1].locator("#kept")).to_have_text("Ya respondida")
    assert phones[1].locator("[aria-pressed=true]").count() == 0
    answer(phones[1], "En desacuerdo")

    for slip in evening.slips[3:]:
        paper(evening, slip, "112")
    assert faults(evening.table) == []
    expect(wall.locator("#progress-words")).to_have_text("Han respondido unas 10 de 10 personas", timeout=20_000)
    assert faults(wall) == []
    evening.step()
    expect(wall.locator("#results li").first).to_contain_text("casi toda la sala", timeout=10_000)
    assert faults(wall) == []
    expect(phones[0].locator("#wait-title")).to_have_text("Miren la pared", timeout=10_000)

    # They talk again, and eleven of twelve change their mind about the first statement.
    evening.step()
    evening.step()
    for page in phones:
        expect(page.locator("#vote")).to_be_visible(timeout=10_000)
        # Nothing looks given that was given in the first vote.
        assert page.locator("[aria-pressed=true]").count() == 0
        expect(page.locator("#kept")).to_be_empty()
    answer(phones[0], "En desacuerdo")
    for slip in evening.slips[3:]:
        paper(evening, slip, "212")
    answer(phones[2], "En desacuerdo")
    answer(phones[1], "En desacuerdo")
    evening.table.goto(evening.address)
    evening.table.get_by_role("link", name="Cerrar la sala").click()
    assert faults(evening.table) == []
    evening.table.get_by_role("button", name="Sí, cerrar la sala").click()
    expect(evening.table.locator(".account")).to_contain_text("12")
    assert faults(evening.table) == []
    expect(phones[0].locator("#wait-title")).to_have_text("Terminó", timeout=10_000)
    left = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    assert phones[0].evaluate(left) == '[{},{},""]'
    assert complaints == []
    expect(wall.locator("#results li").first).to_contain_text("muy poca gente", timeout=10_000)
    evening.table.goto(evening.round)
    evening.table.get_by_role("link", name="Cerrar y calcular").click()
    assert faults(evening.table) == []
    evening.table.get_by_role("button", name="Sí, cerrar y calcular").click()
    evening.table.wait_for_selector(".gist")
    assert faults(evening.table) == []
    evening.table.goto(f"{evening.round}cambios/")
    expect(evening.table.get_by_text("Unas 10 pasaron de «de acuerdo» a «en desacuerdo».")).to_be_visible()
    for page in (*phones, wall):
        page.context.close()


def test_a_phone_without_connection_says_so_and_its_vote_arrives_later(browser: Browser, evening: Evening) -> None:
    page = phone(browser, evening)
    enter(page, evening.slips[0])
    evening.step()
    expect(page.locator("#vote")).to_be_visible(timeout=10_000)
    page.context.set_offline(True)
    page.get_by_role("button", name="De acuerdo", exact=True).click()
    expect(page.locator("#kept")).to_contain_text("No hay conexión", timeout=15_000)
    page.context.set_offline(False)
    expect(page.locator("#kept")).to_have_text("Guardado", timeout=15_000)
    page.context.close()


def test_the_slip_that_a_camera_read_is_in_no_address_and_no_request(browser: Browser, evening: Evening) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + str(request.post_data_buffer or b"")))
    page.goto(f"{evening.room}#{evening.slips[0].replace('-', '')}")
    assert page.url == evening.room
    page.locator("#enter button").click()
    page.wait_for_selector("body[data-inside]")
    assert not any(evening.slips[0].replace("-", "") in one.split("#")[0] for one in asked)
    page.context.close()


def test_a_wrong_slip_is_told_and_english_is_there(browser: Browser, evening: Evening) -> None:
    page = phone(browser, evening, "en")
    assert page.get_attribute("html", "lang") == "en"
    page.fill("#slip", "2222-222-222")
    page.locator("#enter button").click()
    expect(page.locator("#door-fault")).to_be_visible()
    assert faults(page) == []
    page.context.close()
