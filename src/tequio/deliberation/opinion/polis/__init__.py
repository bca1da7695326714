"""Polis' mathematics, exactly: what a production server would answer for the same votes."""

from tequio.deliberation.opinion.polis.answer import BaseClusters, PolisAnswer, Representative
from tequio.deliberation.opinion.polis.clusters import Smoother, best_k, group_clusterings
from tequio.deliberation.opinion.polis.mode import Grouping, Warm, in_conversation, polis_answer, polis_groups
from tequio.deliberation.opinion.polis.repness import consensus_statements, representative_statements

__all__ = [
    "BaseClusters",
    "Grouping",
    "PolisAnswer",
    "Representative",
    "Smoother",
    "Warm",
    "best_k",
    "consensus_statements",
    "group_clusterings",
    "in_conversation",
    "polis_answer",
    "polis_groups",
    "representative_statements",
]
