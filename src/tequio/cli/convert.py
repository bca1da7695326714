"""`tequio convert A B`: a project of qualitative analysis from one tool's format to another's, with what was lost."""

import json
import os
from pathlib import Path
from typing import Any

import click

from tequio.cli.language import chosen, words
from tequio.diagnosis.refi_qda import Opened, Project, codebook_bytes, open_project, project_bytes
from tequio.diagnosis.refi_qda.tables import codes, codings
from tequio.foundation.errors import TequioError
from tequio.foundation.spreadsheets import csv_text
from tequio.listening.xlsform_book import written

REPORT = ".json"
ENDINGS = (".qdpx", ".qdc", ".csv", ".xlsx")


@click.command(help=words(
    "Pasa un proyecto de análisis cualitativo de un formato a otro: lee .qdpx y .qdc (NVivo, ATLAS.ti, MAXQDA, "
    "Quirkos), bases de QualCoder y de Taguette; escribe .qdpx, .qdc, .csv y .xlsx. Junto al archivo deja un informe: "
    "qué se conservó, qué se listó y por qué.",
    "Brings a project of qualitative analysis from one format to another: reads .qdpx and .qdc (NVivo, ATLAS.ti, "
    "MAXQDA, Quirkos) and databases of QualCoder and Taguette; writes .qdpx, .qdc, .csv and .xlsx. Beside the file it "
    "leaves a report: what was kept, what was listed and why."))
@click.argument("source", metavar="A", type=click.Path(path_type=Path))
@click.argument("target", metavar="B", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--project", "which", default="", help=words(
    "De una base de Taguette con varios proyectos, el número de uno.",
    "Of a Taguette database with several projects, the number of one."))
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help=words(
    "Dónde queda el informe; si falta, B.json.", "Where the report goes; without it, B.json."))
def command(source: Path, target: Path, which: str, report: Path | None) -> None:
    report = report or target.with_name(target.name + REPORT)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise TequioError("TQ-164", value=ending or "?", known=".qdpx, .qdc, .qda, .sqlite3")
    check_new(target, report)
    opened = open_project(source, which=which)
    data = as_file(opened.project, ending)
    told = json.dumps(opened.account.as_json(opened.project.counts()), ensure_ascii=False, indent=1)
    write_new(target, data)
    write_new(report, f"{told}\n".encode())
    tell(opened)
    click.echo(words(f"Listo: {target.name}. Informe: {report.name}.", f"Done: {target.name}. Report: {report.name}."))


def as_file(project: Project, ending: str) -> bytes:
    """A project in one of the formats that are written. Raises TQ-169 for a codebook without codes."""
    if ending == ".qdpx":
        return project_bytes(project)
    if ending == ".qdc":
        if not project.codes:
            raise TequioError("TQ-169")
        return codebook_bytes(project)
    if ending == ".xlsx":
        return written({"codings": list(codings(project)), "codes": list(codes(project))})
    rows = list(codings(project) if project.sources else codes(project))
    columns = list(rows[0]) if rows else []
    return csv_text([columns, *([row[column] for column in columns] for row in rows)]).encode("utf-8-sig")


def check_new(*paths: Path) -> None:
    """Raises TQ-914 where one of them is there already."""
    for path in paths:
        if path.exists() or path.is_symlink():
            raise TequioError("TQ-914", file=path.name)


def write_new(path: Path, data: bytes) -> None:
    """For this account alone, whole or not at all. Raises TQ-132, TQ-914."""
    beside = path.with_name(f"{path.name}.partial")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        check_new(path)
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise TequioError("TQ-132", file=path.name) from fault


def tell(opened: Opened) -> None:
    """What was kept and what was not, in a few lines."""
    kept = opened.project.counts()
    report: dict[str, Any] = opened.account.as_json(kept)
    click.echo(words(f"Se conservan {kept['sources']} fuentes, {kept['codes']} códigos, {kept['selections']} pasajes "
                     f"y {kept['codings']} codificaciones.",
                     f"Kept: {kept['sources']} sources, {kept['codes']} codes, {kept['selections']} passages and "
                     f"{kept['codings']} codings."))
    for one in (*report["listed"], *report["noticed"]):
        click.echo(f"  {one['count']} × {one['kind']}: {one['why'][chosen()]}")
    share = opened.account.reading.get("share")
    if opened.account.doubtful and isinstance(share, float):
        click.echo(words(
            f"Ojo: sólo {share:.0%} de los pasajes empiezan donde empieza una palabra. Revisa las posiciones antes de "
            "usarlos.",
            f"Mind: only {share:.0%} of the passages begin where a word begins. Look at the positions before you use "
            "them."))
