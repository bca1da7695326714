"""Counts of overlapping sets of voices, as a document tells them, attacked together, pure.

The atoms are the voices by which of the counts they are in. Whoever reads the document does not know which of these
there are: that somebody is in one count and in no other is always possible, whether it occurs or not.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from scipy.sparse import csr_matrix

from tequio.protection.disclosure.catalogue import Counts, Facts, told
from tequio.protection.disclosure.gate import Verdict, judged_facts


@dataclass(frozen=True)
class Counted:
    """One count: what it is called, and the voices in it."""

    name: str
    voices: frozenset[UUID]


def judged_sets(counts: Sequence[Counted], *, threshold: int, rounding: int) -> Verdict:
    """Whether somebody could work out a small one of these counts; the first of them counts every voice there is."""
    atoms, said = _facts(counts, threshold, rounding)
    return judged_facts(atoms, said, threshold, [""] * len(atoms))


def passing_rule(counts: Sequence[Counted], *, threshold: int, rounding: int) -> tuple[int, int] | None:
    """The next coarser rule under which the same counts tell nobody."""
    for times in (2, 3, 4):
        if judged_sets(counts, threshold=times * threshold, rounding=times * rounding).passes:
            return times * threshold, times * rounding
    return None


def _facts(counts: Sequence[Counted], threshold: int, rounding: int) -> tuple[Counts, Facts]:
    within: dict[UUID, list[int]] = {}
    for number, one in enumerate(counts):
        for voice in one.voices:
            within.setdefault(voice, []).append(number)
    kinds = Counter(map(tuple, within.values()))
    for number in range(len(counts)):
        kinds.setdefault((number,) if number == 0 else (0, number), 0)
    rows = [number for kind in kinds for number in kind]
    columns = [at for at, kind in enumerate(kinds) for _ in kind]
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(counts), len(kinds)))
    atoms = np.array(list(kinds.values()), dtype=np.int64)
    least, most = told(np.array([len(one.voices) for one in counts], dtype=np.int64), threshold=threshold,
                       rounding=rounding)
    return atoms, Facts(matrix, least, most, tuple(one.name for one in counts))
