"""The whole drill: shares are shown one person at a time, the passphrase is lost, three people bring it back."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from tests.keeping.conftest import PASSPHRASE, ROOT, Tequio

ASKED = re.compile(r"palabra (\d+): $")
WORD = re.compile(r"(\d+) ([a-z]+)")


def until(stream: IO[str], wanted: re.Pattern[str]) -> str:
    """What is printed up to a question; everything that is left when none comes any more."""
    said = ""
    while letter := stream.read(1):
        said += letter
        if letter == " " and wanted.search(said):
            break
    return said


@pytest.mark.slow
def test_the_drill(built: Path, tequio: Tequio, tmp_path: Path) -> None:
    shares = split(built, answer_wrongly_first=True)
    assert len(shares) == 5
    assert all(len(share.split()) == 33 for share in shares)
    held = b"".join(path.read_bytes() for path in built.rglob("*") if path.is_file())
    assert not any(share.encode() in held for share in shares)
    few = tequio("recovery", built, "--join", "--for", "Coordinación", passphrase="",
                 descriptors={"--shares-fd": "\n".join(shares[:2]), "--new-passphrase-fd": "la frase nueva"})
    assert "TQ-324" in few.stderr
    nobody = tequio("recovery", built, "--join", "--for", "Nadie", passphrase="",
                    descriptors={"--shares-fd": "\n".join(shares[:3]), "--new-passphrase-fd": "la frase nueva"})
    assert "TQ-327" in nobody.stderr
    done = tequio("recovery", built, "--join", "--for", "Coordinación", passphrase="",
                  descriptors={"--shares-fd": "\n".join(shares[1:4]), "--new-passphrase-fd": "la frase nueva"})
    assert done.returncode == 0, done.stderr
    assert "TQ-303" in tequio("people", built).stderr
    assert "Coordinación" in tequio("people", built, passphrase="la frase nueva").stdout
    audit = tequio("audit", built, passphrase="").stdout
    assert "manage_recovery" in audit
    assert "change_passphrase" in audit


def split(folder: Path, *, answer_wrongly_first: bool) -> list[str]:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")}
    with subprocess.Popen(
            [sys.executable, "-m", "tequio.cli", "recovery", str(folder), "--split", "--passphrase-fd", str(reading)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, pass_fds=[reading], cwd=ROOT,
            env=environment | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stdin
        assert running.stdout
        shares: list[str] = []
        while found := ASKED.search(shown := until(running.stdout, ASKED)):
            words = [word for _, word in sorted((int(at), word) for at, word in WORD.findall(shown))]
            if words:
                shares.append(" ".join(words))
            right = shares[-1].split()[int(found[1]) - 1]
            running.stdin.write("nada\n" if answer_wrongly_first and words else f"{right}\n")
            running.stdin.flush()
        os.close(reading)
        assert running.wait(60) == 0
    assert "3 de 5 pueden volver a abrir" in shown
    return shares


def test_split_and_join_are_told_apart(built: Path, tequio: Tequio) -> None:
    for options in ((), ("--split", "--join"), ("--join",)):
        assert tequio("recovery", built, *options, passphrase="").returncode == 2
