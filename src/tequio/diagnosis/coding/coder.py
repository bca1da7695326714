"""Under which name somebody codes: their pseudonym, written as a code. Pure."""

import re

from tequio.foundation.places.columns import CODE

APART = re.compile(r"[\s<>\"'{}\\]")


def coder_name(pseudonym: str) -> str:
    """Columns of coders hold codes; a blank in a pseudonym becomes a point."""
    return pseudonym if CODE.fullmatch(pseudonym) else APART.sub("·", pseudonym)
