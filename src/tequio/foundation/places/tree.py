"""Territories lie in territories: a state holds its municipalities, a municipality its neighbourhoods."""

from collections.abc import Iterable
from uuid import UUID

from tequio.foundation.places.models import Level, Territory


def whole_of(process_id: UUID, chosen: Iterable[UUID]) -> frozenset[UUID]:
    """The chosen territories of a process with everything that lies in them; those of other processes are left out."""
    parents = dict(Territory.objects.filter(process_id=process_id).values_list("pk", "parent_id"))
    found = set(chosen) & parents.keys()
    while inside := {pk for pk, parent in parents.items() if parent in found} - found:
        found |= inside
    return frozenset(found)


def within(territory: Territory) -> frozenset[UUID]:
    """A territory is itself and everything that lies in it."""
    return whole_of(territory.process_id, [territory.pk])


def holders(process_id: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """For each territory of a process, itself and those it lies in, the nearest first: where it is counted."""
    parents = dict(Territory.objects.filter(process_id=process_id).values_list("pk", "parent_id"))
    found: dict[UUID, tuple[UUID, ...]] = {}
    for place in parents:
        line = [place]
        while (around := parents.get(line[-1])) in parents and around not in line:
            line.append(around)
        found[place] = tuple(line)
    return found


def municipalities(process_id: UUID) -> dict[UUID, UUID]:
    """For each territory of a process, the municipality it lies in; itself where it lies in none."""
    levels = dict(Territory.objects.filter(process_id=process_id).values_list("pk", "level"))
    return {place: next((one for one in line if levels[one] == Level.MUNICIPALITY), place)
            for place, line in holders(process_id).items()}


def municipality_names(process_id: UUID) -> dict[UUID, str]:
    """For each territory, the name of the municipality it lies in; its own where it lies in none."""
    names = dict(Territory.objects.filter(process_id=process_id).values_list("pk", "name"))
    return {place: names[around] for place, around in municipalities(process_id).items()}
