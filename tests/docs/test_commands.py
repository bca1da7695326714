"""Every command of the documentation is run, in the order of its page and beside the files that the page shows."""

import csv
import json
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from rich.console import Console

from tequio.chain.ledger import Ledger, Stage
from tequio.cli.language import choose
from tequio.cli.progress import report
from tests.demonstration import COMMAND, Demonstration, demonstration
from tests.docs.reading import ROOT, SKIPPED, Block, Command, blocks, commands, missing, pages

# What the pages write where a reader writes the passphrase the demonstration printed.
SAMPLE = "naipe salud moreno senda truco optar"
LEFT_OUT = ("git clone", "cd ", "./tequio test", "./tequio doctor")
SHEET = "Captura"
WITH_COMMANDS = [page for page in pages() if commands(page)]


def account_in_spanish(built: Demonstration) -> tuple[str, ...]:
    """The account, line by line, as the command prints it to somebody who reads Spanish."""
    account = json.loads((built.folder / "build.json").read_text(encoding="utf-8"))
    ledger = Ledger(stages=[Stage(**stage) for stage in account["stages"]])
    ledger.rows.update({file: rows["read"] for file, rows in account["rows"].items()})
    out = StringIO()
    choose("es")
    report(Console(file=out), ledger)
    return tuple(line.strip() for line in out.getvalue().splitlines())


def _run(line: str, folder: Path, *, language: str = "en") -> str:
    if not (folder / "tequio").exists():
        (folder / "tequio").symlink_to(ROOT / "tequio")
    spoken = {name: value for name, value in os.environ.items()
              if name not in ("DATABASE_URL", "TEQUIO_HOME", "DJANGO_SETTINGS_MODULE", "LC_ALL", "LC_MESSAGES")}
    done = subprocess.run(["bash", "-c", line], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=120, env={**spoken, "TEQUIO_PYTHON": sys.executable, "LANG": f"{language}.UTF-8"})
    assert "Traceback" not in done.stdout
    return done.stdout


def _run_here(page: Path) -> list[Command]:
    return [command for command in commands(page) if not command.line.startswith(LEFT_OUT)]


def _spanish(page: Path) -> bool:
    return page.name.endswith(".es.md")


@pytest.mark.parametrize("page", [
    pytest.param(page, id=str(page.relative_to(ROOT)), marks=() if page.parent == ROOT else pytest.mark.slow)
    for page in WITH_COMMANDS])
def test_the_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    for block in blocks(page):
        if block.name:
            _write(tmp_path, block)
    for command in _run_here(page):
        if command.line == COMMAND:
            shutil.copytree(demonstration().folder, tmp_path / "demo")
            _same_account(page, command)
        else:
            line = command.line.replace(SAMPLE, demonstration().passphrase)
            output = _run(line, tmp_path, language="es" if _spanish(page) else "en")
            assert not missing(command.printed, output), f"{command.line}\n{output}"


def _same_account(page: Path, command: Command) -> None:
    if _spanish(page):
        account = account_in_spanish(demonstration())
        assert not missing((SKIPPED, *account, SKIPPED), "\n".join(command.printed))
    else:
        assert not missing(command.printed, demonstration().printed)


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


def test_the_two_readmes_run_the_same_commands() -> None:
    english, spanish = ([command.line for command in _run_here(ROOT / name)] for name in ("README.md", "README.es.md"))
    assert english == spanish
