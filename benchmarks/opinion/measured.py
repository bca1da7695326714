"""One measured run in a process of its own: seconds without imports, and peak memory of everything."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

BYTES_PER_MB = 1024


@dataclass(frozen=True)
class Run:
    """seconds: of the work asked for; reading: of which reading the file; megabytes: peak, imports included."""

    name: str
    seconds: float
    reading: float
    megabytes: float
    groups: int


def report(name: str, seconds: float, reading: float, groups: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / BYTES_PER_MB
    print(json.dumps(asdict(Run(name, seconds, reading, peak, groups))))


def run(python: str | Path, script: str, *arguments: str, threads: int) -> Run:
    """Starts `script` of this folder with that Python and linear algebra in `threads` threads."""
    here = Path(__file__).parent
    limits = {name: str(threads) for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
    environment = {**limits, "PYTHONPATH": f"{here.parents[1] / 'src'}:{here.parents[1]}", "PATH": "/usr/bin:/bin",
                   "HOME": str(Path.home())}
    answer = subprocess.run([str(python), str(here / script), *arguments], env=environment, check=True,
                            stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
    return Run(**json.loads(answer.stdout.strip().splitlines()[-1]))
