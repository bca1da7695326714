"""What somebody chose to allow for one card. That nothing is allowed is a choice like any other, and has to be made."""

from collections.abc import Collection, Mapping

from tequio.foundation.errors import TequioError
from tequio.listening.models import Use

NOTHING = "nothing"


def chosen(words: Collection[str]) -> dict[Use, bool] | None:
    """What the words of a form allow, use by use; None where nobody chose.

    Raises TQ-766 where nothing is allowed and something is.
    """
    named = {use for use in Use if use.value in words}
    if not named and NOTHING not in words:
        return None
    if named and NOTHING in words:
        raise TequioError("TQ-766")
    return {use: use in named for use in Use}


def written(allowed: Mapping[Use, bool]) -> str:
    """A choice as it is kept for the next card."""
    return ",".join(use.value for use in Use if allowed.get(use)) or NOTHING


def kept(uses: str) -> list[str]:
    """A choice as it was kept, word by word; rows of an earlier day part them by blanks."""
    return uses.replace(",", " ").split()
