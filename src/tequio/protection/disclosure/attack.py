"""What somebody could work out from everything that was told, pure: the values that each small count can still have.

All that was told are sums with a least and a most; what nobody told is how many there are of each kind of person (the
atoms). A count is not given away while another way of things, in which everything told is true as well, makes it
another number. Such ways are looked for with one person more, one fewer, or one who is of another kind; what is left is
attacked by linear programming, which gives the least and the most of a count under all that was told together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_matrix, csr_matrix, hstack, vstack

from tequio.protection.disclosure.catalogue import Counts, Facts, Floats

# Pushes of many counts at once that settle none, before each is looked at by itself.
IDLE = 3
NEARBY = 1.2
# So many are enough to know that a release does not pass.
ENOUGH = 20
NEAR = 1e-6


@dataclass(frozen=True)
class Attack:
    """How many counts were attacked, and which of them are given away: their rows, in order."""

    attacked: int
    given_away: tuple[int, ...]
    # The fewest values that any count has left.
    least: int
    # It was known that the release does not pass before every count was looked at.
    stopped: bool = False


def attack(atoms: Counts, facts: Facts, targets: csr_matrix, *, open_values: int = 2) -> Attack:
    """Each row of `targets` is a count of atoms that must keep at least `open_values` values open.

    Raises ValueError where what was told is not true of the atoms: then nothing can be said about it.
    """
    truth: Floats = np.asarray(targets @ atoms, dtype=np.float64)
    said = facts.counting @ atoms
    if (said < facts.least - NEAR).any() or (said > facts.most + NEAR).any():
        raise ValueError("what was told does not hold for these counts")
    low, high = truth.copy(), truth.copy()
    _Moves(atoms, facts, targets).look(low, high, open_values)
    program = _Program(facts, targets, atoms)
    chance = np.random.default_rng(len(truth))
    idle = 0
    left = _values(low, high) < open_values
    while left.any() and idle < IDLE:
        before = int(left.sum())
        signs = np.where(truth > 0, chance.choice([-1.0, 1.0], size=len(truth)), 1.0)
        _reached(program.pushed(np.where(left, signs, 0.0), near=True), low, high)
        left = _values(low, high) < open_values
        idle = 0 if int(left.sum()) < before - 1 else idle + 1
    return _one_by_one(program, low, high, open_values)


class _Moves:
    """One person more, one fewer, or one of another kind: ways in which everything told stays true."""

    def __init__(self, atoms: Counts, facts: Facts, targets: csr_matrix) -> None:
        said = facts.counting @ atoms
        self.counting, self.by_atom, self.targets = facts.counting, facts.counting.T.tocsr(), targets
        self.full, self.bare = said + 1 > facts.most + NEAR, said - 1 < facts.least - NEAR
        # For each atom the told counts that one more of it would break, or one fewer.
        self.too_many = self.by_atom @ self.full.astype(np.float64)
        self.too_few = self.by_atom @ self.bare.astype(np.float64)
        self.there = atoms > 0

    def look(self, low: Floats, high: Floats, open_values: int) -> None:
        more = (self.too_many == 0).astype(np.float64)
        fewer = ((self.too_few == 0) & self.there).astype(np.float64)
        truth = low.copy()
        high[(self.targets @ more) > 0] += 1
        low[(self.targets @ fewer) > 0] -= 1
        for row in np.flatnonzero(_values(low, high) < open_values):
            own = self.targets.indices[self.targets.indptr[row]:self.targets.indptr[row + 1]]
            if any(self._instead(int(atom), own) for atom in own):
                high[row] = max(high[row], truth[row] + 1)

    def _instead(self, atom: int, own: npt.NDArray[np.int32]) -> bool:
        """Whether one more of this kind goes with one fewer of a kind outside the count."""
        rows = self.by_atom.indices[self.by_atom.indptr[atom]:self.by_atom.indptr[atom + 1]]
        full, bare = rows[self.full[rows]], rows[self.bare[rows]]
        with_it = _columns(self.counting, full)
        spared = _columns(self.counting, bare)
        able = self.there & (with_it == len(full)) & (self.too_few == spared)
        able[own] = False
        return bool(able.any())


def _columns(counting: csr_matrix, rows: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """How many of these rows count each atom."""
    found = [counting.indices[counting.indptr[row]:counting.indptr[row + 1]] for row in rows]
    return np.bincount(np.concatenate(found) if found else np.zeros(0, dtype=np.int64), minlength=counting.shape[1])


def _one_by_one(program: "_Program", low: Floats, high: Floats, open_values: int) -> Attack:
    given: list[int] = []
    stopped = False
    for row in np.flatnonzero(_values(low, high) < open_values):
        for sign in (1.0, -1.0):
            if _values(low, high)[row] < open_values:
                alone = np.zeros(len(low))
                alone[row] = sign
                _reached(program.pushed(alone), low, high)
        if _values(low, high)[row] < open_values:
            given.append(int(row))
        if len(given) >= ENOUGH:
            stopped = True
            break
    values = _values(low, high)
    return Attack(len(low), tuple(given), int(values.min()) if len(values) else 0, stopped)


def _values(low: Floats, high: Floats) -> npt.NDArray[np.int64]:
    """How many whole numbers lie between."""
    return (np.floor(high + NEAR) - np.ceil(low - NEAR)).astype(np.int64) + 1


def _reached(found: Floats, low: Floats, high: Floats) -> None:
    np.minimum(low, found, out=low)
    np.maximum(high, found, out=high)


class _Program:
    """Everything told as one program, asked again and again with another aim."""

    def __init__(self, facts: Facts, targets: csr_matrix, atoms: Counts) -> None:
        self.targets = targets
        self.told = LinearConstraint(csc_matrix(facts.counting), facts.least, facts.most)
        self.bounds = Bounds(0, 2 * float(atoms.sum()) + 100)
        self.nearby = Bounds(np.maximum(0.0, atoms - NEARBY), atoms + NEARBY)

    def pushed(self, signs: Floats, *, near: bool = False) -> Floats:
        """The counts of a way in which everything told is true, where those with a sign are far up or down.

        `near` the truth many of them move a little, instead of a few very far.
        """
        done = milp(-(self.targets.T @ signs), constraints=self.told, bounds=self.nearby if near else self.bounds)
        if done.x is None:
            raise ValueError("the program that attacks the counts did not end")
        return np.asarray(self.targets @ done.x, dtype=np.float64)


def small(atoms: Counts, counting: csr_matrix, threshold: int) -> tuple[csr_matrix, tuple[int, ...]]:
    """The counts that the rule protects, as rows to attack: of atoms and of told cells, those below the threshold.

    Beside them their numbers: atoms first, then the told cells after them.
    """
    every = vstack([_each(len(atoms)), counting]).tocsr()
    rows = np.flatnonzero(np.asarray(every @ atoms) < threshold)
    return every[rows], tuple(map(int, rows))


def _each(count: int) -> csr_matrix:
    at = np.arange(count)
    return csr_matrix((np.ones(count), (at, at)), shape=(count, count))


@dataclass(frozen=True)
class Earlier:
    """What was told before, and the atoms as they were then."""

    atoms: Counts
    facts: Facts


def over_time(earlier: Sequence[Earlier], atoms: Counts, facts: Facts,
              threshold: int) -> tuple[Counts, Facts, csr_matrix]:
    """Everything told until now over the atoms of the first release and what each later one added.

    Gives those atoms, the facts over them, and as rows to attack the kinds of which a few came in between. Raises
    ValueError where a count went down, for then what was added is not all that changed.
    """
    stands = [*(one.atoms for one in earlier), atoms]
    said = [*(one.facts for one in earlier), facts]
    steps = [stands[0], *(later - before for before, later in pairwise(stands))]
    if any((step < 0).any() for step in steps):
        raise ValueError("a count went down between two releases")
    nothing = [csr_matrix(one.counting.shape) for one in said]
    rows = [hstack([one.counting if column <= number else nothing[number] for column in range(len(steps))])
            for number, one in enumerate(said)]
    whole = Facts(vstack(rows).tocsr(), np.concatenate([one.least for one in said]),
                  np.concatenate([one.most for one in said]), tuple(name for one in said for name in one.about))
    added = np.concatenate(steps)
    came = len(atoms) + np.flatnonzero((added[len(atoms):] > 0) & (added[len(atoms):] < threshold))
    return added, whole, _each(len(added))[came]
