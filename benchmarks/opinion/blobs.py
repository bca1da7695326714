"""Groups from a cold start beside those of production servers, for the conversations whose answer was recorded.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.blobs
"""

import numpy as np
from tests.deliberation.opinion.conversations import BLOBS
from tests.deliberation.opinion.test_polis_blobs import agreement, compared


def main() -> None:
    scores, right = [], 0
    for name in BLOBS:
        case = compared(name)
        wanted = len(case.blob["group-clusters"])
        scores.append(agreement(case))
        right += case.cold.k == wanted
        print(f"{name:<34} k {case.cold.k} of {wanted}, adjusted Rand index {scores[-1]:.3f}")
    print(f"k right in {right} of {len(scores)}, mean adjusted Rand index {np.mean(scores):.3f}")


if __name__ == "__main__":
    main()
