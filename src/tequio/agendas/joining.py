"""Rows of a consultation that ask the same, pure: what is asked and, where the request leans on it, the problem."""

from collections.abc import Sequence

from tequio.agendas.leaning import leans
from tequio.agendas.similar import same_in_other_typing


def joined_rows(rows: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Positions of the rows (what each asks, its problem) by group. «Que los pongan» asks for what is lacking."""
    asked = same_in_other_typing([proposal for proposal, _ in rows])
    return [[members[at] for at in near] for members in asked for near in _by_problem([rows[at] for at in members])]


def _by_problem(rows: Sequence[tuple[str, str]]) -> list[list[int]]:
    if len(rows) == 1 or not any(leans(proposal) for proposal, _ in rows):
        return [list(range(len(rows)))]
    return same_in_other_typing([problem for _, problem in rows])
