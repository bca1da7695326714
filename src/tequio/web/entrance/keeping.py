"""What the coordination decides about second factors, entered in the audit."""

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.queries import account_of
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.web.entrance.factor import take_away


def reset_factor(*, actor: User, process: Process, pseudonym: str) -> None:
    """Somebody lost telephone and codes: they enter without, and set up another. Raises TQ-327 for nobody such."""
    user = account_of(process.pk, pseudonym)
    if user is None or not user.memberships.exists():
        raise TequioError("TQ-327", value=pseudonym)
    with acting(actor, "reset_second_factor", on=process, process_id=process.pk):
        take_away(user)


def demand_factor(*, actor: User, process: Process, demanded: bool) -> None:
    """Whether whoever works in the process needs a second factor to enter."""
    with acting(actor, "demand_second_factor", on=process, process_id=process.pk):
        process.second_factor = demanded
        process.save(update_fields=["second_factor"])
