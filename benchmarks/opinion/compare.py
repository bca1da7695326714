"""The engine beside red-dwarf on the same made-up votes, in the same run.

    PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.compare --size 10000x300 --peer PEER_PYTHON

`--peer` is a Python with red-dwarf 0.4.0, kept apart from the project's own; without it only the engine runs. Sizes of
100,000 people and more run only when asked for: the peer needs minutes and gigabytes.
"""

import sys
import tempfile
from pathlib import Path

import click
import numpy as np
from benchmarks.opinion.made_votes import three_camps
from benchmarks.opinion.measured import Run, run

ROWS_AT_ONCE = 2_000_000


@click.command()
@click.option("--size", "sizes", multiple=True, default=["10000x300"], help="people x statements; repeatable")
@click.option("--mode", "modes", multiple=True, default=["polis", "default"])
@click.option("--threads", default=1, show_default=True)
@click.option("--peer", type=click.Path(exists=True, dir_okay=False), help="a Python with red-dwarf")
@click.option("--repeats", default=3, show_default=True, help="runs of the engine; the median counts")
def main(sizes: list[str], modes: list[str], threads: int, peer: str | None, repeats: int) -> None:
    print(f"{'size':>12} {'who':<18} {'seconds':>8} {'reading':>8} {'MB':>7} {'groups':>6}")
    for size in sizes:
        people, statements = map(int, size.split("x"))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "votes.csv"
            write(path, people, statements)
            for mode in modes:
                runs = [run(sys.executable, "run_tequio.py", str(path), mode, str(threads), threads=1)
                        for _ in range(repeats)]
                show(size, sorted(runs, key=lambda each: each.seconds)[len(runs) // 2])
            if peer:
                show(size, run(peer, "run_red_dwarf.py", str(path), threads=1))


def show(size: str, measured: Run) -> None:
    print(f"{size:>12} {measured.name:<18} {measured.seconds:8.2f} {measured.reading:8.2f} {measured.megabytes:7.0f} "
          f"{measured.groups:6d}", flush=True)


def write(path: Path, people: int, statements: int) -> None:
    columns = three_camps(people, statements)
    with path.open("w", encoding="utf-8") as file:
        file.write("participant,statement,vote\n")
        for begin in range(0, len(columns[0]), ROWS_AT_ONCE):
            rows = np.column_stack([column[begin : begin + ROWS_AT_ONCE] for column in columns]).tolist()
            file.writelines(f"{who},{what},{vote}\n" for who, what, vote in rows)


if __name__ == "__main__":
    main()
