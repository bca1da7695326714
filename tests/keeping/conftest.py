"""A process with something of every kind of sealing: voices under keys of their own, silences under the process's."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.attacks.canaries import write_process
from tests.keeping.closable import PROTECTOR, SECOND, write_closable
from tests.keeping.settled import long_here
from tests.kept import once

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import declare_silences, plan_encounter, record_voices
from tequio.listening.models import Encounter, Silence, Voice

ROOT = Path(__file__).parents[2]
PASSPHRASE = "una frase de prueba"
# What a trail shows of a text full of canaries once its key opens it: a terminal masks names as the pages do.
OPENED = "Dijo [una persona] que así fue"
Tequio = Callable[..., subprocess.CompletedProcess[str]]


def said(number: int) -> str:
    return f"Dijo Zarvoz{number} en la sala"


def kept_quiet(number: int) -> str:
    return f"Calló Zarsilencio{number} en la sala"


def fill(process: Process, actor: User, territory: Territory, group: Group, *, voices: int = 5) -> list[Voice]:
    encounter = Encounter(process=process, territory=territory, key="E1", kind="workshop", status="held")
    plan_encounter(actor=actor, encounter=encounter, attendance={group: voices}, allowed={})
    made = [Voice(process=process, encounter=encounter, territory=territory, group=group, key=f"V{number}",
                  text=said(number)) for number in range(voices)]
    record_voices(actor=actor, encounter=encounter, voices=made)
    declare_silences(actor=actor, process=process, silences=[
        Silence(process=process, territory=territory, key=f"S{number}", kind="refusal", text=kept_quiet(number))
        for number in range(voices)])
    return made


@pytest.fixture
def filled(process: Process, team: User, territory: Territory, women: Group) -> list[Voice]:
    return fill(process, team, territory, women)


@pytest.fixture(scope="session")
def built_once() -> Path:
    """A process full of canaries, built by the command line."""
    return once("canarios", _build_canaries) / "proceso"


@pytest.fixture(scope="session")
def closable_once() -> Path:
    """One encounter allowed everything, another the diagnosis alone; the second person is a protector."""
    return once("cierre", _build_closable) / "proceso"


def _build_canaries(folder: Path) -> None:
    (folder / "fuentes").mkdir()
    done = _command_line(folder)("build", write_process(folder / "fuentes"), "--out", folder / "proceso")
    assert done.returncode == 0, done.stderr


def _build_closable(folder: Path) -> None:
    (folder / "fuentes").mkdir()
    tequio = _command_line(folder)
    done = tequio("build", write_closable(folder / "fuentes"), "--out", folder / "proceso")
    assert done.returncode == 0, done.stderr
    done = tequio("people", folder / "proceso", "--add", PROTECTOR, "--role", "protector",
                  descriptors={"--new-passphrase-fd": SECOND})
    assert done.returncode == 0, done.stderr
    long_here(folder / "proceso", PASSPHRASE)


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """A copy of that process for one test."""
    return shutil.copytree(built_once, tmp_path / "proceso")


@pytest.fixture
def tequio(tmp_path: Path) -> Tequio:
    """`tequio("backup", folder, …, typed="…")`: the command line in a program of its own, entering with PASSPHRASE."""
    return _command_line(tmp_path)


def _command_line(folder: Path) -> Tequio:
    temporary = folder / "tmp"
    temporary.mkdir()
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}

    def run(*arguments: object, passphrase: str = PASSPHRASE, second: str = "",
            descriptors: dict[str, str] | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
        options: list[str] = []
        passed: list[int] = []
        given = [("--passphrase-fd", passphrase), ("--passphrase-fd", second), *(descriptors or {}).items()]
        for option, words in given:
            if words:
                reading, writing = os.pipe()
                os.write(writing, f"{words}\n".encode())
                os.close(writing)
                options += [option, str(reading)]
                passed.append(reading)
        try:
            return subprocess.run(
                [sys.executable, "-m", "tequio.cli", *map(str, arguments), *options], text=True, capture_output=True,
                input=typed, cwd=ROOT, timeout=120, pass_fds=passed,
                env=environment | {"PYTHONPATH": str(ROOT / "src"), "TMPDIR": str(temporary)})
        finally:
            for reading in passed:
                os.close(reading)

    return run
