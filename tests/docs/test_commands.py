"""Every command of the documentation is run, and its page shows what it prints, figures included."""

from pathlib import Path

import pytest

from tests.demonstration import demonstration
from tests.docs.reading import ROOT, SKIPPED, missing
from tests.docs.running import DEMONSTRATION, WITH_COMMANDS, outputs, run_here, spanish

RENEW = "run: python docs/print_commands.py"


@pytest.mark.parametrize("page", [
    pytest.param(page, id=str(page.relative_to(ROOT)), marks=() if page.parent == ROOT else pytest.mark.slow)
    for page in WITH_COMMANDS])
def test_the_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    for command, output in zip(run_here(page), outputs(page, tmp_path, demonstration()), strict=True):
        if command.line == DEMONSTRATION and spanish(page):
            account = tuple(line.strip() for line in output.splitlines() if line.strip())
            assert not missing((SKIPPED, *account, SKIPPED), "\n".join(command.printed)), RENEW
        else:
            assert not missing(command.printed, output), f"{command.line}\n{RENEW}\n{output}"


def test_the_two_readmes_run_the_same_commands() -> None:
    english, spanish = ([command.line for command in run_here(ROOT / name)] for name in ("README.md", "README.es.md"))
    assert english == spanish


@pytest.mark.parametrize(("page", "output", "fault"), [
    ("Rows: 12 read", "Rows: 12 read", ""),
    ("Rows: 12 read", "Rows: 13 read", "Rows: 12 read"),
    ("  Listening   0.14 s   voices 3", "Listening 9.02 s voices 3", ""),
    ("voices: about 15", "voices: about 20", "voices: about 15"),
    ("…\nDone: /home/you/demo", "one\ntwo\nDone: /tmp/x", ""),
    ("one", "one\ntwo", "two (printed, and not on the page)"),
])
def test_figures_count_and_what_chance_makes_does_not(page: str, output: str, fault: str) -> None:
    assert missing(tuple(line.strip() for line in page.splitlines()), output) == fault
