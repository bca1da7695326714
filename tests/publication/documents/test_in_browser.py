"""The page of the sample booklet in a real browser: nothing asked, nothing barred, nothing wider than a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.publication.documents.sample import sample

from tequio.publication.documents import render_html

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[2] / "browser" / "vendor" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: apt install chromium")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        launched = play.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_page_is_whole_by_itself_and_open_to_everybody(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "agenda.html"
    file.write_text(render_html(sample()), encoding="utf-8")
    asked: list[str] = []
    with browser.new_page(viewport={"width": width, "height": 900}) as page:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.add_script_tag(content=AXE.read_text(encoding="utf-8"))
        violations = page.evaluate("axe.run()")["violations"]
    assert [violation["id"] for violation in violations] == []
    assert [address for address in asked if not address.startswith("data:")] == [file.as_uri()]
