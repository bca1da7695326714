"""`tequio serve FOLDER`: opens a built process on this machine, until Ctrl-C."""

import os
import sys
import webbrowser
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from tequio.chain.closing.journal import refusal
from tequio.chain.django_home import open_home
from tequio.cli.language import words
from tequio.foundation.errors import TequioError

THREADS = 8
# As much as Django holds in memory. A body that announces more is answered before it is read.
HEAVIEST_BODY = 2**24


@click.command(help=words("Sirve las páginas de un proceso ya construido.", "Serves the pages of a built process."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--port", default=8350, show_default=True)
@click.option("--passphrase-fd", type=int, help=words(
    "Lee la frase de paso de este descriptor en vez de preguntarla.",
    "Reads the passphrase from this descriptor instead of asking."))
@click.option("--no-browser", is_flag=True, help=words("No abre el navegador.", "Opens no browser."))
def command(folder: Path, port: int, passphrase_fd: int | None, no_browser: bool) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    passphrase = read_passphrase(passphrase_fd)
    open_home(folder)
    process_id, pseudonym = unlocked(folder, passphrase)
    serve(process_id, pseudonym, port=port, browser=not no_browser)


def read_passphrase(descriptor: int | None) -> str:
    """From the descriptor, or asked for without showing it."""
    if descriptor is None:
        return str(click.prompt(words("Frase de paso", "Passphrase"), hide_input=True))
    with os.fdopen(descriptor) as file:
        return file.readline().strip()


def unlocked(folder: Path, passphrase: str) -> tuple[UUID, str]:
    """Open the process the passphrase belongs to; whose it is.

    Raises TQ-303, TQ-313, and TQ-360 or TQ-361 where nothing opens any more, whatever the passphrase.
    """
    from tequio.web.entrance import by_passphrase
    try:
        process_id, user = by_passphrase(folder, passphrase)
    except TequioError as fault:
        raise refusal(folder) or fault from fault
    from tequio.foundation.vault.keyring import keyring
    if keyring.of(process_id).just_sealed:
        click.echo(words("Nota: el archivo de llaves venía de una versión sin sello y acaba de sellarse. Comparen las "
                         "huellas con «./tequio people» antes de quitar a alguien.",
                         "Note: the key file came from a version without a seal and has just been sealed. Compare the "
                         "fingerprints with «./tequio people» before anybody is removed."), err=True)
    return process_id, user.pseudonym


def listening(application: Any, port: int) -> Any:
    """A waitress on this machine that writes no body to disk: what it takes in at most lies below where it would."""
    from tequio.foundation.serving import server
    return server(application, host="127.0.0.1", port=port, threads=THREADS, max_request_body_size=HEAVIEST_BODY,
                  inbuf_overflow=2 * HEAVIEST_BODY, outbuf_overflow=2 * HEAVIEST_BODY)


def serve(process_id: UUID, pseudonym: str, *, port: int, browser: bool) -> None:
    """Serve on this machine only; the printed link enters once."""
    from tequio.web.entrance import new_link
    from tequio.web.wsgi import application
    try:
        server = listening(application, port)
    except OSError as fault:
        raise TequioError("TQ-912", value=port) from fault
    link = f"http://127.0.0.1:{server.effective_port}/entrar/{new_link(process_id, pseudonym)}/"
    click.echo(words("Abierto en (este enlace sirve una vez):", "Open at (this link works once):"))
    click.echo(f"  {link}")
    click.echo(words("Ctrl-C para cerrar.", "Ctrl-C to close."))
    sys.stdout.flush()
    if browser:
        webbrowser.open(link)
    server.run()
