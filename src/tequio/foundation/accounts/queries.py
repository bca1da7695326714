"""Accounts by name. A name means something only together with the process it stands in."""

from collections.abc import Collection
from uuid import UUID

from tequio.foundation.accounts.models import User


def account_of(process_id: UUID, pseudonym: str) -> User | None:
    return User.objects.filter(process_id=process_id, pseudonym=pseudonym).first()


def accounts_called(pseudonym: str, processes: Collection[UUID]) -> list[User]:
    """In each of the processes, the account of that name."""
    return list(User.objects.filter(process_id__in=processes, pseudonym=pseudonym).order_by("process_id"))
