"""Telling what a build does, stage by stage, and what it produced."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

from tequio.chain.ledger import REASONS, Ledger, Stage
from tequio.cli.language import chosen, words
from tequio.foundation.errors import Problem

FIRST = 8  # rows of a notice that are named
STAGES = {
    "places": ("Territorios y grupos", "Territories and groups"),
    "listening": ("Escucha", "Listening"),
    "protection": ("Protección", "Protection"),
    "diagnosis": ("Diagnóstico", "Diagnosis"),
    "measurement": ("Medición", "Measurement"),
    "deliberation": ("Deliberación", "Deliberation"),
    "agendas": ("Agendas", "Agendas"),
    "followup": ("Seguimiento", "Follow-up"),
    "publication": ("Documentos", "Documents"),
}
MADE = {
    "territories": ("territorios", "territories"), "groups": ("grupos", "groups"),
    "institutions": ("instituciones", "institutions"), "encounters": ("encuentros", "encounters"),
    "voices": ("voces", "voices"), "silences": ("silencios", "silences"), "reviews": ("voces revisadas", "voices read"),
    "masked": ("pasajes tapados", "passages masked"), "codes": ("códigos", "codes"),
    "codings": ("codificaciones", "codings"), "links": ("vínculos", "links"), "findings": ("hallazgos", "findings"),
    "indicators": ("indicadores", "indicators"), "observations": ("observaciones", "observations"),
    "rounds": ("rondas", "rounds"), "statements": ("afirmaciones", "statements"), "ballots": ("boletas", "ballots"),
    "proposals": ("propuestas", "proposals"), "local_agendas": ("agendas locales", "local agendas"),
    "national_items": ("puntos nacionales", "national items"), "items": ("puntos en total", "items in all"),
    "responses": ("respuestas", "responses"), "commitments": ("compromisos", "commitments"),
    "actions": ("acciones", "actions"), "verdicts": ("veredictos", "verdicts"),
    "documents": ("documentos", "documents"),
}


@contextmanager
def told(console: Console) -> Iterator[Callable[[str, str], None]]:
    """A progress bar over the stages; call what is yielded with the stage and how far it is."""
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
                  TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=len(STAGES))
        begun: list[str] = []

        def tell(stage: str, done: str) -> None:
            if stage not in begun:
                begun.append(stage)
            bar.update(task, completed=len(begun) - 1, description=f"{words(*STAGES[stage])} {done}")

        yield tell


def report(console: Console, ledger: Ledger) -> None:
    """One line per stage with its time and what it produced; then the account of the rows."""
    for stage in ledger.stages:
        _line(console, f"  {words(*STAGES[stage.name]):<24}{stage.seconds:>7.2f} s   {_made(stage)}")
    rows, listed = sum(ledger.rows.values()) - sum(ledger.outside.values()), len(ledger.listed)
    if rows:
        _line(console, words(
            f"  Filas: {rows} leídas, {rows - listed} en la cadena, {listed} listadas con su razón.",
            f"  Rows: {rows} read, {rows - listed} in the chain, {listed} listed with their reason."))
    for reason, texts in REASONS.items():
        count = sum(row.reason == reason for row in ledger.listed)
        if count:
            _line(console, f"    {count} · {texts[chosen()]}")
    if outside := sum(ledger.outside.values()):
        _line(console, words(f"  {outside} filas más quedan fuera, como dice el archivo de proceso.",
                             f"  {outside} more rows stay outside, as the process file says."))
    _notices(console, ledger)


def _notices(console: Console, ledger: Ledger) -> None:
    """What was noticed in the files, each kind once for each file, with the first rows where it is so."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in ledger.notices:
        kinds.setdefault((problem.file, problem.code), []).append(problem)
    if kinds:
        _line(console, words("  Se notó en los archivos:", "  Noticed in the files:"))
    for (file, code), problems in kinds.items():
        rows = [str(problem.row) for problem in problems if problem.row is not None]
        where = words("filas", "rows") + f" {', '.join(rows[:FIRST])}{'…' if len(rows) > FIRST else ''}" if rows else ""
        _line(console, f"    {code} · {file}{f', {where}' if where else ''}: {problems[0].what(chosen())}")


def _line(console: Console, text: str) -> None:
    """One line stays one line, however narrow what reads it says it is."""
    console.print(text, highlight=False, soft_wrap=True)


def _made(stage: Stage) -> str:
    return ", ".join(f"{words(*MADE[name])} {count}" for name, count in stage.made.items() if count) or "–"
