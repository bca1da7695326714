"""«Does it reproduce violence?»: which statements may be named among what unites, bridges or represents. Pure.

No statement is selected before it was reviewed; one that carries a risk needs its answer written; one that would
reproduce violence never is, whatever the votes.
"""

from enum import StrEnum

NO, RISK, YES = "no", "risk", "yes"


class Standing(StrEnum):
    """Whether a statement may be selected, or why not."""

    OPEN = "open"
    UNREVIEWED = "unreviewed"
    UNANSWERED = "unanswered"
    REFUSED = "refused"


def standing(review: str, *, answered: bool) -> Standing:
    """`review` is the answer ("": none yet); `answered`: somebody wrote what answers it."""
    if review == YES:
        return Standing.REFUSED
    if review == RISK:
        return Standing.OPEN if answered else Standing.UNANSWERED
    return Standing.OPEN if review == NO else Standing.UNREVIEWED
