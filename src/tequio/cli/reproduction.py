"""`tequio reproduction SPEC.toml --out DIR`: how much follows earlier events, with the checks that keep it honest."""

import hashlib
import json
import resource
import shutil
import time
from pathlib import Path
from typing import Any

import click

from tequio.chain.build import finish, prepare
from tequio.cli.language import chosen, words


@click.command(help=words(
    "Mide cuánto de lo registrado sigue a lo registrado antes, ahí y en las áreas vecinas, a partir de un archivo "
    "SPEC.toml y sus tablas. Revuelve los meses para ver si el modelo encuentra lo que no hay: si lo encuentra, el "
    "resultado sale en rojo. Dice «sigue a», nunca «causa». No sirve para señalar lugares ni personas.",
    "Measures how much of what is recorded follows what was recorded before, there and in neighbouring areas, from a "
    "file SPEC.toml and its tables. It shuffles the months to see whether the model finds what is not there: if it "
    "does, the result comes out red. It says “follows”, never “causes”. It is not for pointing at places or people."))
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path))
@click.option("--threads", default=1, show_default=True, help=words("Hilos de cálculo.", "Threads for computing."))
def command(spec: Path, folder: Path, threads: int) -> None:
    # NumPy and SciPy are read only when this command runs.
    from threadpoolctl import threadpool_limits

    from tequio.measurement.reproduction.report import as_table, run
    from tequio.measurement.reproduction.spec_file import read

    began = time.perf_counter()
    asked = read(spec)
    staging = prepare(folder.resolve())
    try:
        with threadpool_limits(threads):
            report = run(asked)
        answer: dict[str, Any] = as_table(report) | {
            "inputs": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in asked.files},
            "seconds": round(time.perf_counter() - began, 3),
            "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
        text = json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False)
        (staging / "result.json").write_text(text, encoding="utf-8")
        finish(staging, folder.resolve())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    number = report.fit.number
    click.echo(f"R = {number.value:.3f} [{number.low:.3f}, {number.high:.3f}]")
    if verdict := report.verdict(chosen()):
        click.echo(click.style(verdict, fg="red") if report.red else verdict)
    click.echo(words(f"Listo: {folder}", f"Done: {folder}"))
