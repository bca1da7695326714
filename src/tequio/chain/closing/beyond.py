"""What an ending cannot reach: copies that left this machine, as far as it knows of them. Said, never hidden."""

from pathlib import Path

from django.db.models import Q

from tequio.exchange.models import Machine
from tequio.foundation.audit.models import Entry
from tequio.foundation.places.models import Process
from tequio.publication.models import Edition

# Always there, whether or not anything is known of it.
ALWAYS = ("backups", "printed", "disk", "memory")


def beyond(process: Process) -> dict[str, int]:
    """Kinds of copies out of reach, each with how many are known of."""
    found = dict.fromkeys(ALWAYS, 0)
    found["backups"] = Entry.objects.filter(process_id=process.pk, verb="back_up").count()
    if others := machines(process):
        found["bundles"] = len(others)
    found["published"] = Edition.objects.filter(process=process).exclude(release_id=None).count()
    return found


def machines(process: Process) -> list[str]:
    """Machines that may hold a part of the process, also those that are no longer believed: each has to be closed."""
    return list(Machine.objects.filter(process=process).order_by("name").values_list("name", flat=True))


def documents(process: Process) -> list[str]:
    """Written documents of this process that lie on this machine."""
    return sorted({Path(name).name for name in Edition.objects.filter(
        Q(process=process), release_id=None).values_list("name", flat=True)})
