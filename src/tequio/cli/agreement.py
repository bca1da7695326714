"""`tequio agreement FILE --out DIR`: how far coders agree, for researchers who need nothing else."""

import json
import shutil
from pathlib import Path
from typing import get_args

import click

from tequio.chain.build import finish, prepare
from tequio.cli.agreement_page import page
from tequio.cli.language import chosen, words
from tequio.diagnosis.agreement.columns import NAMES
from tequio.diagnosis.agreement.interval import RESAMPLES, SEED
from tequio.diagnosis.agreement.reading import Reading, read_table
from tequio.diagnosis.agreement.report import report
from tequio.foundation.errors import TequioError


@click.command(help=words(
    "Qué tanto coinciden quienes codificaron, a partir de una tabla larga (CSV, XLSX, ODS…): unit, coder, value; para "
    "pasajes coder, start, length, value; para vínculos unit, coder, origin, relation, goal. Escribe agreement.json y "
    "una página. Una unidad sin fila de alguien no la abrió esa persona: no cuenta como «no».",
    "How far coders agree, from a long table (CSV, XLSX, ODS…): unit, coder, value; for passages coder, start, length, "
    "value; for links unit, coder, origin, relation, goal. Writes agreement.json and a page. A unit without a row of "
    "somebody was not opened by that person: it is no «no»."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path))
@click.option("--sheet", help=words("Hoja del archivo.", "Sheet of the file."))
@click.option("--column", "columns", multiple=True, metavar="MEANING=COLUMN", help=words(
    "Qué columna lleva qué, si se llaman de otro modo: unit=Segmento.",
    "Which column holds what, where names differ: unit=Segment."))
@click.option("--codes", type=click.Choice(get_args(Reading)), default="auto", show_default=True, help=words(
    "Una categoría por unidad (categories) o varios códigos (several).",
    "One category to a unit (categories) or several codes (several)."))
@click.option("--all-opened", is_flag=True, help=words(
    "Todas las personas abrieron todas las unidades: donde no hay fila, la respuesta es «no».",
    "Everybody opened every unit: where there is no row the answer is «no»."))
@click.option("--without", multiple=True, metavar="CODER", help=words(
    "Deja fuera a alguien, por ejemplo a quien resolvió las diferencias.",
    "Leaves somebody out, for instance whoever settled the differences."))
@click.option("--begin", default=0, show_default=True, help=words("Dónde empieza el texto.", "Where the text begins."))
@click.option("--end", type=int, help=words("Dónde termina el texto.", "Where the text ends."))
@click.option("--resamples", type=click.IntRange(100, 100_000), default=RESAMPLES, show_default=True)
@click.option("--seed", default=SEED, show_default=True)
def command(file: Path, folder: Path, sheet: str | None, columns: tuple[str, ...], codes: Reading, all_opened: bool,
            without: tuple[str, ...], begin: int, end: int | None, resamples: int, seed: int) -> None:
    table = read_table(file, sheet=sheet, named=_named(columns), without=without, begin=begin, end=end)
    account = report(table, read_as=codes, all_opened=all_opened, resamples=resamples, seed=seed)
    staging = prepare(folder.resolve())
    try:
        (staging / "agreement.json").write_text(json.dumps(account, ensure_ascii=False, indent=1), encoding="utf-8")
        (staging / "agreement.html").write_text(page(account, chosen()), encoding="utf-8")
        finish(staging, folder.resolve())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    click.echo(words(f"Listo: {folder}", f"Done: {folder}"))


def _named(columns: tuple[str, ...]) -> dict[str, str]:
    named = {}
    for one in columns:
        meaning, sign, column = one.partition("=")
        if not sign or not column or meaning not in NAMES:
            raise TequioError("TQ-152", value=one, known=", ".join(NAMES))
        named[meaning] = column
    return named
