"""`tequio certificate FOLDER --for ADDRESS`: what phones must trust for the page of notes to be installed."""

from pathlib import Path

import click

from tequio.cli.keeping import fresh_passphrase
from tequio.cli.language import words
from tequio.cli.serve import read_passphrase

LONGEST = 180


@click.command(help=words(
    "Hace la autoridad propia de un equipo y el certificado de esta máquina en la red de los teléfonos. La autoridad "
    "sólo vale dentro de redes privadas y por poco tiempo; sus llaves quedan bajo una frase de paso.",
    "Makes a team's own authority and the certificate of this machine in the phones' network. The authority is good "
    "inside private networks only, and not for long; its keys are kept under a passphrase."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--for", "address", required=True, help=words(
    "El número de esta máquina en su red (192.168.43.1), o un nombre que termine en «.internal».",
    "The number of this machine in its network (192.168.43.1), or a name that ends in “.internal”."))
@click.option("--days", type=click.IntRange(1, LONGEST), default=90, show_default=True,
              help=words("Cuántos días valen.", "For how many days they are good."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee la frase de paso de este descriptor; si falta y la autoridad es nueva, se hace y se muestra.",
    "Reads the passphrase from this descriptor; without it, a new authority gets one that is made and shown."))
def command(folder: Path, address: str, days: int, passphrase_fd: int | None) -> None:
    from tequio.cli.certificate_files import AUTHORITY, AUTHORITY_KEY, fingerprint, make
    folder = folder.resolve()
    if (folder / AUTHORITY_KEY).exists():
        passphrase, show = read_passphrase(passphrase_fd), False
    else:
        passphrase, show = fresh_passphrase(passphrase_fd)
    make(folder, address=address, days=days, passphrase=passphrase)
    if show:
        click.echo(words("Frase de paso del certificado (sólo se muestra aquí):",
                         "Passphrase of the certificate (shown here only):"))
        click.secho(f"  {passphrase}", bold=True)
    click.echo(words(f"Instala en cada teléfono: {folder / AUTHORITY}", f"Install on each phone: {folder / AUTHORITY}"))
    click.echo(words(f"Su huella, para comparar: {fingerprint(folder)}",
                     f"Its fingerprint, to compare: {fingerprint(folder)}"))
    click.echo(words("Cómo se instala y cómo se quita después: docs/how-to/capture-on-phones.md",
                     "How to install it, and to remove it afterwards: docs/how-to/capture-on-phones.md"))
