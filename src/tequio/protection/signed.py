"""What a room that may not reach for anything sealed needs: to state who signed, to believe it, to ask who counts."""

from tequio.foundation.vault.second_person import check_counts
from tequio.foundation.vault.statements import Attested, DecidedField, attested

__all__ = ["Attested", "SignatureField", "attested", "check_counts"]


class SignatureField(DecidedField):
    """The statement of a row that people sign."""
