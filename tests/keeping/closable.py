"""A process that can be closed: one encounter allowed everything, another only the diagnosis; two people decide."""

import csv
import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.attacks.canaries import file_of, write_process

ROOT = Path(__file__).parents[2]
PROTECTOR, SECOND = "Tecolote", "otra frase distinta"
FORBIDDEN = "Zarprohibida"


def write_closable(folder: Path) -> Path:
    """The process of canaries with a second room, whose only voice allowed neither dialogue nor archive."""
    process_file = write_process(folder)
    _add(folder / f"{file_of('encounters')}.csv", {"consent": "diagnostico; cita; dialogo; archivo"},
         {"key": "E2", "consent": "diagnostico"})
    _add(folder / f"{file_of('voices')}.csv", {},
         {"key": "V2", "encounter": "E2", "text": f"Dijo Xóchitl {FORBIDDEN} que no"})
    _add(folder / f"{file_of('findings')}.csv", {},
         {"key": "H2", "voices": "V2", "claim": f"Se dijo de Xóchitl {FORBIDDEN}"})
    return process_file


def _add(path: Path, first: dict[str, str], second: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file)) | first
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerows([row, row | second])


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file and folder with what is in it and who may read it."""
    return {str(path.relative_to(folder)): (
        hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", path.stat().st_mode)
        for path in sorted(folder.rglob("*"))}


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEQUIO_HOME")} | {
        "PYTHONPATH": str(ROOT / "src")}


def shares_written(*arguments: object, passphrases: tuple[str, ...]) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run `tequio` with these passphrases; what it wrote to `--shares-fd` beside what it printed."""
    options, passed = [], []
    for words in passphrases:
        reading, writing = os.pipe()
        os.write(writing, f"{words}\n".encode())
        os.close(writing)
        options += ["--passphrase-fd", str(reading)]
        passed.append(reading)
    reading, writing = os.pipe()
    done = subprocess.run(
        [sys.executable, "-m", "tequio.cli", *map(str, arguments), *options, "--shares-fd", str(writing)], text=True,
        capture_output=True, cwd=ROOT, timeout=120, pass_fds=[*passed, writing], env=clean_environment())
    os.close(writing)
    with os.fdopen(reading) as file:
        return done, file.read()
