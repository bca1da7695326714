"""`tequio recipient`: the address to which a process can be handed over, made from a passphrase that stays here."""

import click

from tequio.cli.keeping import fresh_passphrase, show_passphrase
from tequio.cli.language import words


@click.command(help=words(
    "Hace la dirección a la que otra organización te entrega un proceso. Sale de una frase de paso que sólo tú "
    "conoces: con ella abrirás lo que llegue.",
    "Makes the address to which another organisation hands a process over to you. It comes from a passphrase that only "
    "you know: it will open what arrives."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee la frase de este descriptor; si falta, se hace una nueva y se muestra.",
    "Reads the passphrase from this descriptor; without it, a fresh one is made and shown."))
def command(passphrase_fd: int | None) -> None:
    from tequio.chain.closing.recipient import PSEUDONYM, address
    passphrase, show = fresh_passphrase(passphrase_fd)
    if show:
        show_passphrase(PSEUDONYM, passphrase)
    click.echo(address(passphrase))
