"""From votes to opinions: the one door of the engine."""

from collections.abc import Callable, Collection

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import VoteTable
from tequio.deliberation.opinion.blocks import ROWS_PER_BLOCK, Blocks, LocalBlocks
from tequio.deliberation.opinion.bridging import bridging
from tequio.deliberation.opinion.counts import StatementCounts, statement_counts
from tequio.deliberation.opinion.default_mode import default_groups
from tequio.deliberation.opinion.found import Found
from tequio.deliberation.opinion.limits import limits
from tequio.deliberation.opinion.one_thread import one_thread_of_algebra
from tequio.deliberation.opinion.polis.answer import Representative
from tequio.deliberation.opinion.polis.repness import representative_statements
from tequio.deliberation.opinion.polis_mode import polis_groups_found
from tequio.deliberation.opinion.rankings import consensus, divisive
from tequio.deliberation.opinion.results import Opinions
from tequio.deliberation.opinion.routing import LEAST_SEEN, routing
from tequio.deliberation.opinion.sample import placed_people
from tequio.deliberation.opinion.selection import Slate, approvals_of, representative_slate
from tequio.foundation.errors import TequioError

MODES = ("default", "polis")
SEATS = 10

OnStep = Callable[[str], None]
Flags = NDArray[np.bool_]


def analyse(
    votes: VoteTable,
    *,
    mode: str = "default",
    seed: int = 0,
    resamples: int = 100,
    least_group: int | None = None,
    seats: int = SEATS,
    method: str = "pav",
    refused: Collection[object] = (),
    moderated_out: Collection[object] = (),
    meta: Collection[object] = (),
    least_seen: int = LEAST_SEEN,
    threads: int = 1,
    rows_per_block: int = ROWS_PER_BLOCK,
    blocks: Blocks | None = None,
    on_step: OnStep = lambda step: None,
) -> Opinions:
    """Groups, agreement, division, bridges and a slate, from last votes.

    mode: "default" or "polis". refused: statements that no ranking or slate may name (they still inform the map).
    moderated_out, meta: as Polis treats them, in both modes left out of the map. least_group: least people in a group,
    by default the larger of 5 and a fiftieth. threads, rows_per_block and blocks (a cluster) never change the answer.
    on_step hears the name of each step when it begins. Raises TQ-604 for an unknown mode.
    """
    if mode not in MODES:
        raise TequioError("TQ-604", value=mode, modes=", ".join(MODES))
    where = blocks or LocalBlocks(votes, threads=threads, rows=rows_per_block)
    with one_thread_of_algebra():
        on_step("counts")
        counts = statement_counts(where)
        out, about = _named(votes, moderated_out), _named(votes, meta)
        eligible = ~_named(votes, refused) & ~out
        if mode == "polis":
            found = polis_groups_found(votes, where, out, about, on_step)
        else:
            found = default_groups(votes, where, ~out & ~about, resamples, seed, least_group, on_step)
        on_step("slate")
        slate = _slate(votes, eligible, seats, method)
        on_step("rankings")
        return _opinions(mode, votes, counts, eligible, slate, found, least_seen)


def _opinions(
    mode: str,
    votes: VoteTable,
    counts: StatementCounts,
    eligible: Flags,
    slate: Slate | None,
    found: Found,
    least_seen: int,
) -> Opinions:
    per_group = found.groups.counts if found.groups else _one_row(counts)
    extremity = found.map.extremity if found.map else np.zeros(votes.width)
    return Opinions(
        mode=mode,
        participants=votes.participants,
        statements=votes.statements,
        counts=counts,
        groups=found.groups,
        reason=found.reason,
        held_out=found.held_out,
        tried_stability=found.tried_stability,
        map=found.map,
        consensus=consensus(per_group, eligible),
        divisive=divisive(per_group, eligible),
        bridging=bridging(found.factors, counts, eligible) if found.factors else None,
        slate=slate,
        routing=routing(counts, extremity, eligible, least_seen=least_seen),
        limits=limits(int(placed_people(votes).sum())),
        refused=~eligible,
        representatives=_representatives(found, eligible),
        polis=found.polis,
    )


def _representatives(found: Found, eligible: Flags) -> list[list[Representative]]:
    if found.polis is not None:
        return [[each for each in group if eligible[each.statement]] for group in found.polis.representatives]
    if found.groups is None:
        return []
    return representative_statements(found.groups.counts, np.flatnonzero(eligible))


def _named(votes: VoteTable, labels: Collection[object]) -> Flags:
    return np.isin(votes.statements, np.array(list(labels))) if len(labels) else np.zeros(votes.width, bool)


def _one_row(counts: StatementCounts) -> StatementCounts:
    return StatementCounts(counts.agree[None], counts.disagree[None], counts.passed[None])


def _slate(votes: VoteTable, eligible: Flags, seats: int, method: str) -> Slate | None:
    if not votes.people or not votes.width:
        return None
    return representative_slate(approvals_of(votes, eligible), seats, method)
