"""The tables of accounts. Who works here, and from where, leaves with no process."""

from tequio.foundation.accounts.models import Membership, User
from tequio.foundation.register import Table, declare_tables


def declare_nouns() -> None:
    declare_tables(
        Table(model=User, stays="accounts and their passwords belong to a machine", leaves=False),
        Table(model=Membership, stays="each machine says for itself who may do what on it", leaves=False),
    )
