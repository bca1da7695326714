"""`tequio deidentify IN.jsonl --out OUT.jsonl`: the detector alone."""

from pathlib import Path

import click

from tequio.cli.language import words
from tequio.protection.deidentify.jsonl import mask_file, read_glossary


@click.command(help=words(
    "Tapa nombres, lugares y números. Lee una línea JSON por texto ({id, text}) y escribe {id, masked, spans}. "
    "Ningún detector es seguro por sí solo: dos personas leen antes de que algo salga.",
    "Masks names, places and numbers. Reads one JSON line per text ({id, text}) and writes {id, masked, spans}. "
    "No detector is safe alone: two people read before anything leaves."))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path))
@click.option("--glossary", type=click.Path(path_type=Path), help=words(
    "Palabras que siempre se tapan, una por línea; después de un tabulador, su etiqueta.",
    "Words that are always masked, one per line; after a tab, their label."))
def command(source: Path, out: Path, glossary: Path | None) -> None:
    count = mask_file(source, out, glossary=read_glossary(glossary) if glossary else ())
    click.echo(words(f"{count} textos en {out}", f"{count} texts in {out}"))
