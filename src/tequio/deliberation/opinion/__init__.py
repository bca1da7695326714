"""Opinion groups that can be trusted: pure computation on votes, from a notebook or from the deliberation room.

`analyse(VoteTable.from_events(participants, statements, votes))` answers an `Opinions`.
"""

from tequio.deliberation.opinion.analyse import MODES, analyse
from tequio.deliberation.opinion.ballots import VoteTable
from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.limits import Limits, limits
from tequio.deliberation.opinion.polis.answer import PolisAnswer, Representative
from tequio.deliberation.opinion.rank import HeldOut
from tequio.deliberation.opinion.rankings import Consensus, Ranking, lower_bounds
from tequio.deliberation.opinion.results import REASONS, OpinionGroups, OpinionMap, Opinions
from tequio.deliberation.opinion.routing import Routing
from tequio.deliberation.opinion.selection import (
    Approvals,
    Funded,
    Justification,
    Slate,
    approvals_of,
    equal_shares_with_costs,
    representative_slate,
)

__all__ = [
    "MODES",
    "REASONS",
    "Approvals",
    "Consensus",
    "Funded",
    "HeldOut",
    "Justification",
    "Limits",
    "OpinionGroups",
    "OpinionMap",
    "Opinions",
    "PolisAnswer",
    "Ranking",
    "Representative",
    "Routing",
    "Slate",
    "StatementCounts",
    "VoteTable",
    "analyse",
    "approvals_of",
    "equal_shares_with_costs",
    "limits",
    "lower_bounds",
    "representative_slate",
]
