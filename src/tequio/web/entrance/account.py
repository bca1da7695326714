"""Accounts without a key: institutions, trustees and auditors enter with a pseudonym and a password."""

from pathlib import Path

from tequio.foundation.accounts.models import PROTECTED_TEAM, Membership, User
from tequio.foundation.accounts.queries import accounts_called
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import kept_here
from tequio.foundation.vault.people import as_typed_anywhere
from tequio.foundation.vault.team import set_password
from tequio.web.entrance.throttle import Tries
from tequio.web.entrance.waiting import Waiting

LEAST = 12
house, accounts = Tries(most=20), Tries(most=5, pause=300)


def by_password(home: Path, pseudonym: str, password: str) -> Waiting:
    """Whose password it is, among the processes of this installation: a server may hold those of others.

    Raises TQ-314 (no such account, wrong password, or one that enters with a passphrase), TQ-313.
    """
    with house.turn(), accounts.turn(pseudonym):
        return _whose(home, pseudonym, password)


def _whose(home: Path, pseudonym: str, password: str) -> Waiting:
    called = [user for user in accounts_called(pseudonym.strip(), kept_here(home)) if not is_keyed(user)]
    if not called:
        # As much work as for an account that exists, so that the time tells nothing.
        User().set_password(password)
    for user in called:
        if user.check_password(as_typed_anywhere(password)):
            return Waiting(user.pk)
    raise TequioError("TQ-314")


def is_keyed(user: User) -> bool:
    """Whoever works in the protected team of a process enters with a passphrase, never with less."""
    return Membership.objects.filter(user=user, role__in=PROTECTED_TEAM).exists()


def change_password(user: User, password: str, again: str) -> None:
    """The account's own choice. Raises TQ-316 for one that is too short, known, or typed differently."""
    chosen = as_typed_anywhere(password)
    own = as_typed_anywhere(user.pseudonym)
    if password != again or len(chosen) < LEAST or own in chosen or user.check_password(chosen):
        raise TequioError("TQ-316", least=LEAST)
    set_password(user, password, given=False)
