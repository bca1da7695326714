"""What the desk remembers of a voice goes when the voice is taken back or no longer allows the diagnosis."""

from uuid import UUID

from tequio.diagnosis.models import Assignment, Coding, Link, Sheet
from tequio.foundation.trail.withdraw import Aftermath, Copy

BATCH = 500


def forget_steps(process_id: UUID, found: Aftermath) -> list[Copy]:
    """Sheets go with their steps, which hold quotes and memos of codings that are gone; nobody undoes a withdrawal."""
    going = found.gone | found.origins
    voices = {pk for kind, pk in going if kind == "voice"}
    for kind, model in (("coding", Coding), ("link", Link)):
        rows = [pk for one, pk in going if one == kind]
        for at in range(0, len(rows), BATCH):
            voices |= set(model.objects.filter(pk__in=rows[at:at + BATCH]).values_list("voice_id", flat=True))
    ends = list(voices)
    for at in range(0, len(ends), BATCH):
        part = ends[at:at + BATCH]
        Sheet.objects.filter(process=process_id, voice__in=part).delete()
        # Nobody waits for a voice that is not coded any more.
        Assignment.objects.filter(process=process_id, voice__in=part, open=True).delete()
    return []
