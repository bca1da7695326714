"""Versions that nobody chose hold words, too: when what they are versions of is taken back, they go."""

from uuid import UUID

from tequio.foundation.bundles.kinds import kinds
from tequio.foundation.bundles.state import conflicts_of
from tequio.foundation.trail.withdraw import Aftermath, Copy


def forget_versions(process_id: UUID, found: Aftermath) -> list[Copy]:
    """Of everything that goes or is emptied, and of what is sealed with its key. Leaves no copy to be asked back."""
    labels = {label.partition(".")[2]: label for label in kinds()}
    for kind, row_id in found.gone | found.origins:
        conflicts_of(process_id).filter(kind=labels.get(kind, ""), row_id=row_id).delete()
        conflicts_of(process_id).filter(key_id=row_id).delete()
    return []
