"""Who agreed, in the pages, that a process should end in one way. Their passphrases are asked for when it does."""

from dataclasses import dataclass

from tequio.chain.closing.journal import How
from tequio.foundation.accounts.models import Role, User
from tequio.foundation.accounts.permissions import Where, require, roles_at
from tequio.foundation.audit.actions import append
from tequio.foundation.audit.models import Entry
from tequio.foundation.places.models import Process


@dataclass(frozen=True)
class Agreed:
    """The pseudonyms of who agreed: one who coordinates and another who protects."""

    coordinator: str = ""
    protector: str = ""

    @property
    def both(self) -> bool:
        return bool(self.coordinator and self.protector)


def agree(*, actor: User, process: Process, how: How) -> None:
    """Enter into the record that somebody agrees; nothing else happens. Raises TQ-311."""
    require(actor, "close_process", process_id=process.pk)
    append(process_id=process.pk, actor=actor.pseudonym, verb=_verb(how), on=process, count=1)


def agreed(process: Process, how: How) -> Agreed:
    """Who agreed, by what they are now; somebody with both roles counts for one of them only."""
    names = Entry.objects.filter(process_id=process.pk, verb=_verb(how)).values_list("actor", flat=True)
    users = list(User.objects.filter(process=process, pseudonym__in=set(names)).order_by("pseudonym"))
    held = {user.pseudonym: roles_at(user, Where(process.pk)) for user in users}
    coordinating = [name for name, roles in held.items() if Role.COORDINATOR in roles]
    protecting = [name for name, roles in held.items() if Role.PROTECTOR in roles]
    pairs = [(one, other) for one in coordinating for other in protecting if one != other]
    if pairs:
        return Agreed(*pairs[0])
    return Agreed(coordinating[0]) if coordinating else Agreed(protector=protecting[0] if protecting else "")


def _verb(how: How) -> str:
    return f"agree_{how.value}"
