"""`tequio trace ITEM`: who stands behind a line, and what became of what was said."""

from collections.abc import Iterator
from pathlib import Path

import click

from tequio.chain.django_home import open_home
from tequio.cli.language import chosen, words
from tequio.cli.serve import read_passphrase, unlocked
from tequio.foundation.errors import TequioError
from tequio.foundation.intake.tidy import seen

LONGEST = 160


@click.command(help=words(
    "Quién está detrás de una línea, y qué fue de lo que se dijo. ITEM es la clave de una voz, un hallazgo, una "
    "propuesta, un punto, una respuesta o un compromiso, o su UUID. Sin frase de paso sólo se dan cuentas gruesas.",
    "Who stands behind a line, and what became of what was said. ITEM is the key of a voice, finding, proposal, item, "
    "response or commitment, or its UUID. Without a passphrase only coarse counts are given."))
@click.argument("item")
@click.option("--in", "folder", type=click.Path(path_type=Path), default=".",
              help=words("Carpeta del proceso construido.", "Folder of the built process."))
@click.option("--passphrase-fd", type=int,
              help=words("Con ella se muestran las palabras.", "With it, words are shown."))
def command(item: str, folder: Path, passphrase_fd: int | None) -> None:
    folder = folder.resolve()
    if not (folder / "keys").is_dir():
        raise TequioError("TQ-911", value=folder)
    open_home(folder)
    if passphrase_fd is not None:
        unlocked(folder, read_passphrase(passphrase_fd))
    for line in told(item, team=passphrase_fd is not None):
        click.echo(seen(line))


def told(item: str, *, team: bool) -> Iterator[str]:
    """The trail as lines to read aloud. Raises TQ-913 for a key that names nothing."""
    # Models can be imported only once Django knows its home.
    from django.utils.translation import override

    from tequio.agendas.queries import example_keys
    from tequio.protection.trails import Node, Side, keyed, trail

    def path(node: Node, deep: int) -> Iterator[str]:
        says, indent = f" ({node.says})" if node.says else "", "  " * deep
        again = words(" (su camino está arriba)", " (its path is above)") if node.again else ""
        yield f"{indent}· {node.label}{says}: {' '.join(node.title.split())[:LONGEST]}{again}"
        for after in node.after:
            yield from path(after, deep + 1)
        yield from more(node.beyond, deep + 1)

    def more(beyond: int, deep: int) -> Iterator[str]:
        if beyond:
            yield "  " * deep + words(f"· y {beyond} más", f"· and {beyond} more")

    def side(heading: str, found: Side, *differ: str) -> Iterator[str]:
        yield f"{heading}:"
        for one in found.kinds:
            counted = [one.count, f"{words(*differ)} {one.differ}" if one.differ else ""]
            yield f"  {one.plural}: " + ", ".join(part for part in counted if part)
        for node in found.paths:
            yield from path(node, 2)
        yield from more(found.beyond, 2)
        if not found.kinds:
            yield words("  nada todavía", "  nothing yet")

    row = keyed(item)
    if row is None:
        raise TequioError("TQ-913", value=item, near=", ".join(example_keys()))
    with override(chosen()):
        found = trail(row, team=team, language=chosen())
        yield f"{found.label} {item}" + (f": {found.title}" if found.title else "")
        yield from side(words("Quién sostiene esta línea", "Who stands behind this line"), found.behind,
                        "difieren", "differing:")
        yield from side(words("Qué fue de lo que dijimos", "What became of what we said"), found.became,
                        "se difiere de", "differed from:")
