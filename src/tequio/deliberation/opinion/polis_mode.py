"""Polis' groups in the shape of the engine's answer."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tequio.deliberation.opinion.ballots import VoteTable
from tequio.deliberation.opinion.blocks import Blocks
from tequio.deliberation.opinion.found import Found, groups_with_counts
from tequio.deliberation.opinion.map_of_opinions import areas
from tequio.deliberation.opinion.polis.mode import polis_answer
from tequio.deliberation.opinion.results import TOO_FEW_PEOPLE, OpinionMap

Flags = NDArray[np.bool_]


def polis_groups_found(
    votes: VoteTable,
    blocks: Blocks,
    moderated_out: Flags,
    meta: Flags,
    on_step: Callable[[str], None],
) -> Found:
    on_step("polis")
    answer, _ = polis_answer(
        blocks, votes.votes_cast(), order=_by_number(votes), moderated_out=moderated_out, meta=meta)
    drawn = OpinionMap(2, answer.people, np.full(len(answer.people), np.nan), answer.statements, answer.extremity,
                       areas(answer.people, answer.labels))
    if answer.k < 2:
        return Found(reason=TOO_FEW_PEOPLE, map=drawn, polis=answer)
    unmeasured = np.full(answer.k, np.nan)
    return Found(groups_with_counts(blocks, answer.labels, float("nan"), unmeasured), map=drawn, polis=answer)


def _by_number(votes: VoteTable) -> NDArray[np.int64] | None:
    """Polis looks at statements in the order of their numbers, and what represents a group can depend on that."""
    return np.argsort(votes.statements, kind="stable") if votes.statements.dtype.kind in "iu" else None
