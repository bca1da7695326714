"""`./tequio test`: style, types, walls between rooms, then the tests; pytest's own summary is the last line."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile

import click

from tequio.cli.language import words
from tequio.cli.postgres import database_url
from tequio.foundation.errors import TequioError

ROOT = Path(__file__).parents[3]
# What `./tequio test` leaves to `--all`; `soak` gains only by running for long, and runs when it is asked for.
LONG_KINDS = ("slow", "attack", "oracle", "browser")
SOAK = "soak"
# Measures time or memory, and so runs by itself when nothing else does.
QUIET = "quiet"
MOST_WORKERS = 4
NO_TESTS_COLLECTED = 5
# Read by the conftest.py of the project, which repeats them beside pytest's own summary.
FAILED_BEFORE, SECONDS_BEFORE = "TEQUIO_FAILED_BEFORE", "TEQUIO_SECONDS_BEFORE"
CHECKS = {
    "ruff": ("-m", "ruff", "check", "--quiet", ".", "tequio"),
    "mypy": ("-m", "mypy", "--no-error-summary"),
    "import-linter": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"),
}
NEEDED = ("ruff", "mypy", "importlinter", "pytest", "pytest_django", "xdist", "hypothesis")


@click.command("test", context_settings={"ignore_unknown_options": True}, help=words(
    "Revisa el código y corre las pruebas; lo que siga se le pasa a pytest.",
    "Checks the code and runs the tests; anything else is handed to pytest."))
@click.option("--all", "everything", is_flag=True, help=words(
    "También lo que tarda: " + ", ".join(LONG_KINDS) + ".", "What takes long, too: " + ", ".join(LONG_KINDS) + "."))
@click.option("--soak", is_flag=True, help=words(
    "Sólo lo que gana con correr mucho tiempo: cientos de cortes, salas de diez minutos.",
    "Only what gains by running for long: hundreds of kills, rooms of ten minutes."))
@click.option("--postgres", is_flag=True, help=words(
    "Repite en PostgreSQL las pruebas que tratan de la base de datos.",
    "Repeats on PostgreSQL the tests that are about the database."))
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(everything: bool, soak: bool, postgres: bool, pytest_arguments: tuple[str, ...]) -> None:
    missing = [name for name in NEEDED if not find_spec(name)]
    if missing:
        raise TequioError("TQ-902", missing=", ".join(missing))
    with ExitStack() as stack:
        url = stack.enter_context(database_url()) if postgres else ""
        run = Run(pytest_arguments)
        if soak:
            run.tests("soak", SOAK, side_by_side=False)
        else:
            run.checks()
            kinds = "" if everything else f" and not ({' or '.join(LONG_KINDS)})"
            run.tests("quiet", f"{QUIET} and not {SOAK}{kinds}", side_by_side=False)
            if url:
                # Attacks say the same on both; the workflow full of canaries starts a PostgreSQL of its own.
                left_out = {SOAK, QUIET, *LONG_KINDS} - ({"slow"} if everything else set())
                run.tests("PostgreSQL", f"postgres and not ({' or '.join(sorted(left_out))})", url=url)
            run.tests("SQLite", f"not ({SOAK} or {QUIET}){kinds}")
    if run.failed:
        raise SystemExit(1)


class Run:
    """One round of everything that was asked for: all of it runs, so that it shows everything that is wrong."""

    def __init__(self, arguments: tuple[str, ...]) -> None:
        self.arguments = arguments
        self.failed: list[str] = []
        self.seconds: dict[str, float] = {}

    def checks(self) -> None:
        """Side by side: none of them keeps two cores busy."""
        began = time.monotonic()
        with ExitStack() as stack:
            started = {}
            for name, arguments in CHECKS.items():
                said = stack.enter_context(TemporaryFile())
                started[name] = said, subprocess.Popen(
                    _python(arguments), cwd=ROOT, env=_with_source(os.environ), stdout=said, stderr=subprocess.STDOUT)
            for name, (said, process) in started.items():
                code = process.wait()
                said.seek(0)
                click.secho(f"── {name}", bold=True)
                click.echo(said.read().decode("utf-8", "replace"), nl=False)
                if code != 0:
                    self.failed.append(name)
        self.seconds["checks"] = time.monotonic() - began

    def tests(self, name: str, selected: str, *, url: str = "", side_by_side: bool = True) -> None:
        """Without `url` the tests run on SQLite, whatever DATABASE_URL says: that one may be in use by people."""
        click.secho(f"── pytest, {name}", bold=True)
        began = time.monotonic()
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment[FAILED_BEFORE] = ", ".join(self.failed)
        environment[SECONDS_BEFORE] = json.dumps(self.seconds)
        if url:
            environment["DATABASE_URL"] = url
        spread = self._spread() if side_by_side else []
        sys.stdout.flush()
        code = subprocess.run(_python(("-m", "pytest", "-m", selected, *spread, *self.arguments)), cwd=ROOT,
                              env=_with_source(environment)).returncode
        # There may be no test of a kind among those that were named, and none that needs quiet at all.
        if code not in (0, NO_TESTS_COLLECTED) or (code == NO_TESTS_COLLECTED and not self.arguments and name != QUIET):
            self.failed.append(f"pytest, {name}")
        self.seconds[f"pytest, {name}"] = time.monotonic() - began

    def _spread(self) -> list[str]:
        """Over the cores, unless somebody looks at a few tests; files stay whole, and the longest start first."""
        workers = min(os.cpu_count() or 1, MOST_WORKERS)
        if workers < 2 or any(not argument.startswith("-") for argument in self.arguments):
            return []
        return ["-n", str(workers), "--dist", "loadscope"]


def _python(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-P", *arguments]


def _with_source(environment: Mapping[str, str]) -> dict[str, str]:
    return {**environment, "PYTHONPATH": str(ROOT / "src")}
