"""`tequio capture`: serving the notes to phones in the same network, and taking in what somebody carried by hand."""

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home, open_home
from tequio.cli.keeping import entered
from tequio.cli.language import chosen, words
from tequio.cli.serve import HEAVIEST_BODY, read_passphrase
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    import ssl

THREADS, LONGEST_HEADERS = 8, 8192


@click.group(subcommand_metavar=words("ORDEN [ARGUMENTOS]...", "COMMAND [ARGUMENTS]..."),
             help=words("Notas tomadas en teléfonos, sin internet: servir la página y traer archivos.",
                        "Notes taken on phones without internet: serving the page and taking files in."))
def command() -> None:
    pass


@command.command("take", short_help=words("Trae el archivo que sacó un teléfono.", "Takes in a file from a phone."),
                 help=words(
    "Trae al proceso el archivo que un teléfono sacó con «Sacar a un archivo». Lo que ya había llegado no se repite.",
    "Takes in the file that a phone made with “Take out to a file”. What had arrived already is not repeated."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def take(folder: Path, file: Path, passphrase_fd: int | None) -> None:
    process, actor = entered(folder, passphrase_fd)
    # Models can be imported only once Django knows its home.
    from tequio.listening.capture.taking import take_file
    taken = take_file(actor=actor, process=process, data=file.read_bytes())
    click.echo(words(f"Nuevas: {taken.new}. Ya estaban: {taken.known}.",
                     f"New: {taken.new}. Here already: {taken.known}."))
    for problem in taken.problems:
        click.echo(problem.message(chosen()), err=True)
    close_home()
    if taken.problems:
        sys.exit(1)


@command.command("serve", short_help=words("Sirve la página de notas.", "Serves the page of notes."), help=words(
    "Sirve a los teléfonos la página de notas y nada más, con la bóveda cerrada, hasta Ctrl-C. Sin --certificate la "
    "página funciona abierta y avisa de lo que no se protege.",
    "Serves the page of notes to phones and nothing else, with the vault closed, until Ctrl-C. Without --certificate "
    "the page works while open and says what is not protected."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--address", default="127.0.0.1", show_default=True, help=words(
    "El número de esta máquina en la red de los teléfonos.", "The number of this machine in the phones' network."))
@click.option("--port", default=8443, show_default=True)
@click.option("--certificate", type=click.Path(path_type=Path), help=words(
    "La carpeta que hizo «tequio certificate».", "The folder that “tequio certificate” made."))
@click.option("--passphrase-fd", type=int, help=words("Lee de este descriptor la frase de paso del certificado.",
                                                      "Reads the certificate's passphrase from this descriptor."))
def serve(folder: Path, address: str, port: int, certificate: Path | None, passphrase_fd: int | None) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    _check_free(address, port)
    names, context = [address], None
    if certificate:
        from tequio.cli.certificate_files import names_of, tls
        context = tls(certificate, read_passphrase(passphrase_fd))
        names = names_of(certificate)
    os.environ["TEQUIO_HOSTS"] = ",".join({address, *names})
    os.environ["TEQUIO_TLS"] = "yes" if context else "no"
    open_home(folder)
    url = f"http{'s' if context else ''}://{address if address in names or not context else names[0]}:{port}"
    from tequio.listening.capture.views import ADDRESS_FILE
    (folder / ADDRESS_FILE).write_text(url, encoding="ascii")
    click.echo(words(f"Los teléfonos abren: {url}/nota/", f"Phones open: {url}/nota/"))
    click.echo(words("Los enlaces se hacen en la página «Teléfonos» de cada encuentro. Ctrl-C para cerrar.",
                     "Links are made on the page “Phones” of each encounter. Ctrl-C to close."))
    sys.stdout.flush()
    _run(address, port, context)


def _check_free(address: str, port: int) -> None:
    """Raises TQ-912 when somebody else answers there, before anything is opened."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((address, port))
        except OSError as fault:
            raise TequioError("TQ-912", value=port) from fault


def _run(address: str, port: int, context: "ssl.SSLContext | None") -> None:
    """One program, several threads: how fast letters come is counted in its memory. Nothing is logged.

    A thread is taken for a letter that has arrived whole: phones that send slowly, or that only pretend to, hold up
    nobody. Under a certificate TLS is taken off in front of the same server.
    """
    from tequio.foundation.serving import Unwrapped, server
    from tequio.web.phones import application
    settings = {"threads": THREADS, "max_request_header_size": LONGEST_HEADERS, "max_request_body_size": HEAVIEST_BODY,
                "inbuf_overflow": 2 * HEAVIEST_BODY, "outbuf_overflow": 2 * HEAVIEST_BODY}
    if context is None:
        server(application, host=address, port=port, **settings).run()
        return
    inner = server(application, host="127.0.0.1", port=0, url_scheme="https", **settings)
    front = Unwrapped(context, host=address, port=port, behind=int(inner.effective_port))
    try:
        inner.run()
    finally:
        front.stop()
