"""When somebody counts as another person than the one who let them in.

Whoever lets somebody in knows the words that they hand over, and could sign with them as well. So a person counts for
what takes two different people once they have chosen words of their own and some days have passed, in which the others
could notice; or sooner, when a third person of the team vouches for them. The key file keeps this under its seal.
"""

import datetime
from dataclasses import replace

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyfile import Kept
from tequio.foundation.vault.keyring import keyring, owner
from tequio.foundation.vault.people import Wrap
from tequio.foundation.vault.team import change_passphrase

DAYS = 3


def check_counts(user: User, process: Process, put_away: Kept | None = None) -> None:
    """Raises TQ-521 for an account that holds no key, TQ-518 while somebody has the words that were handed to them,
    TQ-519 before they have been here for days, TQ-301 while the process is locked.

    An account without a key may be a row that somebody wrote into the database. The people of a demonstration are
    invented: it waits for nobody. `put_away` is the key file of a process that was handed over, with its seal checked:
    that one opens no more.
    """
    if process.is_demo:
        return
    person = _held(put_away or keyring.of(process.pk).kept, user.pseudonym)
    if person is None:
        raise TequioError("TQ-521", value=user.pseudonym)
    if person.given:
        raise TequioError("TQ-518", value=user.pseudonym)
    if not person.vouched and not _long_here(person):
        raise TequioError("TQ-519", value=user.pseudonym, days=DAYS)


def choose_own_words(*, user: User, process: Process, passphrase: str, chosen: str) -> None:
    """Words of one's own in place of those that were handed over.

    Raises TQ-303 unless `passphrase` is this person's, TQ-517 for weak words or the same ones.
    """
    kept = keyring.of(process.pk).kept
    if owner(kept, passphrase)[0] != user.pseudonym:
        raise TequioError("TQ-303")
    try:
        same = owner(kept, chosen)[0] == user.pseudonym
    except TequioError:
        same = False
    if same:
        raise TequioError("TQ-517", least=0)
    change_passphrase(actor=user.pseudonym, process=process, pseudonym=user.pseudonym, passphrase=chosen)


def vouch(*, actor: User, process: Process, pseudonym: str) -> None:
    """A third person knows that this is somebody else. Raises TQ-327 for nobody of that name, TQ-520 for one of the two
    whom it is about, and what `check_counts` raises for somebody who does not count yet."""
    person = _held(keyring.of(process.pk).kept, pseudonym)
    if person is None:
        raise TequioError("TQ-327", value=pseudonym)
    if actor.pseudonym in (pseudonym, person.by):
        raise TequioError("TQ-520", value=pseudonym)
    with acting(actor, "vouch_person", on=process, process_id=process.pk):
        check_counts(actor, process)
        keyring.of(process.pk).change(lambda kept: replace(kept, people=tuple(
            replace(one, vouched=actor.pseudonym) if one.pseudonym == pseudonym else one for one in kept.people)))


def _held(kept: Kept, pseudonym: str) -> Wrap | None:
    return next((one for one in kept.people if one.pseudonym == pseudonym), None)


def _long_here(person: Wrap) -> bool:
    return not person.since or today() - datetime.date.fromisoformat(person.since) >= datetime.timedelta(days=DAYS)
