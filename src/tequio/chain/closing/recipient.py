"""The address of whoever receives a process: made from their own passphrase, on their own machine.

It says nothing of the passphrase. What is sealed for it opens with that passphrase, which nobody has to be told.
"""

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.people import SALT, Wrap, sealed_for, wrap

PREFIX, HALF = "tequio1-", 64
PSEUDONYM = "Recepción"


def address(passphrase: str) -> str:
    made = wrap(bytes(32), pseudonym=PSEUDONYM, passphrase=passphrase)
    return f"{PREFIX}{made.salt}{made.public}"


def wrapped_for(to: str, process_key: bytes) -> Wrap:
    """The key for the person with the address `to`. Raises TQ-365 for what is no address."""
    digits = to.strip().removeprefix(PREFIX)
    salt, public = digits[:2 * SALT], digits[2 * SALT:]
    try:
        if not to.strip().startswith(PREFIX) or (len(bytes.fromhex(salt)), len(public)) != (SALT, HALF):
            raise ValueError
        return Wrap(PSEUDONYM, salt, public, sealed_for(public, process_key))
    except (ValueError, TypeError) as fault:
        raise TequioError("TQ-365") from fault
