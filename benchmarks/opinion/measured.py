"""One measured run in a process of its own: seconds without imports, and peak memory of everything."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

KB_PER_MB = 1024


@dataclass(frozen=True)
class Run:
    """seconds: of the work asked for; reading: of which reading the file; megabytes: peak, imports included."""

    name: str
    seconds: float
    reading: float
    megabytes: float
    groups: int


def report(name: str, seconds: float, reading: float, groups: int) -> None:
    print(json.dumps(asdict(Run(name, seconds, reading, peak_megabytes(), groups))))


def peak_megabytes() -> float:
    """High-water mark of this process; that of `resource` would begin with what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / KB_PER_MB


def run(python: str | Path, script: str, *arguments: str, threads: int) -> Run:
    """Starts `script` of this folder with that Python and linear algebra in `threads` threads."""
    here = Path(__file__).parent
    limits = {name: str(threads) for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    environment = {**limits, "PYTHONPATH": f"{here.parents[1] / 'src'}:{here.parents[1]}", "PATH": "/usr/bin:/bin",
                   "HOME": str(Path.home())}
    answer = subprocess.run([str(python), str(here / script), *arguments], env=environment, check=True,
                            stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
    return Run(**json.loads(answer.stdout.strip().splitlines()[-1]))
