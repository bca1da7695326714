"""`tequio bundle send`, `take` and `rest`: there and back, as often as wanted."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tequio.chain.django_home import close_home
from tequio.cli.keeping import entered
from tequio.cli.language import words
from tequio.exchange.files import new_file, read_bundle
from tequio.exchange.parts import parts_of, written
from tequio.foundation.errors import TequioError

if TYPE_CHECKING:
    from tequio.exchange.taking import Received

NOTICES = {
    "again": ("Este paquete ya se había recibido; no cambia nada.",
              "This bundle had been taken before; nothing changes."),
    "older": ("Esa máquina está en un día anterior al último que se conoce: se recuperó de un respaldo, o este paquete "
              "llegó tarde. Pregunta.", "That machine is at an earlier day than the last one known: it was restored "
              "from a backup, or this bundle is late. Ask."),
    "changed": ("El registro de esa máquina no es el que se conocía. Pregunta antes de seguir.",
                "The audit of that machine is not the one that was known. Ask before you go on."),
    "waits": ("Esa máquina retiró algo que aquí sigue hasta que alguien decida: «tequio bundle conflicts».",
              "That machine took something back that stays here until somebody decides: «tequio bundle conflicts»."),
    "due": ("Llegó algo cuyo plazo ya se había cumplido aquí: corre «tequio purge».",
            "Something arrived whose due day had passed here: run «tequio purge»."),
}


@click.command(help=words("Escribe un paquete con lo que esa máquina no tiene.",
                          "Writes a bundle with what that machine does not have."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--to", "name", required=True, metavar="MACHINE",
              help=words("Su nombre, como lo dice «cards».", "Its name, as «cards» says it."))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=words("Archivo nuevo.", "New file."))
@click.option("--everything", is_flag=True, help=words("También lo que se sabe que ya tiene.",
                                                       "Also what it is known to have."))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def send(folder: Path, name: str, out: Path, everything: bool, passphrase_fd: int | None) -> None:
    out = out.resolve()
    process, actor = entered(folder, passphrase_fd)
    from tequio.exchange.actions import send as send_to
    with new_file(out) as write:
        size = write(send_to(actor=actor, process=process, name=name, everything=everything))
    click.echo(words(f"Paquete: {out} ({size}). Sólo {name} puede abrirlo.",
                     f"Bundle: {out} ({size}). Only {name} can open it."))
    close_home()


@click.command(help=words("Recibe paquetes; lo que llegó a medias se guarda y se completa después.",
                          "Takes bundles; what arrived in part is kept and completed later."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--passphrase-fd", type=int, help=words("Lee tu frase de paso de este descriptor.",
                                                      "Reads your passphrase from this descriptor."))
def take(folder: Path, files: tuple[Path, ...], passphrase_fd: int | None) -> None:
    contents = [read_bundle(path.resolve()) for path in files]
    process, actor = entered(folder, passphrase_fd)
    from tequio.exchange.taking import take as take_in
    for received in take_in(actor=actor, process=process, files=contents):
        for line in told(received):
            click.echo(line)
    close_home()


@click.command(help=words("Escribe en otro archivo las partes de un paquete que no llegaron; no abre nada.",
                          "Writes the parts of a bundle that did not arrive into another file; opens nothing."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "first", required=True, type=click.IntRange(min=1), metavar="N",
              help=words("La primera parte que falta.", "The first part that is missing."))
@click.option("--out", required=True, type=click.Path(path_type=Path), help=words("Archivo nuevo.", "New file."))
def rest(file: Path, first: int, out: Path) -> None:
    left = b"".join(written(arrived, first - 1) for arrived in parts_of(read_bundle(file)))
    if not left:
        raise TequioError("TQ-340", file=file.name)
    with new_file(out.resolve()) as write:
        size = write(left)
    click.echo(words(f"Desde la parte {first}: {out} ({size}).", f"From part {first} on: {out} ({size})."))


def told(received: "Received") -> list[str]:
    """What taking a bundle did, line by line."""
    lines = [words(f"De {received.machine}: cambiaron {received.rows} renglones, {received.ended} ya no vuelven.",
                   f"From {received.machine}: {received.rows} rows changed, {received.ended} never come back.")]
    lines += [words(*NOTICES[notice]) for notice in received.notices]
    if received.conflicts:
        lines.append(words(f"Hay {received.conflicts} por decidir: «tequio bundle conflicts».",
                           f"{received.conflicts} to be decided: «tequio bundle conflicts»."))
    return lines
