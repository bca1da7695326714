"""`tequio backup FOLDER --out FILE`: one sealed archive, and beside it the key file that every backup renews."""

from pathlib import Path

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import entered
from tequio.cli.language import words


@click.command(help=words(
    "Respalda un proceso: un archivo sellado y, junto a él, las llaves, que cada respaldo reemplaza.",
    "Backs a process up: one sealed archive and, beside it, the keys, which every backup replaces."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", "archive", required=True, type=click.Path(path_type=Path, dir_okay=False),
              help=words("Archivo nuevo, por ejemplo /media/usb/marzo.tequio.",
                         "New file, for example /media/usb/march.tequio."))
@click.option("--keys-only", is_flag=True, help=words(
    "Sólo renueva las llaves junto a los respaldos; hazlo después de cada retiro.",
    "Only renews the keys beside the backups; do it after every withdrawal."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def command(folder: Path, archive: Path, keys_only: bool, passphrase_fd: int | None) -> None:
    archive = archive.resolve()
    process, actor = entered(folder, passphrase_fd)
    # Models can be imported only once Django knows its home.
    from tequio.foundation.accounts.permissions import require
    from tequio.foundation.vault.backup import back_up, write_keys
    archive.parent.mkdir(parents=True, exist_ok=True)
    if keys_only:
        require(actor, "back_up", process_id=process.pk)
        keys = write_keys(process=process, beside=archive)
    else:
        written = back_up(actor=actor, process=process, archive=archive)
        keys = written.keys
        click.echo(words(f"Respaldo: {archive} ({written.rows} renglones, {written.files} archivos).",
                         f"Backup: {archive} ({written.rows} rows, {written.files} files)."))
    click.echo(words(f"Llaves: {keys}. Sin ellas ningún respaldo se abre; guárdalas también en otro lugar.",
                     f"Keys: {keys}. No backup opens without them; keep them in another place as well."))
    close_home()
