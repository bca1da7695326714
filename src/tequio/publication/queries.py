"""What pages read of publication."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath
from uuid import UUID

from tequio.foundation.places.models import Process
from tequio.publication.models import Edition


def editions(process: Process) -> list[Edition]:
    """Newest day first, working papers before what was published, then by name."""
    rows = Edition.objects.filter(process=process)
    return sorted(rows, key=_order)


def _order(row: Edition) -> tuple[int, str, str, str]:
    return -row.day.toordinal(), str(row.release_id or ""), PurePath(row.name).stem, row.name


def edition(process: Process, edition_id: UUID) -> Edition | None:
    return Edition.objects.filter(process=process, pk=edition_id).first()


def documents(process: Process) -> Iterator[tuple[str, list[Edition]]]:
    """Editions of one day, one release and one name, in whatever formats they were written."""
    for key, rows in groupby(editions(process), key=lambda row: (row.day, row.release_id, PurePath(row.name).stem)):
        yield key[2], list(rows)
