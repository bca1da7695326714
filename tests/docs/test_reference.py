"""The reference says what the code says, and every name and link in the documentation leads somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tequio.chain.process_file import ENCOUNTER, TABLES
from tests.docs.reading import ROOT, pages

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(#[^)\s]*)?\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def test_what_is_generated_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, f"run: python docs/generate.py\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("table", [*TABLES, "encounter"])
def test_every_key_of_the_process_file_is_described(table: str) -> None:
    text = (ROOT / "docs" / "reference" / "process-file.md").read_text(encoding="utf-8")
    title = {"sources": "## Sources", "encounter": "### encounter"}.get(table, f"### {table}")
    section = text.split(f"\n{title}\n", 1)[1].split("\n#", 1)[0]
    described = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE))))
    assert described == set(ENCOUNTER if table == "encounter" else TABLES[table])


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_named_tests_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target, anchor in LINK.findall(text):
        if target.startswith(("http:", "https:")):
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), target
        if anchor and path.suffix == ".md":
            assert anchor[1:] in _anchors(path), target + anchor
    for file, name in TEST.findall(text):
        assert (ROOT / file).is_file(), file
        text = (ROOT / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text or f"\n{name} = " in text, f"{file}::{name}"


def _anchors(path: Path) -> set[str]:
    """The anchors that readers of Markdown give to headings."""
    found = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in found}
