"""`./tequio doctor`: what this machine has, what it lacks, and the one command that brings each part."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tequio import __version__
from tequio.cli.language import words
from tequio.cli.postgres import server_binaries

ROOT = Path(__file__).parents[3]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ]+)( ; )?", re.MULTILINE)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
DISK_WANTED_GB, MEMORY_WANTED_GB, CORES_WANTED = 2, 4, 2


@dataclass(frozen=True)
class Part:
    """Something that Tequio runs without, what it would give, and how to get it."""

    name: str
    where: str
    gives: str
    command: str


@click.command("doctor", help=words("Revisa esta máquina y dice qué le falta.",
                                    "Checks this machine and says what it lacks."))
def command() -> None:
    console = Console()
    console.print(f"[bold]Tequio {__version__}[/] · Python {platform.python_version()} · {ROOT}", highlight=False)
    wrong = list(packages_unlike_the_lock())
    console.print(needs_table(wrong))
    console.print(parts_table(optional_parts()))
    if wrong:
        raise SystemExit(1)


def packages_unlike_the_lock() -> Iterator[str]:
    """Every pin of requirements.lock that is not what Python finds; pins with a condition may be absent."""
    for name, pinned, condition in PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")):
        try:
            found = version(name)
        except PackageNotFoundError:
            found = pinned if condition else ""
        if found != pinned:
            yield f"{name} {found or '–'} ≠ {pinned}"


def optional_parts() -> list[Part]:
    browser = next(filter(None, map(shutil.which, CHROMIUM)), "")
    postgres = server_binaries()
    return [
        Part("Chromium", browser, words("las pruebas que abren las páginas como lo haría una persona",
                                        "the tests that open the pages as a person would"),
             "sudo apt-get install chromium"),
        Part("PostgreSQL", str(postgres or ""), words("las pruebas, y el servidor, con muchos equipos a la vez",
                                                      "the tests, and the server, with many teams at once"),
             "sudo apt-get install postgresql"),
        Part("Dask", "distributed" if find_spec("distributed") else "",
             words("los análisis grandes repartidos entre varias máquinas", "large analyses spread over machines"),
             _install_into_venv("dask[distributed]")),
        Part("pdftoppm", shutil.which("pdftoppm") or "", words("las pruebas que miran las páginas de los PDF",
                                                               "the tests that look at the pages of the PDFs"),
             "sudo apt-get install poppler-utils"),
    ]


def needs_table(wrong: list[str]) -> Table:
    table = Table(title=words("Lo necesario", "What is needed"), title_justify="left", show_header=False)
    table.add_row(*_row(words("paquetes", "packages"), not wrong, ", ".join(wrong) or words(
        "como dice requirements.lock", "as requirements.lock says"), words(
        "quita .venv y corre ./tequio doctor", "remove .venv and run ./tequio doctor")))
    disk = shutil.disk_usage(ROOT).free / 1e9
    table.add_row(*_row(words("disco libre", "free disk"), disk >= DISK_WANTED_GB, f"{disk:.0f} GB",
                        words(f"libera hasta tener {DISK_WANTED_GB} GB", f"free up to {DISK_WANTED_GB} GB")))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    table.add_row(*_row(words("memoria", "memory"), memory >= MEMORY_WANTED_GB, f"{memory:.0f} GB",
                        words("cierra otros programas", "close other programs")))
    cores = os.cpu_count() or 1
    table.add_row(*_row(words("núcleos", "cores"), cores >= CORES_WANTED, str(cores),
                        words("todo funciona, más despacio", "everything works, only slower")))
    return table


def parts_table(parts: list[Part]) -> Table:
    table = Table(title=words("Partes opcionales", "Optional parts"), title_justify="left")
    for heading in ("", words("parte", "part"), words("para qué", "what for"),
                    words("dónde está, o cómo se instala", "where it is, or how to install it")):
        table.add_column(heading, overflow="fold")
    for part in parts:
        mark = "[green]✔[/]" if part.where else "[yellow]–[/]"
        table.add_row(mark, part.name, part.gives, (part.where or part.command).replace("[", r"\["))
    return table


def _row(name: str, good: bool, found: str, remedy: str) -> tuple[str, str, str]:
    return ("[green]✔[/]" if good else "[red]✘[/]", name, found if good else f"{found}: {remedy}")


def _install_into_venv(package: str) -> str:
    """Works in every .venv: the ones that uv makes hold no pip of their own."""
    wheel = next((ROOT / "vendor").glob("pip-*.whl"))
    return f"{sys.executable} {wheel.relative_to(ROOT)}/pip install '{package}'"
