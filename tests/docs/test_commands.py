"""Every command of the documentation is run, and its page shows what it prints, figures included."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.docs.reading import ROOT, SKIPPED, missing
from tests.docs.running import DEMONSTRATION, WITH_COMMANDS, Built, demonstrate, outputs, run_here, spanish

pytestmark = pytest.mark.xdist_group("documentation")
RENEW = "run: python docs/print_commands.py"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return demonstrate(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def printed(demonstration: Built, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[str]]:
    """What the commands of every page print; the pages are run side by side."""
    folders = [tmp_path_factory.mktemp(page.stem) for page in WITH_COMMANDS]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        found = pool.map(lambda page, folder: outputs(page, folder, demonstration), WITH_COMMANDS, folders)
        return dict(zip(WITH_COMMANDS, found, strict=True))


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_page_shows_what_its_commands_print(page: Path, printed: dict[Path, list[str]]) -> None:
    for command, output in zip(run_here(page), printed[page], strict=True):
        if command.line == DEMONSTRATION and spanish(page):
            account = tuple(line.strip() for line in output.splitlines() if line.strip())
            assert not missing((SKIPPED, *account, SKIPPED), "\n".join(command.printed)), RENEW
        else:
            assert not missing(command.printed, output), f"{command.line}\n{RENEW}\n{output}"


def test_the_two_readmes_run_the_same_commands() -> None:
    english, spanish_ = ([command.line for command in run_here(ROOT / name)] for name in ("README.md", "README.es.md"))
    assert english == spanish_


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
