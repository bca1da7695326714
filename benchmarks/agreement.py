"""Krippendorff's α beside the package `krippendorff`, on the same answers: equal, how fast, in how much memory.

20 coders, 100,000 units, 40 codes; once with one of the 40 codes to a unit, and once with each code as yes or no. A
tenth of the answers is missing. Run as

    python -m venv /tmp/peers-agree && /tmp/peers-agree/bin/pip install krippendorff
    PYTHONPATH=src .venv/bin/python benchmarks/agreement.py /tmp/peers-agree/bin/python

Each of the two works in a process of its own, three times; the run with the fewest processor seconds counts, and the
least memory. Prints Markdown.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

CODERS, UNITS, CODES = 20, 100_000, 40
RUNS = 3
AS_CATEGORIES, AS_YES_NO = "one of 40 codes a unit", "40 codes, each yes or no"


def answers() -> tuple[np.ndarray, np.ndarray]:
    """One code for each coder and unit, -1 where it was never opened; and yes or no for each code."""
    chance = np.random.default_rng(7)
    true = chance.zipf(1.3, UNITS) % CODES
    given = np.where(chance.random((CODERS, UNITS)) < 0.7, true, chance.integers(0, CODES, (CODERS, UNITS)))
    given[chance.random((CODERS, UNITS)) < 0.1] = -1
    several = np.stack([np.where(given < 0, -1, (given == code) | (chance.random((CODERS, UNITS)) < 0.01))
                        for code in range(CODES)]).astype(np.int8)
    return given.astype(np.int8), several


def ours(given: np.ndarray, several: np.ndarray) -> dict[str, tuple[float, list[float]]]:
    from tequio.diagnosis.agreement import alpha
    alpha(given[:, :10], CODES)
    return {AS_CATEGORIES: timed(lambda: [alpha(given, CODES)]),
            AS_YES_NO: timed(lambda: [alpha(one, 2) for one in several])}


def peer(given: np.ndarray, several: np.ndarray) -> dict[str, tuple[float, list[float]]]:
    import krippendorff

    def value(table: np.ndarray, codes: int) -> float:
        real = np.where(table < 0, np.nan, table.astype(float))
        return float(krippendorff.alpha(reliability_data=real, value_domain=list(range(codes)),
                                        level_of_measurement="nominal"))

    return {AS_CATEGORIES: timed(lambda: [value(given, CODES)]),
            AS_YES_NO: timed(lambda: [value(one, 2) for one in several])}


def timed(work) -> tuple[float, list[float]]:  # type: ignore[no-untyped-def]
    began = time.process_time()
    found = work()
    return time.process_time() - began, found


def child(which: str, folder: Path) -> None:
    given, several = np.load(folder / "given.npy"), np.load(folder / "several.npy")
    found = (ours if which == "ours" else peer)(given, several)
    print(json.dumps({"found": found, "peak_mb": highest_memory()}))


def highest_memory() -> float:
    """Of this process alone: what `getrusage` gives holds that of the parent as well."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


def run(python: str, which: str, folder: Path) -> dict:  # type: ignore[type-arg]
    said = subprocess.run([python, __file__, f"--{which}", str(folder)], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(said.stdout)  # type: ignore[no-any-return]


def main(python: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given, several = answers()
        np.save(folder / "given.npy", given)
        np.save(folder / "several.npy", several)
        mine = [run(sys.executable, "ours", folder) for _ in range(RUNS)]
        theirs = [run(python, "peer", folder) for _ in range(RUNS)]
    print("| answers | Tequio | krippendorff | times faster | largest difference |\n|---|---|---|---|---|")
    for form in (AS_CATEGORIES, AS_YES_NO):
        quick, slow = (min(one["found"][form][0] for one in each) for each in (mine, theirs))
        apart = max(abs(one - other) for one, other in zip(mine[0]["found"][form][1], theirs[0]["found"][form][1],
                                                           strict=True))
        print(f"| {form} | {quick:.3f} s | {slow:.2f} s | {slow / quick:.0f} | {apart:.1e} |")
    memory = [min(one["peak_mb"] for one in each) for each in (mine, theirs)]
    held = (given.nbytes + several.nbytes) / 1024 ** 2
    print(f"\nMemory of the whole process at its highest, {held:.0f} MB of answers included: "
          f"{memory[0]:.0f} MB against {memory[1]:.0f} MB.")


if __name__ == "__main__":
    if len(sys.argv) != 2 and sys.argv[1:2] not in (["--ours"], ["--peer"]):
        sys.exit(__doc__)
    if sys.argv[1] in ("--ours", "--peer"):
        child(sys.argv[1].removeprefix("--"), Path(sys.argv[2]))
    else:
        main(sys.argv[1])
