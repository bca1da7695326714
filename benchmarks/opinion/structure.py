"""Groups where there are none, camps where there are some: what the default mode says of made-up and permuted votes.

    OPENBLAS_NUM_THREADS=1 PYTHONPATH=src:. .venv/bin/python -m benchmarks.opinion.structure

Three kinds of votes without groups: people who differ only in how readily they agree, votes of such people permuted
within each statement, and real conversations permuted within each statement, with who saw what as it was. Then six
camps on five axes, two thousand people, 45 votes each.
"""

from collections.abc import Iterator

import numpy as np
from benchmarks.opinion.real import NAMES, conversation
from tests.deliberation.opinion.conversations import camps, leaning_only

from tequio.deliberation.opinion import VoteTable, analyse
from tequio.deliberation.opinion.agreement_of_groups import adjusted_rand

SIZES = ((30, 20), (60, 40), (120, 80), (200, 40), (400, 20), (1000, 60))
LEANINGS = (0.0, 0.8, 1.6)
SETS = 120
REAL_SHUFFLES = 20
CAMP_SETS = 16
NOISES = (0.5, 1.0)


def permuted(table: VoteTable, seed: int) -> VoteTable:
    """Each statement's votes dealt anew among those who voted on it."""
    chance = np.random.default_rng(seed)
    votes = table.votes.copy()
    for column in range(table.width):
        here = np.flatnonzero(table.columns == column)
        votes[here] = chance.permutation(votes[here])
    who = np.repeat(table.participants, table.votes_cast())
    return VoteTable.from_events(who, table.statements[table.columns], votes)


def leaning(number: int) -> VoteTable:
    return leaning_only(*SIZES[number % len(SIZES)], seed=7000 + number, spread=LEANINGS[number % len(LEANINGS)])


def structureless() -> Iterator[tuple[str, VoteTable]]:
    for number in range(SETS):
        yield "leaning only", leaning(number)
        yield "leaning only, permuted", permuted(leaning(number), number)
    for name in NAMES:
        table = conversation(name)
        for seed in range(REAL_SHUFFLES):
            yield "real, permuted", permuted(table, seed)


def six_camps(noise: float) -> tuple[int, float]:
    """In how many sets there are six groups, and the mean adjusted Rand index with the camps that were made."""
    right, scores = 0, []
    for seed in range(CAMP_SETS):
        table, camp = camps(2000, 100, 6, seed=seed, rank=5, each=45, noise=noise)
        groups = analyse(table).groups
        right += groups is not None and groups.k == 6
        if groups is not None:
            placed = groups.labels >= 0
            cells = np.zeros((1, groups.k, 6))
            np.add.at(cells, (0, groups.labels[placed], camp[placed]), 1.0)
            scores.append(float(adjusted_rand(cells)[0]))
    return right, float(np.mean(scores))


def main() -> None:
    counted: dict[str, list[int]] = {}
    for kind, table in structureless():
        counted.setdefault(kind, []).append(analyse(table).groups is not None)
    for kind, answers in counted.items():
        print(f"{kind:<24} groups in {sum(answers)} of {len(answers)}", flush=True)
    for noise in NOISES:
        right, agreement = six_camps(noise)
        print(f"six camps, noise {noise}: six in {right} of {CAMP_SETS}, adjusted Rand {agreement:.2f}", flush=True)


if __name__ == "__main__":
    main()
