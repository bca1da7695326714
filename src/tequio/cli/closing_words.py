"""How the ending of a process is told on the command line, before and after."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.closing.journal import How
from tequio.cli.language import words

if TYPE_CHECKING:
    from tequio.chain.closing.journal import Journal

OPENING = {
    How.HAND_OVER: ("Entregar: sale lo que se permitió para el diálogo o el archivo; aquí se cierra.",
                    "Hand over: what was allowed for dialogue or the archive leaves; here it is closed."),
    How.ARCHIVE: ("Archivar: se guarda lo que se permitió guardar; lo demás se destruye.",
                  "Archive: what was allowed to be kept is kept; the rest is destroyed."),
    How.DESTROY: ("Destruir: llaves, documentos, renglones y lo que la base de datos aún guarda de ellos.",
                  "Destroy: keys, documents, rows and what the database still holds of them."),
}


def opening(how: How, *, rehearsal: bool) -> str:
    said = words(*OPENING[how])
    return words(f"ENSAYO. {said}", f"REHEARSAL. {said}") if rehearsal else said


def lines(journal: "Journal", language: str) -> Iterator[str]:
    """The account, line by line."""
    from tequio.chain.closing.certificate import label, told
    for table, left, stayed in told(journal):
        name = label(table, language) or words("lo demás", "the rest")
        yield f"  {name}: " + _counts(journal.how, left, stayed)
    if journal.how is not How.HAND_OVER:
        yield words(f"  llaves que se sobrescriben: {journal.keys}; archivos que se borran: {journal.files}",
                    f"  keys to be overwritten: {journal.keys}; files to be removed: {journal.files}")
    yield words(f"  notas de quién es quién que se destruyen antes que nada: {journal.names_destroyed}",
                f"  notes of who is who, destroyed before anything else: {journal.names_destroyed}")
    yield from _beyond(journal.beyond)


def report(told: Iterable[str]) -> None:
    for line in told:
        click.echo(line)


def reported(made: list[Path]) -> None:
    click.echo(words("Cerrado. El certificado:", "Closed. The certificate:"))
    for path in made:
        click.echo(f"  {path}")


def _counts(how: How, left: int, stayed: int) -> str:
    if how is How.HAND_OVER:
        return words(f"se entregan {left}, se quedan cerrados {stayed}", f"{left} handed over, {stayed} stay, closed")
    if how is How.ARCHIVE:
        return words(f"se archivan {left}, se destruyen {stayed}", f"{left} archived, {stayed} destroyed")
    return words(f"se destruyen {stayed}", f"{stayed} destroyed")


def _beyond(found: dict[str, int]) -> Iterator[str]:
    yield words("Fuera de alcance, hay que pedirlo o buscarlo:", "Out of reach, to be asked for or looked for:")
    names = {
        "backups": words("respaldos en otros lugares, con sus llaves", "backups in other places, with their keys"),
        "bundles": words("máquinas con paquetes de este proceso", "machines with bundles of this process"),
        "exports": words("copias exportadas", "exported copies"),
        "printed": words("lo impreso", "what was printed"),
        "published": words("archivos publicados", "published files"),
        "disk": words("lo que el disco guarda por su cuenta", "what the disk keeps by itself"),
        "memory": words("lo que la gente recuerda", "what people remember"),
    }
    for kind, count in found.items():
        yield f"  {names[kind]}" + (f" ({count})" if count else "")
