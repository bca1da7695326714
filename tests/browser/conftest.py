"""A served demonstration and a real browser, one of each for all browser tests."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.demonstration import demonstration

ROOT = Path(__file__).parents[2]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, a copy for the browsers."""
    return shutil.copytree(demonstration().folder, tmp_path_factory.mktemp("browser") / "demo")


def _command(*arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tequio.cli", "--lang", "es", *map(str, arguments)], text=True, cwd=ROOT,
        env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


class Served:
    """A running `tequio serve`: where it is, and how to enter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = _command("serve", folder, "--port", 0, "--no-browser", "--passphrase-fd", "0")
        assert self.process.stdin
        self.process.stdin.write(f"{demonstration().passphrase}\n")
        self.process.stdin.flush()
        self.link = self._printed()
        self.address = self.link.split("/entrar/")[0]

    def _printed(self) -> str:
        assert self.process.stdout
        for line in self.process.stdout:
            if found := re.search(r"http://\S+", line):
                return found[0]
        raise AssertionError("serve printed no address")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture(scope="session")
def served(built_folder: Path) -> Iterator[Served]:
    running = Served(built_folder)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def entered(served: Served, browser: Browser) -> BrowserContext:
    """A browser in which the coordination has entered."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="es-MX")
    page = context.new_page()
    page.goto(served.link)
    page.wait_for_url(re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}/$"))
    page.close()
    return context


@pytest.fixture
def page(entered: BrowserContext) -> Iterator[Page]:
    opened = entered.new_page()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def home_url(served: Served, entered: BrowserContext) -> str:
    opened = entered.new_page()
    opened.goto(served.address)
    address = opened.url
    opened.close()
    return address
