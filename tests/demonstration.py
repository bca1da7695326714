"""The demonstration, built once in a run by the command that the documentation shows, for every test that reads it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.docs.running import Built
from tests.kept import kept, once

ROOT = Path(__file__).parents[1]


def demonstration() -> Built:
    folder = once("built_demo", build)
    return Built(folder, _printed(folder).read_text(encoding="utf-8"))


@kept("built_demo")
def build(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DATABASE_URL", "TEQUIO_HOME", "DJANGO_SETTINGS_MODULE", "LC_ALL", "LC_MESSAGES")}
    done = subprocess.run(
        [ROOT / "tequio", "demo", "--no-serve", "--out", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=200, env={**environment, "TEQUIO_PYTHON": sys.executable, "LANG": "en.UTF-8"})
    assert done.returncode == 0, done.stdout
    _printed(folder).write_text(done.stdout, encoding="utf-8")


def _printed(folder: Path) -> Path:
    return folder.with_suffix(".txt")
