"""`tequio restore FILE --keys FILE --out FOLDER`: a backup becomes a folder again, checked before it is believed."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.build import finish, prepare
from tequio.chain.closing.journal import ARCHIVE_ACCOUNT
from tequio.chain.django_home import close_home, move_home, open_home
from tequio.cli.keeping import fresh_passphrase, show_passphrase
from tequio.cli.language import words
from tequio.cli.recovery import read_shares
from tequio.cli.serve import read_passphrase
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.foundation.vault.restore import Standing

ENTRANCE = "entrada.llaves"


@click.command(help=words("Recupera un respaldo en una carpeta nueva.", "Restores a backup into a new folder."))
@click.argument("archive", type=click.Path(path_type=Path))
@click.option("--keys", required=True, type=click.Path(path_type=Path), help=words(
    "El archivo «.llaves» que está junto al último respaldo.",
    "The «.llaves» file that lies beside the latest backup."))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path),
              help=words("Carpeta nueva.", "New folder."))
@click.option("--older", is_flag=True, help=words("Acepta volver a un estado anterior al último que se conoce.",
                                                  "Agrees to go back to before the latest known state."))
@click.option("--with-shares", is_flag=True, help=words(
    "Un archivo cerrado: se abre con las partes de quienes custodian y recibe una frase nueva.",
    "A closed archive: opens with the shares of its trustees and gets a new passphrase."))
@click.option("--shares-fd", type=int, help=words("Lee las partes de este descriptor, una por línea.",
                                                  "Reads the shares from this descriptor, one per line."))
@click.option("--passphrase-fd", type=int, help=words("Lee la frase de paso de este descriptor.",
                                                      "Reads the passphrase from this descriptor."))
def command(archive: Path, keys: Path, folder: Path, older: bool, with_shares: bool, shares_fd: int | None,
            passphrase_fd: int | None) -> None:
    if not archive.is_file():
        raise TequioError("TQ-331", file=archive.name)
    archive, keys, folder = archive.resolve(), keys.resolve(), folder.resolve()
    passphrase = "" if with_shares else read_passphrase(passphrase_fd)
    shares = read_shares(shares_fd) if with_shares else []
    staging = prepare(folder)
    try:
        open_home(staging, migrate=False)
        if shares:
            passphrase, _ = fresh_passphrase(passphrase_fd)
            keys = _entrance(keys, shares, staging, passphrase)
        lines = _restored(archive, keys, passphrase, older)
        close_home()
        (staging / ENTRANCE).unlink(missing_ok=True)
        finish(staging, folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    move_home(folder)
    click.echo(words(f"Recuperado en {folder}.", f"Restored in {folder}."))
    for line in lines:
        click.echo(line)
    if shares and passphrase_fd is None:
        show_passphrase(ARCHIVE_ACCOUNT, passphrase)


def _entrance(keys: Path, shares: list[str], staging: Path, passphrase: str) -> Path:
    """The key file of an archive with a person in it, for as long as restoring takes. Raises TQ-323, TQ-324, TQ-325."""
    from tequio.foundation.vault import keyfile
    from tequio.foundation.vault.people import sealed_for, wrap
    from tequio.foundation.vault.recovery import recovered
    key, kept = recovered(keys, shares)
    person = wrap(key, pseudonym=ARCHIVE_ACCOUNT, passphrase=passphrase)
    # The shares have just opened it, so the public key of the trustees is theirs, whatever version wrote the file.
    recovery = kept.recovery and replace(kept.recovery, sealed=sealed_for(kept.recovery.public, key), confirmed=True)
    keyfile.write(staging / ENTRANCE, replace(kept, people=(person,), recovery=recovery), key)
    return staging / ENTRANCE


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
