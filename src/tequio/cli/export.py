"""`tequio export qda FOLDER --out FILE.qdpx`: what was coded, masked, for another tool of analysis."""

from pathlib import Path

import click

from tequio.chain.django_home import close_home
from tequio.cli.convert import ENDINGS, as_file, check_new, write_new
from tequio.cli.keeping import entered, looking
from tequio.cli.language import words
from tequio.foundation.errors import TequioError

WHY = {
    "voices": ("voces no permiten el diagnóstico o no salen", "voices do not allow the diagnosis or do not leave"),
    "codings": ("codificaciones de esas voces", "codings of those voices"),
    "moved": ("codificaciones cuyo pasaje ya no dice lo mismo", "codings whose passage says something else by now"),
}


@click.group(help=words("Lleva lo codificado a otra herramienta de análisis.",
                        "Takes what was coded to another tool of analysis."))
def command() -> None:
    pass


@command.command("qda", help=words(
    "Escribe lo que personas codificaron como .qdpx (o .qdc, .csv, .xlsx), con nombres y lugares tapados. No sale lo "
    "de quien no permitió el diagnóstico, ni sugerencias. Queda en el registro.",
    "Writes what people coded as .qdpx (or .qdc, .csv, .xlsx), with names and places masked. Nothing leaves of "
    "whoever did not allow the diagnosis, and no suggestions. It is entered in the record."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", "file", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help=words("Archivo nuevo.", "New file."))
@click.option("--uncoded", is_flag=True, help=words("También las voces que nadie ha codificado.",
                                                    "Also voices that nobody has coded yet."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase de paso.", "Reads the passphrase from this descriptor."))
def qda(folder: Path, file: Path, uncoded: bool, passphrase_fd: int | None) -> None:
    file = file.resolve()
    if file.suffix.lower() not in ENDINGS:
        raise TequioError("TQ-164", value=file.suffix or "?", known=".qdpx, .qdc, .qda, .sqlite3")
    check_new(file)
    process, actor = entered(folder, passphrase_fd)
    # Models can be imported only once Django knows its home.
    from django.db import transaction

    from tequio.diagnosis.interchange.actions import export_diagnosis
    # What could not be written did not leave, and no record says that it did.
    with transaction.atomic(), looking(process, actor, "export_diagnosis"):
        found = export_diagnosis(actor=actor, process=process, uncoded=uncoded)
        write_new(file, as_file(found.project, file.suffix.lower()))
    close_home()
    kept = found.project.counts()
    voices, codings, codes = kept["sources"], kept["codings"], kept["codes"]
    click.echo(words(f"{file.name}: {voices} voces, {codings} codificaciones, {codes} códigos.",
                     f"{file.name}: {voices} voices, {codings} codings, {codes} codes."))
    for reason, count in found.stayed.items():
        click.echo(f"  {count} {words(*WHY[reason])}")
    click.echo(words("Las palabras van tapadas por el detector; nadie las ha leído para publicarlas: es un archivo de "
                     "trabajo del equipo.",
                     "The words are masked by the detector; nobody read them for publication: it is a working file of "
                     "the team."))
