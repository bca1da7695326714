"""One key pressed twice, in a real browser with its own profile: nothing readable in page, way back or disk."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.browser.conftest import Served
from tests.conftest import CHROMIUM, QUIET

WITHIN = 5.0


@pytest.fixture
def own(built_folder: Path) -> Iterator[Served]:
    """A server of its own: closing this one closes nobody else's."""
    running = Served(built_folder)
    yield running
    running.stop()


@pytest.fixture
def profile(browser: Browser, tmp_path: Path) -> Iterator[tuple[BrowserContext, Path]]:
    """A browser that keeps what browsers keep: cache, history, storage, all in one folder."""
    folder = tmp_path / "profile"
    context = browser.browser_type.launch_persistent_context(
        str(folder), executable_path=str(CHROMIUM), args=QUIET, locale="es-MX", viewport={"width": 1280, "height": 900})
    yield context, folder
    context.close()


def sentences_on(page: Page) -> list[str]:
    return [text.strip("«» \n")[:40] for text in page.locator(".voice blockquote").all_inner_texts()][:8]


def read_a_room(page: Page, served: Served) -> tuple[str, list[str]]:
    """Walk as somebody reading does, up to a page full of words; its address and what it says."""
    page.goto(served.link)
    home = page.url
    page.goto(f"{home}escucha/")
    page.locator("tr", has_text="realizado").first.get_by_role("link").click()
    page.wait_for_load_state("networkidle")
    said = sentences_on(page)
    assert len(said) >= 5
    return page.url, said


def readable(page: Page, said: list[str]) -> list[str]:
    html = page.content()
    return [one for one in said if one in html]


def press(page: Page) -> float:
    """Escape twice; the seconds until nothing of the page can be read any more."""
    began = time.perf_counter()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('.voice')", timeout=WITHIN * 1000)
    return time.perf_counter() - began


def test_the_key_leaves_nothing_to_read(
        own: Served, profile: tuple[BrowserContext, Path], capsys: pytest.CaptureFixture[str]) -> None:
    context, folder = profile
    page = context.new_page()
    address, said = read_a_room(page, own)
    other = context.new_page()
    other.goto(address)
    assert readable(other, said)
    blank = press(page)
    page.wait_for_url("**/entrar/", timeout=WITHIN * 1000)
    other.wait_for_url("**/entrar/", timeout=WITHIN * 1000)
    for again in (page.go_back, page.go_back, page.go_forward, page.reload):
        again()
        page.wait_for_load_state("networkidle")
        assert readable(page, said) == []
    page.goto(address)
    assert page.url.endswith("/entrar/")
    assert (readable(page, said), readable(other, said)) == ([], [])
    context.close()
    found = on_disk(folder, said)
    with capsys.disabled():
        print(f"\nblank {blank * 1000:.0f} ms after the key; {len(said)} sentences looked for in "
              f"{sum(path.is_file() for path in folder.rglob('*'))} files of the profile")
    assert found == []
    # The search sees what is there: addresses stay in the history, and say no words.
    assert on_disk(folder, [f"{own.address}/entrar/"])


def test_the_button_closes_on_a_telephone(own: Served, browser: Browser) -> None:
    """One tap, without scrolling to it; it works on a page that was open since before."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    _address, said = read_a_room(page, own)
    page.mouse.wheel(0, 3000)
    button = page.locator(".lock button")
    assert button.is_visible()
    button.tap()
    page.wait_for_url("**/entrar/", timeout=WITHIN * 1000)
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert readable(page, said) == []
    context.close()


def test_without_scripts_the_button_still_closes(own: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    address, _said = read_a_room(page, own)
    page.locator(".lock button").click()
    assert page.url.endswith("/entrar/")
    page.goto(address)
    assert page.url.endswith("/entrar/")
    context.close()


def test_nobody_there_for_a_while_closes_the_page(own: Served, browser: Browser) -> None:
    """The clock of the page goes on by the idle minutes; the server hears of it."""
    context = browser.new_context()
    page = context.new_page()
    page.clock.install()
    address, _said = read_a_room(page, own)
    page.clock.fast_forward("00:16:00")
    page.wait_for_url("**/entrar/", timeout=WITHIN * 2000)
    other = context.new_page()
    other.goto(address)
    assert other.url.endswith("/entrar/")
    context.close()


def on_disk(folder: Path, said: list[str]) -> list[tuple[str, str]]:
    """Sentences that stand in any file of the profile, as UTF-8 or as either UTF-16."""
    wanted = {one: [one.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")] for one in said}
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            held = path.read_bytes()
            found += [(path.name, one) for one, forms in wanted.items() if any(form in held for form in forms)]
    return found
