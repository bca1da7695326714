"""What the command line answers before any command runs."""

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from tequio.cli.__main__ import COMMANDS, House, house
from tequio.cli.language import CATALOGUES, asked_for, choose
from tequio.foundation.errors import TequioError

SOURCES = Path(__file__).parents[2] / "src"


@pytest.fixture
def spanish() -> House:
    choose("es")
    return house()


def answered(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-P", "-m", "tequio.cli", *arguments], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(SOURCES), "LANG": "C.UTF-8", **environment})


def test_version() -> None:
    assert answered("--version").stdout.startswith("tequio ")


def test_an_unknown_command_names_the_ones_there_are() -> None:
    done = answered("contruir")
    assert done.returncode == 2
    assert "TQ-901: No hay ninguna orden" in done.stderr
    assert "doctor" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "environment"), [
    (["--lang", "en", "--help"], {}), (["--help"], {"LANG": "en_US.UTF-8"}), (["--lang=en", "doctor", "--help"], {}),
])
def test_english_is_complete(arguments: list[str], environment: dict[str, str]) -> None:
    out = answered(*arguments, **environment).stdout
    assert "Usage:" in out
    assert "Options:" in out
    assert not any(letter in out for letter in "áéíóúñ¿¡")


def test_spanish_is_what_is_spoken_when_nothing_is_said() -> None:
    out = answered("--help").stdout
    assert "Uso:" in out
    assert "Muestra esta ayuda" in out
    assert "Show" not in out


def test_usage_errors_are_said_in_spanish() -> None:
    assert "No hay ninguna opción '--nada'" in answered("--nada").stderr


@pytest.mark.parametrize(("arguments", "language"), [
    ([], "es"), (["--lang", "en"], "en"), (["--lang=en", "demo"], "en"), (["demo", "--lang", "en"], "es"),
    (["--lang", "fr"], "es"),
])
def test_language_is_known_before_parsing(arguments: list[str], language: str) -> None:
    assert asked_for(arguments, {"LANG": "es_MX.UTF-8"}) == language


def test_errors_of_the_catalogue_come_without_traceback(spanish: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: House, ctx: object, name: str) -> None:
        raise TequioError("TQ-903")

    monkeypatch.setattr(House, "get_command", refused)
    done = CliRunner().invoke(spanish, ["doctor"])
    assert done.exit_code == 2
    assert "TQ-903" in done.stderr
    assert "Qué hacer: sudo apt-get install postgresql" in done.stderr


def test_starting_imports_no_django_and_no_numbers() -> None:
    code = ("import sys; sys.argv = ['tequio', '--version']; from tequio.cli.__main__ import main\n"
            "try: main()\nexcept SystemExit: print(sorted({'django', 'numpy', 'rich', 'duckdb'} & set(sys.modules)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(SOURCES)})
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_every_command_that_is_listed_explains_itself(spanish: House) -> None:
    for name in spanish.list_commands(spanish.make_context("tequio", [], resilient_parsing=True)):
        done = CliRunner().invoke(spanish, [name, "--help"])
        assert done.exit_code == 0, name
        assert COMMANDS[name].es and COMMANDS[name].en


def test_the_compiled_catalogue_is_the_one_that_is_read() -> None:
    folder = CATALOGUES / "es" / "LC_MESSAGES"
    written, compiled = polib.pofile(str(folder / "cli.po")), polib.mofile(str(folder / "cli.mo"))
    assert {(entry.msgid, entry.msgstr) for entry in written} == {(entry.msgid, entry.msgstr) for entry in compiled}
    assert not written.untranslated_entries()
