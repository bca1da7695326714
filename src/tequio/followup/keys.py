"""Keys of what follows from something that has a key already."""

from uuid import UUID

from tequio.foundation.trail.noun import Noun

# What is left of a key of eighty letters for the mark and the number after it.
ROOM = 70


def next_key(model: type[Noun], process_id: UUID, near: str, mark: str = "-") -> str:
    """`near` with the first number that is free. Long keys that begin alike share the numbers, so that none repeats.

    Called inside an action, which sees the keys of the whole process.
    """
    stem = f"{near[:ROOM]}{mark}"
    taken = set(model._default_manager.filter(process=process_id, key__startswith=stem).values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{stem}{number}") not in taken)
