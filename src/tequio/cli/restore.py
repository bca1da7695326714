"""`tequio restore FILE --keys FILE --out FOLDER`: a backup becomes a folder again, checked before it is believed."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.build import finish, prepare
from tequio.chain.django_home import close_home, move_home, open_home
from tequio.cli.language import words
from tequio.cli.serve import read_passphrase
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.vault.restore import Standing


@click.command(help=words("Recupera un respaldo en una carpeta nueva.", "Restores a backup into a new folder."))
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--keys", required=True, type=click.Path(path_type=Path), help=words(
    "El archivo «.llaves» que está junto al último respaldo.",
    "The «.llaves» file that lies beside the latest backup."))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path),
              help=words("Carpeta nueva.", "New folder."))
@click.option("--older", is_flag=True, help=words("Acepta volver a un estado anterior al último que se conoce.",
                                                  "Agrees to go back to before the latest known state."))
@click.option("--passphrase-fd", type=int, help=words("Lee la frase de paso de este descriptor.",
                                                      "Reads the passphrase from this descriptor."))
def command(archive: Path, keys: Path, folder: Path, older: bool, passphrase_fd: int | None) -> None:
    if not archive.is_file():
        raise TequioError("TQ-331", file=archive.name)
    archive, keys, folder = archive.resolve(), keys.resolve(), folder.resolve()
    passphrase = read_passphrase(passphrase_fd)
    staging = prepare(folder)
    try:
        open_home(staging, migrate=False)
        lines = _restored(archive, keys, passphrase, older)
        close_home()
        finish(staging, folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    move_home(folder)
    click.echo(words(f"Recuperado en {folder}.", f"Restored in {folder}."))
    for line in lines:
        click.echo(line)


def _restored(archive: Path, keys: Path, passphrase: str, older: bool) -> list[str]:
    # Models can be imported only once Django knows its home.
    from django.db import transaction

    from tequio.foundation.places.models import Process
    from tequio.foundation.trail.purging import scrub, without_key
    from tequio.foundation.vault.restore import restore

    def agreed(standing: "Standing") -> bool:
        return older or click.confirm(_older(standing))

    process_id, standing = restore(archive=archive, keys=keys, passphrase=passphrase, agreed=agreed)
    with transaction.atomic():
        gone = sum(without_key(Process.objects.get(pk=process_id)).values())
    scrub()
    lines = [words(f"{gone} voces se retiraron después de este respaldo: no se recuperan.",
                   f"{gone} voices were withdrawn after this backup: they are not restored.")] if gone else []
    return lines + ([_lost(standing)] if standing.missing else [])


def _older(standing: "Standing") -> str:
    return words(
        f"Este respaldo termina en el acto {standing.archived.sequence}; se conoce hasta el {standing.known.sequence}. "
        f"¿Volver atrás {standing.missing} actos?",
        f"This backup ends at act {standing.archived.sequence}; {standing.known.sequence} are known. "
        f"Go back {standing.missing} acts?")


def _lost(standing: "Standing") -> str:
    return words(f"Faltan {standing.missing} actos posteriores; quedó asentado en el registro.",
                 f"{standing.missing} later acts are missing; the audit says so.")
