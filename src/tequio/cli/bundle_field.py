"""`tequio bundle start` and `lend`: a machine for the field, and what it is lent."""

import shutil
from pathlib import Path

import click

from tequio.chain.build import finish, prepare
from tequio.chain.django_home import close_home, move_home, open_home
from tequio.cli.keeping import entered, fresh_passphrase, show_passphrase
from tequio.cli.language import words
from tequio.exchange.files import new_file, read_text


@click.command(help=words(
    "Prepara una máquina nueva en una carpeta vacía, con la tarjeta de quien le prestará, y dice la suya.",
    "Prepares a new machine in an empty folder, with the card of whoever lends to it, and says its own."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--card", "card_file", required=True, type=click.Path(path_type=Path),
              help=words("Tarjeta de la coordinación.", "Card of the coordination."))
@click.option("--pseudonym", default="Campo", show_default=True,
              help=words("Con qué nombre se entra.", "The name one enters with."))
@click.option("--new-passphrase-fd", type=int, help=words(
    "Lee la frase de paso nueva de este descriptor; si falta, se hace y se muestra.",
    "Reads the new passphrase from this descriptor; without it, one is made and shown."))
def start(folder: Path, card_file: Path, pseudonym: str, new_passphrase_fd: int | None) -> None:
    text, folder = read_text(card_file), folder.resolve()
    passphrase, show = fresh_passphrase(new_passphrase_fd)
    staging = prepare(folder)
    try:
        open_home(staging)
        lender, own = _started(staging, text, pseudonym, passphrase)
        close_home()
        finish(staging, folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    move_home(folder)
    click.echo(words(f"Lista en {folder}. Presta: {lender}", f"Ready in {folder}. Lent by: {lender}"))
    if show:
        show_passphrase(pseudonym, passphrase)
    click.echo(words("La tarjeta de esta máquina, para la coordinación:", "This machine's card, for the coordination:"))
    click.echo(own, nl=False)


def _started(folder: Path, text: str, pseudonym: str, passphrase: str) -> tuple[str, str]:
    # Models can be imported only once Django knows its home.
    from tequio.exchange.cards import card_text, own_card, read_card
    from tequio.exchange.starting import start_machine
    from tequio.foundation.vault.keyring import keyring
    card = read_card(text)
    process = start_machine(folder=folder, card=card, pseudonym=pseudonym, passphrase=passphrase)
    own = own_card(process.pk, keyring.of(process.pk), folder)
    return f"{card.name} · {card.words}", card_text(own, folder)


@click.command(help=words(
    "Escribe el primer paquete para una máquina de campo: lo que necesita, de esos territorios y nada más.",
    "Writes the first bundle for a machine of the field: what it needs, of those territories and no more."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--card", "card_file", required=True, type=click.Path(path_type=Path),
              help=words("Tarjeta de la máquina de campo.", "Card of the machine of the field."))
@click.option("--territory", "territories", required=True, multiple=True, metavar="KEY",
              help=words("Clave de un territorio; se puede repetir.", "Key of a territory; may be repeated."))
@click.option("--with-voices", is_flag=True, help=words(
    "También lo que ya se dijo ahí; sin esto sólo lo planeado.",
    "Also what was said there already; without this only what is planned."))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=words("Archivo nuevo.", "New file."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def lend(folder: Path, card_file: Path, territories: tuple[str, ...], with_voices: bool, out: Path,
         passphrase_fd: int | None) -> None:
    text = read_text(card_file)
    process, actor = entered(folder, passphrase_fd)
    from tequio.exchange.actions import lend as lend_to
    from tequio.exchange.cards import read_card
    card = read_card(text)
    with new_file(out.resolve()) as write:
        size = write(lend_to(actor=actor, process=process, card=card, territories=territories, words=with_voices))
    click.echo(words(f"Se presta a {card.name}. Compara de viva voz sus palabras antes de entregarlo:",
                     f"Lent to {card.name}. Compare its words aloud before you hand it over:"))
    click.secho(f"  {card.words}", bold=True)
    click.echo(words(f"Paquete: {out} ({size}).", f"Bundle: {out} ({size})."))
    close_home()
