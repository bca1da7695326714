"""Simulated truth, many times: 95 % intervals of coefficients inside their bounds hold it as often as they say."""

import numpy as np
import pytest
from scipy import sparse

from tequio.measurement.reproduction import EndemicEpidemic, Part, Specification, orders_of, power_law
from tequio.measurement.reproduction.number import NORMAL_95, dominant
from tests.measurement.reproduction.made import ring

SPEC = Specification(endemic=Part(), own=Part(link="identity"), neighbours=Part(link="identity"))
OWN = np.array([[0.25, 0.10, 0.05], [0.08, 0.20, 0.06], [0.05, 0.07, 0.30]])
AROUND = np.array([[0.10, 0.04, 0.03], [0.03, 0.08, 0.04], [0.04, 0.03, 0.10]])


def made(own: np.ndarray, around: np.ndarray, units: int, months: int, rng: np.random.Generator) -> np.ndarray:
    """Types follow one another as `own` and `around` say; the weights fall with the square of the order."""
    turned: sparse.csr_array = power_law(orders_of(ring(units), 3)).at(np.array([2.0]), 0)[0]
    past = np.ones((units, len(own)))
    counts = np.zeros((months, units, len(own)))
    for month in range(-20, months):
        mean = 2.0 + past @ own.T + (turned @ past) @ around.T
        past = rng.negative_binomial(5.0, 1 / (1 + mean / 5)).astype(float)
        if month >= 0:
            counts[month] = past
    return counts


def covered(runs: int, seed: int) -> tuple[float, float]:
    """How often intervals of coefficients, and those of R, hold the truth."""
    rng = np.random.default_rng(seed)
    tables = (("ar", OWN), ("ne", AROUND))
    truth = {f"{name}.{row + 1}<-{column + 1}": float(table[row, column]) for name, table in tables
             for row in range(3) for column in range(3)}
    number = dominant(OWN + AROUND)[0]
    held, asked, of_number = 0, 0, 0
    weights = power_law(orders_of(ring(60), 3))
    for _ in range(runs):
        fit = EndemicEpidemic(SPEC).fit(made(OWN, AROUND, 60, 120, rng), neighbours=weights).result_
        of_number += fit.number.low <= number <= fit.number.high
        for name, value in truth.items():
            if (error := fit[name].error) is not None:
                asked += 1
                held += abs(fit[name].estimate - value) <= NORMAL_95 * error
    return held / asked, of_number / runs


def test_a_few_runs_hold_the_truth_mostly() -> None:
    coefficients, numbers = covered(6, 1)
    assert coefficients >= 0.85 and numbers >= 0.5


@pytest.mark.soak
def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    coefficients, numbers = covered(200, 2)
    assert 0.93 <= coefficients <= 0.97
    assert 0.90 <= numbers <= 0.99
