"""`tequio import qda FOLDER FILE`: what was coded in another tool, into a process."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home
from tequio.cli.convert import check_new, tell, write_new
from tequio.cli.keeping import entered
from tequio.cli.language import words
from tequio.diagnosis.refi_qda import open_project
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.places.models import Group, Process, Territory
    from tequio.listening.models import Encounter

MADE = {"codes": ("códigos nuevos", "new codes"), "voices": ("voces nuevas", "new voices"),
        "codings": ("codificaciones nuevas", "new codings")}
WHY = {
    "categories": ("categorías, que no se aplican", "categories, which are not applied"),
    "without_text": ("fuentes sin texto", "sources without text"),
    "voices_here_already": ("textos que ya estaban", "texts that were here already"),
    "codings_here_already": ("codificaciones que ya estaban", "codings that were here already"),
    "taken_back": ("textos retirados, que no vuelven a entrar", "texts that were taken back and do not come in again"),
    "changed_since": ("textos que aquí ya dicen otra cosa", "texts that say something else here by now"),
    "without_voice": ("codificaciones de textos que no entraron", "codings of texts that did not come in"),
    "diagnosis_refused": ("codificaciones de voces que no permiten el diagnóstico",
                          "codings of voices that do not allow the diagnosis"),
    "regions": ("codificaciones de imágenes, páginas o grabaciones", "codings of pictures, pages or recordings"),
    "whole_sources": ("codificaciones de fuentes enteras", "codings of whole sources"),
}


@click.group(help=words("Trae lo codificado en otra herramienta de análisis.",
                        "Brings in what was coded in another tool of analysis."))
def command() -> None:
    pass


@command.command("qda", help=words(
    "Trae un .qdpx, un .qdc o una base de QualCoder o Taguette: sus códigos, sus textos como voces de un encuentro y "
    "lo codificado. Lo que salió de aquí con «export qda» vuelve a sus voces. Traerlo dos veces no duplica nada.",
    "Brings in a .qdpx, a .qdc or a database of QualCoder or Taguette: its codes, its texts as voices of an encounter, "
    "and what was coded. What left from here with «export qda» goes back to its voices. Bringing it twice doubles "
    "nothing."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--encounter", default="", help=words("Clave del encuentro en que se escuchó.",
                                                    "Key of the encounter in which it was heard."))
@click.option("--territory", default="", help=words(
    "O la clave del lugar: se anota un encuentro nuevo, realizado, al que nadie preguntó por usos.",
    "Or the key of the place: a new encounter is entered, held, which nobody asked about uses."))
@click.option("--group", default="", help=words("Clave del grupo que habla, si es uno.",
                                                "Key of the group that speaks, if it is one."))
@click.option("--project", "which", default="", help=words(
    "De una base de Taguette con varios proyectos, el número de uno.",
    "Of a Taguette database with several projects, the number of one."))
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help=words(
    "Deja aquí el informe de lo que no se pudo leer, como JSON.",
    "Leaves the report of what could not be read here, as JSON."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase de paso.", "Reads the passphrase from this descriptor."))
def qda(folder: Path, file: Path, encounter: str, territory: str, group: str, which: str, report: Path | None,
        passphrase_fd: int | None) -> None:
    opened = open_project(file, which=which)
    if report:
        check_new(report)
    process, actor = entered(folder, passphrase_fd)
    # Models can be imported only once Django knows its home.
    from django.db import transaction

    from tequio.diagnosis.interchange.actions import import_project
    with transaction.atomic():
        brought = import_project(actor=actor, heard=_heard(process, encounter, territory), project=opened.project,
                                 group=_group(process, group))
    close_home()
    if report:
        told = opened.account.as_json(opened.project.counts()) | {
            "brought": brought.made,
            "not_brought": {reason: count for reason, count in brought.listed.items() if count}}
        write_new(report, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
    tell(opened)
    for kind, count in brought.made.items():
        click.echo(f"  {count} {words(*MADE[kind])}")
    for reason, count in brought.listed.items():
        if count:
            click.echo(f"  {count} {words(*WHY[reason])}")


def _heard(process: "Process", encounter: str, territory: str) -> "Encounter | Territory":
    """The encounter of that key, or the place. Raises TQ-172."""
    from tequio.foundation.places.models import Territory
    from tequio.listening.models import Encounter
    rows = (Encounter.objects if encounter else Territory.objects).filter(process=process)
    key = encounter or territory
    found = rows.filter(key=key).first()
    if found is None:
        raise TequioError("TQ-172", value=key, known=", ".join(rows.order_by("key").values_list("key", flat=True)[:50]))
    assert isinstance(found, Encounter | Territory)
    return found


def _group(process: "Process", key: str) -> "Group | None":
    """Raises TQ-172 for a group that is not there."""
    from tequio.foundation.places.models import Group
    if not key:
        return None
    found = Group.objects.filter(process=process, key=key).first()
    if found is None:
        known = Group.objects.filter(process=process).order_by("key").values_list("key", flat=True)
        raise TequioError("TQ-172", value=key, known=", ".join(known[:50]))
    return found
