"""`tequio build PROCESS.toml --out DIR`: the whole chain without a browser."""

from pathlib import Path

import click
from rich.console import Console

from tequio.chain.build import Built, build
from tequio.cli.language import chosen, words
from tequio.cli.progress import report, told
from tequio.cli.serve import read_passphrase
from tequio.foundation.vault.people import check_strength


@click.command(help=words("Recorre toda la cadena a partir de un archivo de proceso.",
                          "Runs the whole chain from a process file."))
@click.argument("process_file", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path),
              help=words("Carpeta nueva para el resultado.", "New folder for the result."))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase que abrirá la bóveda; si falta, se hace una nueva y se muestra.",
    "Reads from this descriptor the passphrase that will open the vault; without it, a fresh one is made and shown."))
@click.option("--allow-outside", is_flag=True, help=words(
    "Lee también archivos que están fuera de la carpeta del archivo de proceso. Sólo si tú escribiste ese archivo.",
    "Also reads files outside the folder of the process file. Only where you wrote that file yourself."))
def command(process_file: Path, folder: Path, passphrase_fd: int | None, allow_outside: bool) -> None:
    passphrase = None if passphrase_fd is None else read_passphrase(passphrase_fd)
    if passphrase is not None:
        check_strength(passphrase, "")
    console = Console()
    with told(console) as tell:
        built = build(process_file, folder, passphrase=passphrase, tell=tell, language=chosen(),
                      allow_outside=allow_outside)
    report(console, built.ledger)
    say_where(console, built, secret=passphrase is None)


def say_where(console: Console, built: Built, *, secret: bool) -> None:
    console.print(words(f"Listo: {built.folder}", f"Done: {built.folder}"), highlight=False, soft_wrap=True)
    console.print(words("  documentos/  borradores internos, sin revisar; build.json  la cuenta de todo",
                        "  documentos/  internal drafts, not reviewed; build.json  the account of it all"),
                  highlight=False, soft_wrap=True)
    if secret:
        console.print(words("  Frase de paso (sólo se muestra aquí):", "  Passphrase (shown here only):"),
                      f"[bold]{built.passphrase}[/bold]", highlight=False, soft_wrap=True)
        console.print(words(f"  Huella de tu llave, para el mismo papel: {built.fingerprint}",
                            f"  Fingerprint of your key, for the same paper: {built.fingerprint}"),
                      highlight=False, soft_wrap=True)
    console.print(words(f"  Para verlo: ./tequio serve {built.folder}", f"  To see it: ./tequio serve {built.folder}"),
                  highlight=False, soft_wrap=True)
