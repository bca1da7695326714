"""`tequio serve FOLDER`: opens a built process on this machine, until Ctrl-C."""

import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from tequio.chain.closing.journal import refusal
from tequio.chain.django_home import open_home
from tequio.cli.language import chosen, words
from tequio.cli.memory import start_again_when_closed
from tequio.cli.opening import close_page, open_browser
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
@click.option("--closed", is_flag=True, help=words(
    "Empieza con el proceso cerrado: se abre en la puerta, con una frase de paso.",
    "Starts with the process closed: it is opened at the door, with a passphrase."))
@click.option("--door-fd", type=int, hidden=True)
def command(folder: Path, port: int, passphrase_fd: int | None, no_browser: bool, closed: bool,
            door_fd: int | None) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    if closed:
        open_home(folder)
        serve_closed(port=port, door=door_fd)
        return
    passphrase = read_passphrase(passphrase_fd)
    open_home(folder)
    process_id, pseudonym = unlocked(folder, passphrase)
    del passphrase
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


def listening(application: Any, port: int, door: int | None = None) -> Any:
    """A waitress on this machine that writes no body to disk: what it takes in at most lies below where it would.

    `door` is a socket that a program before this one left open.
    """
    from tequio.foundation.serving import server
    return server(application, host="127.0.0.1", port=port, door=door, threads=THREADS,
                  max_request_body_size=HEAVIEST_BODY, inbuf_overflow=2 * HEAVIEST_BODY,
                  outbuf_overflow=2 * HEAVIEST_BODY)


def serve(process_id: UUID, pseudonym: str, *, port: int, browser: bool) -> None:
    """Serve on this machine only; the printed link enters once."""
    from tequio.web.entrance import new_link
    from tequio.web.wsgi import application
    try:
        server = listening(application, port)
    except OSError as fault:
        raise TequioError("TQ-912", value=port) from fault
    token = new_link(process_id, pseudonym)
    link = f"http://127.0.0.1:{server.effective_port}/entrar/{token}/"
    click.echo(words("Abierto en (este enlace sirve una vez):", "Open at (this link works once):"))
    click.echo(f"  {link}")
    click.echo(words("Ctrl-C para cerrar.", "Ctrl-C to close."))
    sys.stdout.flush()
    home = Path(os.environ["TEQUIO_HOME"])
    start_again_when_closed(server, home, chosen())
    try:
        if browser:
            open_browser(home, server.effective_port, token)
        server.run()
    finally:
        close_page(home)


def serve_closed(*, port: int, door: int | None) -> None:
    """Serve with nothing open: whoever has a passphrase opens at the door."""
    from tequio.web.wsgi import application
    try:
        server = listening(application, port, door)
    except OSError as fault:
        raise TequioError("TQ-912", value=port) from fault
    click.echo(words(f"Cerrado. Se abre en http://127.0.0.1:{server.effective_port}/entrar/",
                     f"Closed. Open it at http://127.0.0.1:{server.effective_port}/entrar/"))
    sys.stdout.flush()
    start_again_when_closed(server, Path(os.environ["TEQUIO_HOME"]), chosen())
    server.run()
