"""`tequio opinions VOTES.csv --out DIR`: the opinion engine alone."""

import json
import resource
import shutil
import time
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from tequio.chain.build import finish, prepare
from tequio.cli.language import chosen, words
from tequio.cli.opinions_page import page
from tequio.deliberation.moderated import (
    Comments,
    LeftOut,
    beside,
    cast,
    gone_from,
    read_comments,
    sign_of,
    without,
)
from tequio.deliberation.opinion import MODES, Opinions, VoteTable, analyse
from tequio.deliberation.summary import summary
from tequio.deliberation.votes_file import read_votes
from tequio.foundation.errors import TequioError
from tequio.foundation.spreadsheets import csv_text

POLIS_MODE = "polis"


@click.command(help=words(
    "Grupos de opinión, acuerdos y una lista que representa, a partir de una tabla de votos (columnas de Polis, su "
    "tabla ancha, o participant, statement, vote; CSV o Parquet). Aquí nadie revisa si una afirmación reproduce "
    "violencia: todo sale marcado «sin revisar». groups.csv dice a qué grupo va cada quien: no se publica.",
    "Opinion groups, common ground and a representative slate from a table of votes (Polis columns, its wide table, "
    "or participant, statement, vote; CSV or Parquet). Nobody reviews here whether a statement reproduces violence: "
    "all of it comes out marked «not reviewed». groups.csv says who is in which group: it is not for publishing."))
@click.argument("votes", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path))
@click.option("--comments", type=click.Path(path_type=Path), help=words(
    "comments.csv de Polis: lo que la moderación sacó se queda fuera. Si está junto a los votos se toma solo.",
    "Polis' comments.csv: what its moderators took out stays out. Where it lies beside the votes it is read as well."))
@click.option("--with-moderated", is_flag=True, help=words(
    "Cuenta también lo que la moderación sacó.", "Also counts what the moderators took out."))
@click.option("--agree", type=click.Choice(("1", "-1")), default="1", show_default=True, help=words(
    "El signo que quiere decir «de acuerdo»; en la base de datos de Polis es -1.",
    "The sign that means «agree»; in Polis' database it is -1."))
@click.option("--mode", type=click.Choice(MODES), default=MODES[0], show_default=True)
@click.option("--threads", default=1, show_default=True)
@click.option("--resamples", default=100, show_default=True)
@click.option("--cluster", help=words("Dirección de un programador de Dask.", "Address of a Dask scheduler."))
def command(votes: Path, folder: Path, comments: Path | None, with_moderated: bool, agree: str, mode: str,
            threads: int, resamples: int, cluster: str | None) -> None:
    watch = Watch()
    watch("reading")
    table = read_votes(votes, threads=threads, agree=int(agree))
    known = _comments(votes, comments)
    confirmed = _confirmed(votes, table, known)
    out = known.out if known and not with_moderated else frozenset()
    rest, left = without(table, out)
    # Polis keeps what was taken out as if everybody had passed, and its people with it; elsewhere it is as if nobody
    # had ever voted on it.
    if mode == POLIS_MODE:
        gone, left = gone_from(table, out), replace(left, people=left.people[:0])
    else:
        table, gone = rest, []
    staging = prepare(folder.resolve())
    try:
        with ExitStack() as stack:
            blocks = None
            if cluster:
                # Dask is an optional part: it is imported only where somebody asks for a cluster.
                from tequio.deliberation.opinion.cluster import ClusterBlocks, connect
                blocks = stack.enter_context(ClusterBlocks(table, stack.enter_context(connect(cluster))))
            found = analyse(table, mode=mode, threads=threads, resamples=resamples, moderated_out=gone,
                            blocks=blocks, on_step=watch)
        watch("")
        about = {"agree": int(agree), "agree_confirmed": confirmed, "comments": known.file if known else None}
        write(staging, found, watch.seconds, left, about, out)
        finish(staging, folder.resolve())
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    if left.statements:
        click.echo(words(
            f"La moderación sacó {left.statements} afirmaciones: se quedan fuera, con {left.votes} votos.",
            f"The moderators took {left.statements} statements out: they stay out, with {left.votes} votes."))
    if not confirmed:
        click.echo(words(f"{agree} se leyó como «de acuerdo»; nada en los archivos lo confirma.",
                         f"{agree} was read as «agree»; nothing in the files confirms it."))
    click.echo(words(f"Listo: {folder}", f"Done: {folder}"))


def _comments(votes: Path, given: Path | None) -> Comments | None:
    """The statements as the platform exported them: those that are named, or else those that lie beside the votes."""
    if given is not None:
        return read_comments(given)
    near = beside(votes)
    try:
        return read_comments(near) if near else None
    except TequioError:
        return None  # a file of another kind that is called so


def _confirmed(votes: Path, table: VoteTable, known: Comments | None) -> bool:
    """Whether the platform's own counts lean as the votes do. Raises TQ-670 where they lean the other way."""
    sign = sign_of(cast(table), known.counted) if known else 0
    if sign < 0:
        raise TequioError("TQ-670", file=votes.name, column="vote", comments=known.file if known else "")
    return sign > 0


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


def write(folder: Path, found: Opinions, seconds: dict[str, float], left: LeftOut, about: dict[str, Any],
          out: Collection[str] = ()) -> None:
    """opinions.json and opinions.html, exact and not reviewed, and groups.csv: all of them for the team alone."""
    answer = summary(found, out=out) | about | {
        "participants": len(found.participants) + len(left.people),
        "moderated_out": {"statements": left.statements, "votes": left.votes, "people": len(left.people)},
        "seconds": seconds, "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}
    (folder / "opinions.json").write_text(json.dumps(answer, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "opinions.html").write_text(page(answer, chosen()), encoding="utf-8")
    path = folder / "groups.csv"
    path.touch(mode=0o600)
    rows: list[tuple[object, object]] = [("participant", "group")]
    if found.groups is not None:
        rows += ((person, int(label) + 1 if label >= 0 else "")
                 for person, label in zip(found.participants, found.groups.labels, strict=True))
        rows += ((person, "") for person in left.people)
    path.write_text(csv_text(rows), encoding="utf-8", newline="")
