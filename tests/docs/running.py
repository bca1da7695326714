"""Runs the commands of a page in their order, beside the files that the page shows. No Django, no pytest."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import openpyxl
from rich.console import Console

from tequio.chain.ledger import Ledger, Stage
from tequio.cli.language import choose
from tequio.cli.progress import report
from tests.docs.reading import ROOT, SAMPLE, Block, Command, blocks, commands, pages

# Built once for all pages; in Spanish the same account is printed again.
DEMONSTRATION = "./tequio demo --no-serve --out demo"
LEFT_OUT = ("git clone", "cd ", "./tequio test", "./tequio doctor")
SHEET = "Captura"
LONGEST = 600  # seconds that one command may take on a busy machine
WITH_COMMANDS = [page for page in pages() if commands(page)]


@dataclass(frozen=True)
class Built:
    """The demonstration: its folder, what building it printed, and the passphrase among that."""

    folder: Path
    printed: str

    @property
    def passphrase(self) -> str:
        found = re.search(r"Passphrase \([^)]*\): (.*)", self.printed)
        assert found
        return found[1].strip()

    def account_in_spanish(self) -> str:
        """The account as the command prints it to somebody who reads Spanish."""
        line = f"./tequio account {self.folder.name} --passphrase-fd 3 3<<<'{self.passphrase}'"
        account = json.loads(run(line, self.folder.parent))
        ledger = Ledger(stages=[Stage(**stage) for stage in account["stages"]])
        ledger.rows.update({file: rows["read"] for file, rows in account["rows"].items()})
        out = StringIO()
        choose("es")
        report(Console(file=out), ledger)
        return out.getvalue()


def demonstrate(folder: Path) -> Built:
    return Built(folder / "demo", run(DEMONSTRATION, folder))


def run(line: str, folder: Path, *, language: str = "en") -> str:
    if not (folder / "tequio").exists():
        (folder / "tequio").symlink_to(ROOT / "tequio")
    spoken = {name: value for name, value in os.environ.items()
              if name not in ("DATABASE_URL", "TEQUIO_HOME", "DJANGO_SETTINGS_MODULE", "LC_ALL", "LC_MESSAGES")}
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=LONGEST,
        env={**spoken, "TEQUIO_PYTHON": sys.executable, "LANG": f"{language}.UTF-8"})
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


def run_here(page: Path) -> list[Command]:
    return [command for command in commands(page) if runs(command)]


def runs(command: Command) -> bool:
    return not command.line.startswith(LEFT_OUT)


def spanish(page: Path) -> bool:
    return page.name.endswith(".es.md")


def outputs(page: Path, folder: Path, demonstration: Built) -> list[str]:
    """What each command of the page prints."""
    for block in blocks(page):
        if block.name:
            _write(folder, block)
    found = []
    for command in run_here(page):
        if command.line == DEMONSTRATION:
            shutil.copytree(demonstration.folder, folder / "demo")
            found.append(demonstration.account_in_spanish() if spanish(page) else demonstration.printed)
        else:
            line = command.line.replace(SAMPLE, demonstration.passphrase)
            found.append(run(line, folder, language="es" if spanish(page) else "en"))
    return found


def _write(folder: Path, block: Block) -> None:
    path = folder / block.name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        _workbook(path, list(csv.reader(block.text.splitlines())))
    else:
        path.write_text(block.text, encoding="utf-8")


def _workbook(path: Path, rows: list[list[str]]) -> None:
    """The rows as a workbook: a title over everything, and headings merged over the blanks to their right."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for at, (cell, after) in enumerate(zip(rows[1], [*rows[1][1:], "-"], strict=True), start=1):
        if cell and not after:
            sheet.merge_cells(start_row=2, end_row=2, start_column=at, end_column=at + 1)
    book.save(path)
