"""What an ending cannot reach: copies that left this machine, as far as it knows of them. Said, never hidden."""

from collections import Counter
from pathlib import Path

from django.db.models import Q

from tequio.foundation.audit.models import Entry
from tequio.foundation.places.models import Process
from tequio.publication.models import Edition

# Acts that made a copy which is somewhere else by now.
COPIES = {"back_up": "backups", "exchange": "bundles"}
# Always there, whether or not anything is known of it.
ALWAYS = ("backups", "printed", "disk", "memory")


def beyond(process: Process) -> dict[str, int]:
    """Kinds of copies out of reach, each with how many are known of."""
    acts = Counter(Entry.objects.filter(process_id=process.pk, verb__in=COPIES).values_list("verb", flat=True))
    found = dict.fromkeys(ALWAYS, 0)
    for verb, times in acts.items():
        found[COPIES[verb]] = found.get(COPIES[verb], 0) + times
    found["published"] = Edition.objects.filter(process=process).exclude(release_id=None).count()
    return found


def documents(process: Process) -> list[str]:
    """Written documents of this process that lie on this machine."""
    return sorted({Path(name).name for name in Edition.objects.filter(
        Q(process=process), release_id=None).values_list("name", flat=True)})
