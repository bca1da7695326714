"""`tequio account FOLDER`: what became of every row of a build, exactly, for whoever may read words."""

import json
from pathlib import Path

import click

from tequio.chain.account import read_exact
from tequio.cli.keeping import entered
from tequio.cli.language import words


@click.command(help=words(
    "La cuenta exacta de lo que se construyó, como JSON: cada archivo, cada fila listada y su razón. build.json la da "
    "gruesa y sin nombres.",
    "The exact account of what was built, as JSON: every file, every listed row and its reason. build.json gives it "
    "coarse and without names."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--passphrase-fd", type=int, help=words(
    "Lee de este descriptor la frase de paso.", "Reads the passphrase from this descriptor."))
def command(folder: Path, passphrase_fd: int | None) -> None:
    process, actor = entered(folder, passphrase_fd)
    # Models can be imported only once Django knows its home.
    from tequio.foundation.accounts.permissions import require
    require(actor, "read_words", process_id=process.pk)
    click.echo(json.dumps(read_exact(folder.resolve(), process.pk), ensure_ascii=False, indent=1))
