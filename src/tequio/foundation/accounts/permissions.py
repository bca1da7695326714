"""Who may do what: each room declares its verbs and their roles, and only process and territory are looked at."""

from dataclasses import dataclass
from uuid import UUID

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.reach import Reach, reach
from tequio.foundation.errors import TequioError
from tequio.foundation.places.tree import whole_of
from tequio.foundation.register import verb_of

F, P, A, C = Role.FACILITATOR, Role.PROTECTOR, Role.ANALYST, Role.COORDINATOR
TEAM = (F, P, A, C)


@dataclass(frozen=True)
class Where:
    """The two things a permission may depend on."""

    process_id: UUID
    territory_id: UUID | None = None


def who_may(verb: str) -> tuple[Role, ...]:
    """The roles that may; nobody, for what no role is asked for. Raises KeyError for a verb that no room declares."""
    return verb_of(verb).roles


def roles_at(user: User, where: Where) -> set[str]:
    """The roles `user` holds there: those for the whole process, and those for a territory that holds this one.

    An account of another process holds none, whatever memberships say.
    """
    if user.process_id != where.process_id:
        return set()
    held = list(Membership.objects.filter(user=user, process_id=where.process_id))
    return {row.role for row in held if row.territory_id is None or (
        where.territory_id and where.territory_id in whole_of(where.process_id, [row.territory_id]))}


def reach_of(user: User, verb: str, process_id: UUID) -> Reach:
    """Where in the process `user` may do `verb`: None for everywhere, no territory at all for nowhere."""
    if user.process_id != process_id:
        return frozenset()
    held = Membership.objects.filter(user=user, process_id=process_id, role__in=who_may(verb))
    places = set(held.values_list("territory_id", flat=True))
    return None if None in places else whole_of(process_id, places) if places else frozenset()


def may(user: User, verb: str, *, process_id: UUID, territory_id: UUID | None = None) -> bool:
    held = roles_at(user, Where(process_id, territory_id))
    return not held.isdisjoint(who_may(verb))


def may_here(user: User, verb: str, process_id: UUID) -> bool:
    """Whether `user` may do `verb` wherever this request may look: for what a page shows, never for what it does."""
    theirs, looked_at = reach_of(user, verb, process_id), reach()
    return theirs is None or (looked_at is not None and bool(looked_at) and looked_at <= theirs)


def require(user: User, verb: str, *, process_id: UUID, territory_id: UUID | None = None) -> None:
    """Raises TQ-311 when `user` may not do `verb` there, KeyError for a verb that no room declares."""
    if not may(user, verb, process_id=process_id, territory_id=territory_id):
        raise TequioError("TQ-311", verb=verb)
