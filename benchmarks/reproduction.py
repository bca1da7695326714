"""The model of reproduction beside R's `surveillance`: the same invented counts, the same run, one thread each.

    python benchmarks/reproduction.py [--areas 100 500] [--types 12]

R is asked where `Rscript` and its package are installed (`apt-get install r-cran-surveillance`), up to 1,000 areas:
its matrices are areas × areas. Each fit runs in a process of its own, so that its memory is its own. Seconds of the
clock and of the processor: on a machine that does other work as well only the second can be compared.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
MOST_FOR_R = 1000


def made(areas: int, months: int, types: int, seed: int = 7) -> Any:
    """Counts on a grid of areas, who touches whom, and population. Each event is followed by 0.3 there, 0.15 around."""
    import numpy as np
    from scipy import sparse
    rng = np.random.default_rng(seed)
    wide = int(np.ceil(np.sqrt(areas)))
    at = np.arange(areas)
    pairs = [(one, other) for one in at for other in (one + 1, one + wide)
             if other < areas and (other != one + 1 or other % wide)]
    rows, columns = np.array(pairs).T
    touching = sparse.csr_array((np.ones(2 * len(rows)), (np.r_[rows, columns], np.r_[columns, rows])),
                                shape=(areas, areas))
    send = sparse.diags_array(1 / np.maximum(touching.sum(axis=1), 1)) @ touching
    population = np.exp(rng.normal(0, 1, areas))
    population /= population.sum()
    own = np.where(rng.random((types, types)) < 0.4, rng.uniform(0, 0.1, (types, types)), 0.0)
    own[np.diag_indices(types)] = 0.3
    around = np.diag(np.full(types, 0.15))
    own *= 0.6 / max(0.6, float(np.abs(np.linalg.eigvals(own + around)).max()))
    past = np.ones((areas, types))
    counts = np.zeros((months, areas, types))
    for month in range(-12, months):
        mean = 0.6 * areas * population[:, None] * (1 + 0.3 * np.sin(month * np.pi / 6)) + past @ own.T + (
            send.T @ past) @ around.T
        past = rng.negative_binomial(2.0, 1 / (1 + mean / 2)).astype(float)
        if month >= 0:
            counts[month] = past
    return counts, touching, population


def ours(areas: int, months: int, types: int, random: bool) -> dict[str, Any]:
    import numpy as np

    from tequio.measurement.reproduction import (
        ONE,
        EndemicEpidemic,
        Part,
        Specification,
        Term,
        orders_of,
        power_law,
        season,
        usual,
    )
    counts, touching, population = made(areas, months, types)
    if types == 1 and not random:
        spec = Specification(endemic=Part((ONE, Term("trend"), *season(12)), offset="population"), own=Part(),
                             neighbours=Part((ONE, Term("covariate", "log(pop)"))))
    else:
        spec = usual(random=random)
    began, clock = time.perf_counter(), time.process_time()
    fit = EndemicEpidemic(spec).fit(counts, neighbours=power_law(orders_of(touching, 5)), population=population,
                                    tables={"log(pop)": np.log(population)}).result_
    return {"seconds": round(time.perf_counter() - began, 3), "processor": round(time.process_time() - clock, 3),
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "loglik": fit.likelihood,
            "steps": fit.steps}


def theirs(areas: int, months: int) -> dict[str, Any] | None:
    import numpy as np

    from tequio.measurement.reproduction import orders_of
    if areas > MOST_FOR_R or not shutil.which("Rscript"):
        return None
    counts, touching, population = made(areas, months, 1)
    orders = orders_of(touching, 5).tocoo()
    with tempfile.TemporaryDirectory() as folder:
        np.savetxt(Path(folder) / "counts.csv", counts[:, :, 0], fmt="%d", delimiter=",")
        np.savetxt(Path(folder) / "population.csv", population, fmt="%.17g")
        np.savetxt(Path(folder) / "orders.csv", np.c_[orders.row + 1, orders.col + 1, orders.data], fmt="%d",
                   delimiter=",")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        ran = subprocess.run(["Rscript", str(HERE.with_suffix(".R")), folder], capture_output=True, text=True,
                             env=os.environ | ONE_THREAD, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        return {"error": ran.stderr.strip().splitlines()[-1:]}
    found: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found | {"processor_with_start": round(after.ru_utime - before.ru_utime, 3)}


def alone(*arguments: str) -> dict[str, Any]:
    """This program in a process of its own."""
    ran = subprocess.run([sys.executable, "-P", str(HERE), "--alone", *arguments], capture_output=True, text=True,
                         env=os.environ | ONE_THREAD, check=False)
    if ran.returncode:
        return {"error": ran.stderr.strip().splitlines()[-1:]}
    found: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--areas", type=int, nargs="*", default=[100, 500])
    parser.add_argument("--months", type=int, default=120)
    parser.add_argument("--types", type=int, default=1)
    parser.add_argument("--random", action="store_true", help="a level of its own for each area")
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(ours(given.areas[0], given.months, given.types, given.random)))
        return
    for areas in given.areas:
        asked = ["--areas", str(areas), "--months", str(given.months), "--types", str(given.types)]
        line: dict[str, Any] = {"areas": areas, "months": given.months, "types": given.types,
                                "tequio": alone(*asked, *(["--random"] if given.random else []))}
        if given.types == 1 and not given.random:
            line["surveillance"] = theirs(areas, given.months)
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
