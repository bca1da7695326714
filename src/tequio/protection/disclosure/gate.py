"""Before every release: whether its tables give anybody away, why, and which coarser ones would pass, pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from tequio.protection.disclosure.attack import Attack, Earlier, attack, over_time, small
from tequio.protection.disclosure.catalogue import Catalogue, Counts, Dimension, Facts, facts
from tequio.protection.frozen.steps import LEAST

FEW = 5

Reason = Literal["given_away", "by_difference", "few_new", "went_down", "not_told"]


@dataclass(frozen=True)
class Verdict:
    """Whether the tables may leave. `which` names the first counts that somebody could work out."""

    passes: bool
    attacked: int
    reason: Reason | None = None
    which: tuple[str, ...] = ()
    # Counts that became known, or new voices since the last release.
    number: int = 0


@dataclass(frozen=True)
class Coarser:
    """A catalogue that passes, and what was done to it: a dimension left out, or the rule made coarser."""

    catalogue: Catalogue
    without: tuple[str, ...]


def judged(dimensions: Sequence[Dimension], atoms: Counts, catalogue: Catalogue,
           earlier: Sequence[Earlier] = ()) -> Verdict:
    """The attack on the tables of a catalogue by themselves, and on them together with everything told before."""
    names = tuple(" · ".join(values) for values in product(*(one.values for one in dimensions)))
    return judged_facts(atoms, facts(dimensions, atoms, catalogue), catalogue.threshold, names, earlier)


def judged_facts(atoms: Counts, said: Facts, threshold: int, names: Sequence[str],
                 earlier: Sequence[Earlier] = ()) -> Verdict:
    """The same for facts of any form; `names` are those of the atoms."""
    targets, numbers = small(atoms, said.counting, threshold)
    try:
        alone = attack(atoms, said, targets)
    except ValueError:
        return Verdict(False, 0, "not_told")
    if alone.given_away:
        every = (*names, *said.about)
        return _known("given_away", alone, [every[numbers[row]] for row in alone.given_away])
    return _changed(atoms, said, threshold, earlier, alone, names) if earlier else Verdict(True, alone.attacked)


def _changed(atoms: Counts, said: Facts, threshold: int, earlier: Sequence[Earlier], alone: Attack,
             names: Sequence[str]) -> Verdict:
    last = earlier[-1].atoms
    if (atoms < last).any():
        return Verdict(False, alone.attacked, "went_down", number=int((last - atoms).clip(0).sum()))
    new = int((atoms - last).sum())
    if new == 0 and _same(said, earlier[-1].facts):
        return Verdict(True, alone.attacked)
    if 0 < new < LEAST:
        return Verdict(False, alone.attacked, "few_new", number=new)
    try:
        steps, whole, added = over_time(earlier, atoms, said, threshold)
        found = attack(steps, whole, added)
    except ValueError:
        return Verdict(False, alone.attacked, "not_told")
    if found.given_away:
        came = added.indices % len(names)
        return _known("by_difference", found, [names[came[row]] for row in found.given_away])
    return Verdict(True, alone.attacked + found.attacked)


def _same(one: Facts, other: Facts) -> bool:
    return bool(one.about == other.about and (one.least == other.least).all() and (one.most == other.most).all())


def _known(reason: Reason, found: Attack, names: Sequence[str]) -> Verdict:
    return Verdict(False, found.attacked, reason, tuple(dict.fromkeys(names))[:FEW], len(found.given_away))


def coarser(dimensions: Sequence[Dimension], atoms: Counts, catalogue: Catalogue,
            earlier: Sequence[Earlier] = ()) -> Coarser | None:
    """The first coarser catalogue that passes: one dimension fewer in its largest tables, then a coarser rule."""
    for candidate in _candidates(catalogue):
        if candidate.tables and judged(dimensions, atoms, candidate, earlier).passes:
            return Coarser(candidate, tuple(
                " × ".join(table) for table in catalogue.tables if table not in candidate.tables))
    return None


def _candidates(catalogue: Catalogue) -> Iterator[Catalogue]:
    largest = max(map(len, catalogue.tables), default=0)
    while largest > 0:
        finest = [table for table in catalogue.tables if len(table) == largest]
        for table in finest:
            yield replace(catalogue, tables=tuple(one for one in catalogue.tables if one != table))
        rest = tuple(table for table in catalogue.tables if len(table) < largest)
        smaller = {table[:at] + table[at + 1:] for table in finest for at in range(largest)}
        catalogue = replace(catalogue, tables=tuple(dict.fromkeys((*rest, *sorted(smaller)))))
        yield catalogue
        largest -= 1
    yield replace(catalogue, threshold=2 * catalogue.threshold, rounding=2 * catalogue.rounding)
