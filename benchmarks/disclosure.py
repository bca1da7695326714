"""The gate before tables leave: the attack on a catalogue, the difference of two releases, and how few rows are alike.

Run as `PYTHONPATH=src .venv/bin/python benchmarks/disclosure.py [VOICES …]`. With `--peers PYTHON`, whose environment
holds `pycanon`, the rows are checked there as well, in the same run. Voices are invented. Prints Markdown.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from tequio.protection.disclosure.alike import fewest_alike
from tequio.protection.disclosure.attack import Earlier
from tequio.protection.disclosure.catalogue import Catalogue, Dimension, cube, facts
from tequio.protection.disclosure.gate import Verdict, judged

DIMENSIONS = (Dimension("kind", tuple(f"k{at}" for at in range(12))),
              Dimension("place", tuple(f"p{at}" for at in range(20))),
              Dimension("gender", ("f", "m")), Dimension("age", tuple("abcd")))
CATALOGUE = Catalogue((("kind", "place"), ("kind", "gender", "age"), ("place", "gender", "age")))
PEER = """
import sys, time, resource, numpy as np, pandas as pd
from pycanon import anonymity
rows = np.load(sys.argv[1])
names = [str(at) for at in range(rows.shape[1])]
frame = pd.DataFrame(rows, columns=names)
started = time.process_time()
k = anonymity.k_anonymity(frame, names)
print(f"| pycanon | {k} | {time.process_time() - started:.2f} "
      f"| {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} |")
"""


def main() -> None:
    print("| voices | what | passes | counts attacked | processor seconds |\n|---|---|---|---|---|")
    for count in [int(word) for word in sys.argv[1:] if word.isdigit()] or [400, 4_000, 20_000]:
        rows = people(count, count)
        atoms = cube(DIMENSIONS, rows)
        said(count, "under the rule", lambda atoms=atoms: judged(DIMENSIONS, atoms, CATALOGUE))
        said(count, "under 5 hidden, the rest exact", lambda atoms=atoms: judged(
            DIMENSIONS, atoms, Catalogue(CATALOGUE.tables, 5, 1)))
        later = cube(DIMENSIONS, np.concatenate([rows, people(30, count + 1)]))
        said(count, "30 voices later", lambda atoms=atoms, later=later: judged(
            DIMENSIONS, later, CATALOGUE, [Earlier(atoms, facts(DIMENSIONS, atoms, CATALOGUE))]))
    alike()


def said(count: int, what: str, work: object) -> None:
    started = time.process_time()
    found: Verdict = work()  # type: ignore[operator]
    how = "yes" if found.passes else f"no: {found.reason}, {found.number}"
    print(f"| {count:,} | {what} | {how} | {found.attacked:,} | {time.process_time() - started:.1f} |", flush=True)


def people(count: int, seed: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """Common kinds and places are as common as they are in the field: the second half as common as the first, and so
    on."""
    chance = np.random.default_rng(seed)
    return np.stack([chance.choice(len(one.values), count, p=_falling(len(one.values))) for one in DIMENSIONS], axis=1)


def _falling(many: int) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    parts = 1 / np.arange(1, many + 1)
    return parts / parts.sum()


def alike() -> None:
    chance = np.random.default_rng(7)
    rows = np.stack([chance.integers(0, many, 1_000_000, dtype=np.int32) for many in (32, 20, 18, 15, 12, 5)], axis=1)
    columns = [np.ascontiguousarray(column) for column in rows.T]
    print("\n1,000,000 rows of 6 columns\n\n| who | fewest alike | processor seconds | peak MB |\n|---|---|---|---|")
    started = time.process_time()
    fewest = fewest_alike(columns)
    taken = time.process_time() - started
    print(f"| ours | {fewest} | {taken:.2f} | {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}, all of the "
          "above included |", flush=True)
    if "--peers" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.npy"
            np.save(path, rows)
            subprocess.run([sys.argv[sys.argv.index("--peers") + 1], "-c", PEER, str(path)], check=True)


if __name__ == "__main__":
    main()
