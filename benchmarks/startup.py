"""What the root script adds to the command line itself, once .venv is ready: `./tequio --version` beside the CLI alone.

Run as `.venv/bin/python benchmarks/startup.py`, after one `./tequio --version`. Prints medians in milliseconds.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 31
BAR_MS = 100


def milliseconds(*command: str | Path) -> float:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    start = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    python = ROOT / ".venv/bin/python"
    commands = {
        "python": (python, "-c", "pass"),
        "CLI": (python, "-P", "-m", "tequio.cli", "--version"),
        "./tequio": (ROOT / "tequio", "--version"),
    }
    # In turns, so that whatever else the machine does falls on all of them alike.
    taken = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(milliseconds(*command))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:10} {median:6.1f} ms")
    added = medians["./tequio"] - medians["CLI"]
    print(f"{'added':10} {added:6.1f} ms (bar: {BAR_MS} ms)")
    sys.exit(added > BAR_MS)


if __name__ == "__main__":
    main()
