"""Every column that holds words of people, and how each of them ends, as its room declares it."""

from tequio.foundation.register import tables

WITHDRAWN: dict[str, str] = {
    f"{name}.{column}": str(ends) for name, table in tables().items() for column, ends in table.sealed.items()}
# Plain columns that hold sealed bytes: words of people that somebody else's key closed.
SEALED_ELSEWHERE: dict[str, str] = {
    f"{name}.{column}": str(ends) for name, table in tables().items() for column, ends in table.closed.items()}
# Nothing to be read by anybody: keys and digests.
NO_WORDS = {f"{name}.{column}" for name, table in tables().items() for column in table.digests}
