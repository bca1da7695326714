"""Agreement on links: who saw that A feeds B in the same voice, which way round, and whether it feeds or interrupts.

A link can be drawn only between codes that somebody found in the voice. So the question is asked of every ordered pair
of those: did this coder draw it? A coder who opened the voice and drew nothing said no to all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import numpy as np

from tequio.diagnosis.agreement.answers import MISSING, YES_NO, Answers
from tequio.diagnosis.agreement.coefficient import Coefficient, Why
from tequio.diagnosis.agreement.interval import RESAMPLES, SEED
from tequio.diagnosis.agreement.measure import Measure, measured

ONWARD, BACK, BOTH = "onward", "back", "both"
Seen = dict[str, set[str]]


@dataclass(frozen=True)
class DrawnLink:
    """`coder` saw in `voice` that `origin` feeds or interrupts `goal`."""

    voice: str
    coder: str
    origin: str
    relation: str
    goal: str


@dataclass(frozen=True)
class LinkAgreement:
    """`drawn`: over every pair of codes found in a voice, was the link drawn. `direction` and `relation`: asked only
    where two coders drew a link between the same two codes. `both_drew`: of two coders' links how many are the same,
    in the mean over pairs of coders; what neither drew does not count."""

    drawn: Measure
    direction: Measure
    relation: Measure
    both_drew: Coefficient


def links_measured(links: Sequence[DrawnLink], opened: Mapping[str, Collection[str]],
                   codes: Mapping[str, Collection[str]] | None = None, *, resamples: int = RESAMPLES,
                   seed: int = SEED) -> LinkAgreement:
    """Agreement on links of voices; `opened` names the coders of each voice, `codes` what anybody found in it.

    Codes at the ends of links are found in any case.
    """
    coders = tuple(sorted({coder for mine in opened.values() for coder in mine} | {one.coder for one in links}))
    seen: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    found: Seen = defaultdict(set)
    for one in links:
        seen[one.voice, one.coder, one.origin, one.goal].add(one.relation)
        found[one.voice] |= {one.origin, one.goal}
    for voice, named in (codes or {}).items():
        found[voice] |= set(named)
    looked: Seen = {voice: set(mine) for voice, mine in opened.items()}
    for one in links:
        looked.setdefault(one.voice, set()).add(one.coder)
    questions = _Questions(coders, sorted(looked), looked, found, seen)
    drawn, direction, relation = (measured(each, resamples=resamples, seed=seed) for each in (
        questions.drawn(), questions.direction(), questions.relation()))
    return LinkAgreement(drawn, direction, relation, _both_drew(seen, looked, coders))


@dataclass(frozen=True)
class _Questions:
    coders: tuple[str, ...]
    voices: list[str]
    looked: Seen
    found: Seen
    seen: Mapping[tuple[str, str, str, str], set[str]]

    def drawn(self) -> Answers:
        rows = [(at, [self._drew(voice, coder, *pair) for coder in self.coders])
                for at, voice in enumerate(self.voices) for pair in permutations(sorted(self.found[voice]), 2)]
        return self._answers("drawn", YES_NO, rows)

    def direction(self) -> Answers:
        rows = [(at, [self._way(voice, coder, *pair) for coder in self.coders])
                for at, voice in enumerate(self.voices) for pair in combinations(sorted(self.found[voice]), 2)]
        return self._answers("direction", (ONWARD, BACK, BOTH), rows)

    def relation(self) -> Answers:
        kinds = tuple(sorted({"+".join(sorted(mine)) for mine in self.seen.values()}))
        rows = []
        for at, voice in enumerate(self.voices):
            for pair in permutations(sorted(self.found[voice]), 2):
                said = [self.seen.get((voice, coder, *pair)) for coder in self.coders]
                rows.append((at, [MISSING if mine is None else kinds.index("+".join(sorted(mine))) for mine in said]))
        return self._answers("relation", kinds, rows)

    def _drew(self, voice: str, coder: str, origin: str, goal: str) -> int:
        return int((voice, coder, origin, goal) in self.seen) if coder in self.looked[voice] else MISSING

    def _way(self, voice: str, coder: str, one: str, other: str) -> int:
        onward, back = (voice, coder, one, other) in self.seen, (voice, coder, other, one) in self.seen
        return 2 if onward and back else 0 if onward else 1 if back else MISSING

    def _answers(self, name: str, categories: tuple[str, ...], rows: Sequence[tuple[int, list[int]]]) -> Answers:
        values = np.array([answers for _, answers in rows], np.int32).reshape(len(rows), len(self.coders)).T
        return Answers(name, values, categories, self.coders, np.array([voice for voice, _ in rows], np.int64))


def _both_drew(seen: Mapping[tuple[str, str, str, str], set[str]], looked: Seen,
               coders: Sequence[str]) -> Coefficient:
    """Twice what both drew by what each drew, for every pair of coders, in the voices that both opened."""
    drawn: dict[str, set[tuple[str, str, str, str]]] = defaultdict(set)
    for (voice, coder, origin, goal), relations in seen.items():
        drawn[coder] |= {(voice, origin, relation, goal) for relation in relations}
    shares: list[float] = []
    apart = True
    for one, other in combinations(coders, 2):
        common = {voice for voice, mine in looked.items() if one in mine and other in mine}
        apart = apart and not common
        mine, theirs = ({link for link in drawn[coder] if link[0] in common} for coder in (one, other))
        if mine or theirs:
            shares.append(2 * len(mine & theirs) / (len(mine) + len(theirs)))
    if shares:
        return Coefficient(sum(shares) / len(shares))
    return Coefficient(why=Why.ONE_CODER if len(coders) < 2 else Why.APART if apart else Why.UNUSED)
