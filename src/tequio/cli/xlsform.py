"""`tequio xlsform FOLDER --out FILE.xlsx`: the guide of an encounter as a form for KoboToolbox or ODK."""

from pathlib import Path

import click

from tequio.chain.django_home import close_home
from tequio.chain.form_facts import bring_back, encounters_of
from tequio.cli.closed import process_of
from tequio.cli.language import words
from tequio.foundation.errors import TequioError
from tequio.listening.xlsform import encounter_form


@click.command(help=words(
    "Escribe la guía de un encuentro como formulario para KoboToolbox u ODK, con los grupos y lugares del proceso. No "
    "pide nombres, ubicación, fotos ni audio. Al final dice cómo se traen de vuelta las respuestas.",
    "Writes the guide of an encounter as a form for KoboToolbox or ODK, with the groups and places of the process. It "
    "asks for no names, position, pictures or audio. At the end it says how the answers are brought back."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", "file", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help=words("Archivo .xlsx nuevo.", "New .xlsx file."))
def command(folder: Path, file: Path) -> None:
    file = file.resolve()
    if file.exists():
        raise TequioError("TQ-914", file=str(file))
    asked = encounters_of(process_of(folder))
    data = encounter_form(asked)
    close_home()
    try:
        file.write_bytes(data)
    except OSError as fault:
        raise TequioError("TQ-132", file=str(file)) from fault
    click.echo(words(f"Formulario: {file.name}. Para traer las respuestas, en el archivo de proceso:",
                     f"Form: {file.name}. To bring the answers back, in the process file:"))
    click.echo()
    click.echo(bring_back(asked), nl=False)
