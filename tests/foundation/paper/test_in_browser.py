"""The page of the sample booklet in a real browser: nothing asked, nothing barred, nothing wider than a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.foundation.paper.sample import sample

from tequio.foundation.paper import render_html

AXE = Path(__file__).parents[2] / "browser" / "vendor" / "axe-core" / "axe.min.js"



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
