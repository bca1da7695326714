"""`./tequio test`: style, types, walls between rooms, then the tests; pytest's own summary is the last line."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

import click

from tequio.cli.language import words
from tequio.cli.postgres import database_url
from tequio.foundation.errors import TequioError

ROOT = Path(__file__).parents[3]
LONG_KINDS = ("slow", "attack", "oracle", "soak")
MOST_WORKERS = 4
NO_TESTS_COLLECTED = 5
# Read by the conftest.py of the project, which repeats it beside pytest's own summary.
FAILED_BEFORE = "TEQUIO_FAILED_BEFORE"
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
@click.option("--postgres", is_flag=True, help=words(
    "Repite en PostgreSQL las pruebas que usan la base de datos.",
    "Repeats the tests that use the database on PostgreSQL."))
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(everything: bool, postgres: bool, pytest_arguments: tuple[str, ...]) -> None:
    missing = [name for name in NEEDED if not find_spec(name)]
    if missing:
        raise TequioError("TQ-902", missing=", ".join(missing))
    with ExitStack() as stack:
        url = stack.enter_context(database_url()) if postgres else ""
        failed = failed_checks()
        if run_pytest(everything, "", pytest_arguments, failed) != 0:
            failed.append("pytest")
        if url and run_pytest(everything, url, pytest_arguments, failed) != 0:
            failed.append("pytest, PostgreSQL")
    if failed:
        raise SystemExit(1)


def failed_checks() -> list[str]:
    """All of them run: one round should show everything that is wrong."""
    failed = []
    for name, arguments in CHECKS.items():
        click.secho(f"── {name}", bold=True)
        if _python(arguments, os.environ) != 0:
            failed.append(name)
    return failed


def run_pytest(everything: bool, url: str, arguments: tuple[str, ...], failed: list[str]) -> int:
    """Without `url` the tests run on SQLite, whatever DATABASE_URL says: that one may be in use by people."""
    click.secho(f"── pytest, {'PostgreSQL' if url else 'SQLite'}", bold=True)
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment[FAILED_BEFORE] = ", ".join(failed)
    if url:
        environment["DATABASE_URL"] = url
    selected = ["database"] if url else []
    if not everything:
        selected.append(f"not ({' or '.join(LONG_KINDS)})")
    elif url:
        # What runs long beside the database says the same on both; what tries to get words out of it does not.
        selected.append(f"(attack or not ({' or '.join(LONG_KINDS)}))")
    code = _python(["-m", "pytest", *_marked(selected), *_spread(arguments), *arguments], environment)
    return 0 if code == NO_TESTS_COLLECTED and url and arguments else code


def _marked(selected: list[str]) -> list[str]:
    return ["-m", " and ".join(selected)] if selected else []


def _spread(arguments: tuple[str, ...]) -> list[str]:
    """Over the cores, unless somebody looks at a few tests. Tests of one `xdist_group` stay together."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    return [] if arguments or workers < 2 else ["-n", str(workers), "--dist", "loadgroup"]


def _python(arguments: list[str] | tuple[str, ...], environment: Mapping[str, str]) -> int:
    sys.stdout.flush()
    paths = {"PYTHONPATH": str(ROOT / "src")}
    return subprocess.run([sys.executable, "-P", *arguments], cwd=ROOT, env={**environment, **paths}).returncode
