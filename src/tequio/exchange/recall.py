"""Versions that nobody chose hold words, too: when what they are versions of is taken back, they go."""

from uuid import UUID

from tequio.exchange.kinds import kinds
from tequio.exchange.state import conflicts_of
from tequio.foundation.trail.withdraw import Aftermath, Copy


def forget_destroyed(process_id: UUID, kind: str, rows: list[UUID] | None) -> None:
    """What was promised to be gone on its day goes with the versions that nobody chose."""
    for label in (label for label in kinds() if label.partition(".")[2] == kind):
        found = conflicts_of(process_id).filter(kind=label)
        (found if rows is None else found.filter(row_id__in=rows)).delete()


def forget_versions(process_id: UUID, found: Aftermath) -> list[Copy]:
    """Of everything that goes or is emptied, and of what is sealed with its key. Leaves no copy to be asked back."""
    labels = {label.partition(".")[2]: label for label in kinds()}
    for kind, row_id in found.gone | found.origins:
        conflicts_of(process_id).filter(kind=labels.get(kind, ""), row_id=row_id).delete()
        conflicts_of(process_id).filter(key_id=row_id).delete()
    return []
