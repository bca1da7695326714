"""The page that says how to add a noun is true: its files, added to a system, make a noun that does all it promises."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.reading import ROOT, blocks

PAGE = ROOT / "docs" / "how-to" / "add-a-noun.md"
SETTINGS = '''
import tequio

tequio.__path__.append({folder!r})
from tequio.web.settings import *  # noqa: E402, F403

INSTALLED_APPS += ["tequio.questions"]  # noqa: F405
ROOT_URLCONF = "trial_urls"
'''
URLS = '''
from django.urls import include, path

from tequio.web.urls import urlpatterns as before

urlpatterns = [*before, path("<uuid:process_id>/preguntas/", include("tequio.questions.urls"))]
'''
# What finds a new noun by itself, beside the trial of what the page promises.
HELD_BY = (
    "tests/docs/noun_trial.py", "tests/foundation/test_register.py",
    "tests/attacks/test_every_text.py",
    "tests/attacks/test_every_field.py::test_every_column_of_words_says_how_it_ends",
    "tests/attacks/test_every_field.py::test_every_column_of_bytes_is_known",
    "tests/attacks/test_every_field.py::test_a_withdrawal_has_a_way_to_every_column",
    "tests/attacks/test_every_field.py::test_every_row_of_words_can_be_given_a_due_day_or_goes_with_one_that_can",
)


@pytest.mark.slow
def test_the_page_adds_a_noun(tmp_path: Path) -> None:
    files = {block.name: block.text for block in blocks(PAGE) if block.name.startswith("questions/")}
    assert len(files) == 9
    for name, text in files.items():
        place = tmp_path / "rooms" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    (tmp_path / "rooms" / "questions" / "__init__.py").touch()
    (tmp_path / "trial_settings.py").write_text(SETTINGS.format(folder=str(tmp_path / "rooms")))
    (tmp_path / "trial_urls.py").write_text(URLS)
    _run(tmp_path, "django", "makemigrations", "questions")
    made = list((tmp_path / "rooms" / "questions" / "migrations").glob("0*.py"))
    assert [path.name for path in made] == ["0001_initial.py"]
    printed = _run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", *HELD_BY)
    assert " passed" in printed and " skipped" not in printed


def _run(folder: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER", "TEQUIO_KEPT")}
    done = subprocess.run(
        [sys.executable, "-P", "-m", *arguments], cwd=ROOT, text=True, capture_output=True, timeout=600, env={
            **kept, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}{os.pathsep}{folder}",
            "DJANGO_SETTINGS_MODULE": "trial_settings", "TEQUIO_HOME": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache")})
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout
