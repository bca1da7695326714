"""A process of a few sheets, written and run in a test."""

from collections.abc import Mapping
from pathlib import Path

from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.foundation.errors import Problem, TequioError

HEAD = """
[process]
name = "Prueba de hojas"
[[territories]]
key = "llano"
name = "El Llano"
code = "07031"
[[groups]]
key = "mujeres"
es = "Mujeres adultas"
aliases = ["señoras"]
[[groups]]
key = "jovenes"
es = "Jóvenes"
[[institutions]]
key = "ayto"
name = "Ayuntamiento"
"""
SECOND = '[[territories]]\nkey = "ribera"\nname = "La Ribera"\ncode = "07032"\n'


def source(kind: str, text: str = "", file: str = "") -> str:
    return f'[[sources]]\nkind = "{kind}"\nfile = "{file or kind + ".csv"}"\n{text}\n'


def run(folder: Path, sources: str, files: Mapping[str, str | bytes], head: str = HEAD) -> Ledger:
    """Builds into the test's own database. Raises TequioError as a build does."""
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "proceso.toml").write_text(head + sources, encoding="utf-8")
    (folder / "fuera").mkdir(exist_ok=True)
    ledger = Ledger()
    run_stages(read_process_file(folder / "proceso.toml"), folder / "fuera", "uno dos tres", ledger, lambda *_: None)
    assert not ledger.unaccounted()
    return ledger


def refused(folder: Path, sources: str, files: Mapping[str, str | bytes], head: str = HEAD) -> Problem:
    """What is said of a build that is refused."""
    try:
        run(folder, sources, files, head)
    except TequioError as fault:
        return fault.problem
    raise AssertionError("the build was not refused")


def draft(folder: Path, place: str = "llano") -> str:
    return (folder / "fuera" / "documentos" / f"agenda-{place}.html").read_text("utf-8")


def listed(ledger: Ledger) -> list[tuple[int, str]]:
    return [(row.row, row.reason) for row in ledger.listed]
