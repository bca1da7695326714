"""Cards entered by keyboard alone, in a real browser: nobody touches the mouse, nothing stays in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

SAID = ("No hay luz en la bajada", "La patrulla pasa y no se para", "Cerraron la cancha", "Los sueldos no alcanzan",
        "Entre vecinas nos avisamos")


@pytest.fixture
def desk(page: Page, home_url: str) -> Page:
    """The desk of an encounter of the demonstration that took place."""
    page.goto(f"{home_url}escucha/")
    address = page.locator("tr", has_text="realizado").first.get_by_role("link").evaluate("link => link.href")
    page.goto(f"{address}anotar/")
    page.wait_for_load_state("networkidle")
    return page


def count(page: Page) -> int:
    found = re.match(r"(\d+) cart", page.locator(".desk-count").inner_text())
    assert found
    return int(found[1])


def saved(page: Page, number: int) -> None:
    expect(page.locator(".desk-count")).to_have_text(re.compile(rf"^\s*{number} cart"))
    expect(page.locator("#card")).to_be_focused()


def test_five_cards_by_keyboard_only(desk: Page) -> None:
    before = count(desk)
    for place, words in enumerate(SAID):
        assert desk.evaluate("document.activeElement.id") == "card"
        desk.keyboard.type(words)
        if place == 0:
            # Tab leads out of the text: there a digit is a group and a letter is a permission.
            desk.keyboard.press("Tab")
            desk.keyboard.press("2")
        if place == 2:
            desk.keyboard.press("Tab")
            desk.keyboard.press("c")
        desk.keyboard.press("Enter")
        saved(desk, before + place + 1)
    assert desk.locator("[name=group][data-key='2']").is_checked()
    assert desk.locator(".desk-recent li").first.inner_text().startswith("«Entre vecinas nos avisamos»")
    # The next card starts from what was chosen for the one before.
    assert not desk.locator("[name=use][data-key='c']").is_checked()


def test_undo_by_keyboard_and_two_lines_on_a_card(desk: Page) -> None:
    before = count(desk)
    desk.keyboard.type("Una línea")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.type("y otra")
    desk.keyboard.press("Enter")
    saved(desk, before + 1)
    desk.keyboard.press("Tab")
    desk.keyboard.press("z")
    saved(desk, before)
    assert desk.input_value("#card") == "Una línea\ny otra"
    desk.fill("#card", "")
    expect(desk.locator("#kept")).to_contain_text("sellado")


def test_what_is_typed_waits_on_the_server_and_never_in_the_browser(desk: Page) -> None:
    desk.keyboard.type("Zarborrador a medias")
    expect(desk.locator("#kept")).to_contain_text("sellado")
    kept = desk.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "Zarborrador" not in kept
    assert desk.evaluate("indexedDB.databases().then(found => found.length)") == 0
    desk.reload()
    assert desk.input_value("#card") == "Zarborrador a medias"
    desk.fill("#card", "")
    expect(desk.locator("#kept")).to_contain_text("sellado")


def test_a_lost_connection_is_said_and_the_words_stay(desk: Page) -> None:
    desk.context.set_offline(True)
    try:
        desk.keyboard.type("Sin conexión")
        desk.keyboard.press("Enter")
        expect(desk.locator("#kept")).to_contain_text("no está guardado")
        assert desk.input_value("#card") == "Sin conexión"
    finally:
        desk.context.set_offline(False)
    desk.fill("#card", "")
    expect(desk.locator("#kept")).to_contain_text("sellado")
