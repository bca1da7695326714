"""`tequio trace ITEM`: who stands behind a line, and what became of what was said."""

from collections.abc import Collection, Iterator
from pathlib import Path
from uuid import UUID

import click

from tequio.cli.keeping import built, entered, looking
from tequio.cli.language import chosen, words
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
    if passphrase_fd is None:
        built(folder)
        from tequio.foundation.vault.keyring import kept_here
        lines = list(told(item, kept_here(folder), team=False))
    else:
        process, actor = entered(folder, passphrase_fd)
        with looking(process, actor, "read_words"):
            lines = list(told(item, {process.pk}, team=True))
    for line in lines:
        click.echo(seen(line))


def told(item: str, processes: Collection[UUID], *, team: bool) -> Iterator[str]:
    """The trail as lines to read aloud. Raises TQ-913 for a key that names nothing where whoever asks may look."""
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

    row = keyed(item, processes)
    if row is None:
        raise TequioError("TQ-913", value=item, near=", ".join(example_keys(processes)))
    with override(chosen()):
        found = trail(row, team=team, language=chosen())
        yield f"{found.label} {item}" + (f": {found.title}" if found.title else "")
        yield from side(words("Quién sostiene esta línea", "Who stands behind this line"), found.behind,
                        "difieren", "differing:")
        yield from side(words("Qué fue de lo que dijimos", "What became of what we said"), found.became,
                        "se difiere de", "differed from:")
