"""`tequio dossier FOLDER --out DIR`: a process before an ethics committee and the law on personal data."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.build import finish, prepare
from tequio.chain.django_home import close_home
from tequio.cli.closed import process_of
from tequio.cli.language import words
from tequio.foundation.paper import render_docx, render_html, render_pdf
from tequio.publication.dossier import LANGUAGES, dossier

if TYPE_CHECKING:
    from tequio.foundation.places.models import Process

NAMES = {"es": "expediente-de-etica", "en": "ethics-dossier"}


@click.command(help=words(
    "Escribe el expediente para un comité de ética y para la protección de datos, en español y en inglés: HTML, PDF "
    "y DOCX. Sale de los ajustes del proceso; no lleva palabras de nadie y deja en blanco lo que se llena y se firma.",
    "Writes the dossier for an ethics committee and for data protection, in Spanish and English: HTML, PDF and DOCX. "
    "It comes from the settings of the process; it holds nobody's words and leaves blank what is filled and signed."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", "target", required=True, type=click.Path(path_type=Path),
              help=words("Carpeta nueva para los documentos.", "New folder for the documents."))
def command(folder: Path, target: Path) -> None:
    target = target.resolve()
    process = process_of(folder)
    staging = prepare(target)
    try:
        names = write_dossier(process, staging)
        close_home()
        finish(staging, target)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    for name in names:
        click.echo(f"  {name}")
    click.echo(words("Falta llenar los espacios, que lo mire una abogada o un abogado, y firmar.",
                     "What is left: fill the blanks, have a lawyer look at it, and sign."))


def write_dossier(process: "Process", folder: Path) -> list[str]:
    """Every language in every format; the names of the files."""
    # Models can be imported only once Django knows its home.
    from tequio.chain.dossier_facts import dossier_facts
    facts = dossier_facts(process)
    files: dict[str, bytes] = {}
    for language in LANGUAGES:
        document = dossier(facts, language)
        files |= {f"{NAMES[language]}.html": render_html(document).encode(),
                  f"{NAMES[language]}.pdf": render_pdf(document), f"{NAMES[language]}.docx": render_docx(document)}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return list(files)
