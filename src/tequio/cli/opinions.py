"""`tequio opinions VOTES.csv --out DIR`: the opinion engine alone."""

import csv
import json
import resource
import shutil
import time
from contextlib import ExitStack
from pathlib import Path

import click

from tequio.chain.build import finish, prepare
from tequio.cli.language import chosen, words
from tequio.cli.opinions_page import page
from tequio.deliberation.opinion import MODES, Opinions, analyse
from tequio.deliberation.summary import summary
from tequio.deliberation.votes_file import read_votes


@click.command(help=words(
    "Grupos de opinión, acuerdos y una lista que representa, a partir de una tabla de votos (columnas de Polis, su "
    "tabla ancha, o participant, statement, vote; CSV o Parquet). Aquí nadie revisa si una afirmación reproduce "
    "violencia: todo sale marcado «sin revisar». groups.csv dice a qué grupo va cada quien: no se publica.",
    "Opinion groups, common ground and a representative slate from a table of votes (Polis columns, its wide table, "
    "or participant, statement, vote; CSV or Parquet). Nobody reviews here whether a statement reproduces violence: "
    "all of it comes out marked «not reviewed». groups.csv says who is in which group: it is not for publishing."))
@click.argument("votes", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path))
@click.option("--mode", type=click.Choice(MODES), default=MODES[0], show_default=True)
@click.option("--threads", default=1, show_default=True)
@click.option("--resamples", default=100, show_default=True)
@click.option("--cluster", help=words("Dirección de un programador de Dask.", "Address of a Dask scheduler."))
def command(votes: Path, folder: Path, mode: str, threads: int, resamples: int, cluster: str | None) -> None:
    watch = Watch()
    watch("reading")
    table = read_votes(votes, threads=threads)
    staging = prepare(folder.resolve())
    try:
        with ExitStack() as stack:
            blocks = None
            if cluster:
                # Dask is an optional part: it is imported only where somebody asks for a cluster.
                from tequio.deliberation.opinion.cluster import ClusterBlocks, connect
                blocks = stack.enter_context(ClusterBlocks(table, stack.enter_context(connect(cluster))))
            found = analyse(table, mode=mode, threads=threads, resamples=resamples, blocks=blocks, on_step=watch)
        watch("")
        write(staging, found, watch.seconds)
        finish(staging, folder.resolve())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    click.echo(words(f"Listo: {folder}", f"Done: {folder}"))


class Watch:
    """Seconds per step; calling it ends one step and begins the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._step, self._began = "", 0.0

    def __call__(self, step: str) -> None:
        now = time.perf_counter()
        if self._step:
            self.seconds[self._step] = round(self.seconds.get(self._step, 0.0) + now - self._began, 4)
        self._step, self._began = step, now


def write(folder: Path, found: Opinions, seconds: dict[str, float]) -> None:
    """opinions.json and opinions.html, exact and not reviewed, and groups.csv: all of them for the team alone."""
    answer = summary(found) | {
        "seconds": seconds, "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
    (folder / "opinions.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "opinions.html").write_text(page(answer, chosen()), encoding="utf-8")
    path = folder / "groups.csv"
    path.touch(mode=0o600)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("participant", "group"))
        if found.groups is not None:
            writer.writerows((person, int(label) + 1 if label >= 0 else "")
                             for person, label in zip(found.participants, found.groups.labels, strict=True))
