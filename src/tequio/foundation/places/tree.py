"""Territories lie in territories: a state holds its municipalities, a municipality its neighbourhoods."""

from collections.abc import Iterable
from uuid import UUID

from tequio.foundation.places.models import Territory


def whole_of(process_id: UUID, chosen: Iterable[UUID]) -> frozenset[UUID]:
    """The chosen territories of a process with everything that lies in them; those of other processes are left out."""
    parents = dict(Territory.objects.filter(process_id=process_id).values_list("pk", "parent_id"))
    found = set(chosen) & parents.keys()
    while inside := {pk for pk, parent in parents.items() if parent in found} - found:
        found |= inside
    return frozenset(found)
