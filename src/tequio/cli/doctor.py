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
from rich.markup import escape

from tequio import __version__
from tequio.cli.language import words
from tequio.cli.postgres import server_binaries

ROOT = Path(__file__).parents[3]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ]+)( ; )?", re.MULTILINE)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
DISK_WANTED_GB, MEMORY_WANTED_GB = 2, 2


@dataclass(frozen=True)
class Need:
    """Something that Tequio does not run well without."""

    name: str
    good: bool
    found: str
    remedy: str


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
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]Tequio {__version__}[/] · Python {platform.python_version()} · {ROOT}")
    needs = list(needed())
    console.print(words("\n[bold]Lo necesario[/]", "\n[bold]What is needed[/]"))
    for need in needs:
        console.print(_mark(need.good, "[red]✘[/]"), need.name, escape(need.found))
        if not need.good:
            console.print("    " + escape(need.remedy))
    console.print(words("\n[bold]Partes opcionales[/]", "\n[bold]Optional parts[/]"))
    for part in optional_parts():
        console.print(_mark(bool(part.where), "[yellow]–[/]"), f"{part.name}: {part.gives}")
        console.print("    " + escape(part.where or part.command), style="dim" if part.where else "")
    raise SystemExit(0 if all(need.good for need in needs) else 1)


def needed() -> Iterator[Need]:
    wrong = list(packages_unlike_the_lock())
    yield Need(words("paquetes:", "packages:"), not wrong, ", ".join(wrong) or words(
        "los que dice requirements.lock", "those of requirements.lock"), "rm -r .venv && ./tequio doctor")
    disk = shutil.disk_usage(ROOT).free / 1e9
    yield Need(words("disco libre:", "free disk:"), disk >= DISK_WANTED_GB, f"{disk:.0f} GB",
               "du -xh ~ | sort -h | tail")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    yield Need(words("memoria:", "memory:"), memory >= MEMORY_WANTED_GB, f"{memory:.0f} GB", words(
        "cierra otros programas antes de construir", "close other programs before building"))
    yield Need(words("núcleos:", "cores:"), True, str(os.cpu_count() or 1), "")


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


def _mark(good: bool, otherwise: str) -> str:
    return "  [green]✔[/]" if good else f"  {otherwise}"


def _install_into_venv(package: str) -> str:
    """Works in every .venv: the ones that uv makes hold no pip of their own."""
    wheel = next((ROOT / "vendor").glob("pip-*.whl"))
    python = Path(sys.executable)
    shown = python.relative_to(ROOT) if python.is_relative_to(ROOT) else python
    return f"{shown} {wheel.relative_to(ROOT)}/pip install '{package}'"
