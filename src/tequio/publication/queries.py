"""What pages read of publication."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath
from uuid import UUID

from tequio.foundation.places.models import Process
from tequio.publication.models import Edition


def editions(process: Process) -> list[Edition]:
    """Newest day first, then by name."""
    return sorted(Edition.objects.filter(process=process), key=lambda row: (-row.day.toordinal(), row.name))


def edition(process: Process, edition_id: UUID) -> Edition | None:
    return Edition.objects.filter(process=process, pk=edition_id).first()


def documents(process: Process) -> Iterator[tuple[str, list[Edition]]]:
    """Editions of one day and one name, in whatever formats they were written."""
    for (_, stem), rows in groupby(editions(process), key=lambda row: (row.day, PurePath(row.name).stem)):
        yield stem, list(rows)
