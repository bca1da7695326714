"""What the look of the pages promises: legible, light, strict about what runs, and vendored honestly."""

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tequio"
STATIC = SOURCE / "web" / "static"
TEMPLATES = SOURCE / "web" / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
SHEETS = sorted((STATIC / "tequio" / "css").glob("*.css"))
PAGES = sorted(SOURCE.rglob("templates/**/*.html"))
VENDORED = [STATIC / "vendor", ROOT / "tests" / "browser" / "vendor"]

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "muted") for ground in ("paper", "paper-deep", "sheet")),
    *((ink, ground) for ink in ("terracotta", "green", "indigo") for ground in ("paper", "sheet")),
    *(("ink", f"{tint}-tint") for tint in ("terracotta", "green", "ochre", "indigo")),
    ("terracotta-deep", "terracotta-tint"), ("sheet", "green-deep"), ("green-deep", "green-tint"),
    ("indigo", "indigo-tint"), ("terracotta", "terracotta-tint"), ("muted", "terracotta-tint"),
    ("sheet", "green"), ("sheet", "terracotta"), ("sheet", "indigo"), ("paper", "ink"),
]
GRAPHIC_PAIRS = [("ochre", "paper"), ("edge", "paper"), ("edge", "sheet"), ("indigo", "paper"), ("green", "line")]

INLINE = re.compile(
    r"<style|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on|hx-vals=.js:", re.IGNORECASE,
)


def tokens() -> dict[str, str]:
    sheet = (STATIC / "tequio" / "css" / "tokens.css").read_text()
    return dict(re.findall(r"--([a-z-]+): (#[0-9A-Fa-f]{6});", sheet))


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2, section 1.4.3."""
    channels = [int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(tokens()[ink], tokens()[ground]) >= 4.5


@pytest.mark.parametrize(("shape", "ground"), GRAPHIC_PAIRS)
def test_shapes_that_mean_something_stand_out(shape: str, ground: str) -> None:
    assert contrast(tokens()[shape], tokens()[ground]) >= 3


def test_style_sheets_are_small() -> None:
    assert sum(sheet.stat().st_size for sheet in SHEETS) <= 40_000


def test_first_view_is_light_even_uncompressed() -> None:
    """Everything the head asks for, and the italic that some pages add; the page itself has 60 kB left."""
    head = "".join((TEMPLATES / "components" / name).read_text() for name in ("head.html", "styles.html"))
    asked = {STATIC / name for name in re.findall(r"static '([^']+)'", head)}
    asked.add(STATIC / "vendor" / "alegreya" / "alegreya-latin-400-italic.woff2")
    assert sum(path.stat().st_size for path in asked) <= 240_000


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_reach_only_for_files_beside_them(sheet: Path) -> None:
    text = sheet.read_text()
    assert "@import" not in text
    assert all((sheet.parent / name).is_file() for name in re.findall(r'url\("?([^")]+)"?\)', text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(SOURCE)))
def test_templates_carry_no_inline_style_or_script(page: Path) -> None:
    assert INLINE.findall(page.read_text()) == []


@pytest.mark.parametrize("text", [
    "<p style='x'>", '<a onclick="x()">', "<style>", "<script>x</script>", "<a href='javascript:x'>",
    '<b hx-on:click="x">',
])
def test_the_search_for_inline_things_finds_them(text: str) -> None:
    assert INLINE.search(text)


def test_the_head_keeps_words_out_of_the_browser_and_forms_alive() -> None:
    head = (TEMPLATES / "components" / "head.html").read_text()
    config = json.loads(re.search(r"htmx-config\" content='([^']+)'", head)[1])
    assert config["historyCacheSize"] == 0
    assert not config["allowEval"] and not config["includeIndicatorStyles"]
    assert '<meta name="referrer" content="same-origin">' in head


def vendored_files() -> list[tuple[Path, str]]:
    listed = []
    for shelf in VENDORED:
        table = tomllib.loads((shelf / "VENDORED.toml").read_text())
        listed += [(shelf / folder / name, sum_) for folder in table for name, sum_ in table[folder]["sha256"].items()]
    return listed


@pytest.mark.parametrize(("path", "expected"), vendored_files(), ids=lambda value: getattr(value, "name", ""))
def test_vendored_files_are_those_that_were_noted(path: Path, expected: str) -> None:
    assert hashlib.sha256(path.read_bytes()).hexdigest() == expected


@pytest.mark.parametrize("shelf", VENDORED, ids=lambda shelf: shelf.parent.name)
def test_everything_vendored_is_noted_and_has_its_licence(shelf: Path) -> None:
    noted = {path for path, _ in vendored_files()}
    assert {path for path in shelf.rglob("*") if path.is_file() and path.name != "VENDORED.toml"} <= noted
    assert all((folder / "LICENSE").is_file() for folder in shelf.iterdir() if folder.is_dir())


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.stem)
def test_each_component_says_what_it_needs_and_is_documented(component: Path) -> None:
    first = component.read_text().splitlines()[:3]
    assert any("{#" in line for line in first)
    assert f"`{component.name}`" in (ROOT / "docs" / "reference" / "components.md").read_text()
