"""What was taken back on another machine is taken back here as well, however late what it reaches arrives.

Every withdrawal is looked at again after each bundle: a voice that comes from a third machine, or something that was
made of one there, meets it here. Done twice it changes nothing.
"""

from collections.abc import Sequence
from uuid import UUID

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.noun import Noun
from tequio.foundation.trail.withdraw import aftermath
from tequio.listening.models import Consent, Encounter, Use, Voice
from tequio.protection.withdrawing.actions import (
    narrow,
    narrowed,
    taken_back,
    taken_back_encounter,
    withdraw_encounter,
    withdraw_voice,
    written_down,
)
from tequio.protection.withdrawing.models import Withdrawal


def take_back_as_elsewhere(process_id: UUID) -> None:
    for row in Withdrawal.objects.filter(process=process_id).order_by("pk"):
        if row.uses:
            _narrow(row)
        elif row.kind == "voice":
            _voice(row, row.object_id)
        else:
            _encounter(row)


def take_back_for(process: Process, actor: User, kind: str, row_id: UUID, uses: Sequence[str]) -> None:
    """Somebody here decided that what another machine took back is taken back here: it is their own deed.

    Raises TQ-544 for uses that do not exist.
    """
    if not set(uses) <= set(Use.values):
        raise TequioError("TQ-544")
    about: Voice | Encounter
    if kind == "encounter":
        about = Encounter.objects.get(process=process, pk=row_id)
    else:
        about = Voice.objects.get(process=process, pk=row_id)
    if uses:
        narrow(actor=actor, about=about, uses=[Use(use) for use in uses])
    elif isinstance(about, Encounter):
        withdraw_encounter(actor=actor, encounter=about)
    else:
        withdraw_voice(actor=actor, voice=about)


def _voice(row: Withdrawal, voice_id: UUID) -> None:
    voice = Voice.objects.filter(process=row.process_id, pk=voice_id).first()
    # Of a voice that is gone already, something made of it elsewhere may have come.
    if voice or Edge.objects.filter(process_id=row.process_id, source_id=voice_id).exists():
        about = voice or Voice(pk=voice_id, process_id=row.process_id)
        taken_back(about, [about], done=row)


def _encounter(row: Withdrawal) -> None:
    encounter = Encounter.objects.filter(process=row.process_id, pk=row.object_id).first()
    if encounter is None:
        return
    edges = Edge.objects.filter(process_id=row.process_id, source_id=encounter.pk, target_kind="voice")
    for voice_id in edges.values_list("target_id", flat=True):
        if not Voice.objects.filter(process=row.process_id, pk=voice_id).exists():
            _voice(row, voice_id)
    left = [Voice.objects.filter(encounter=encounter), *(rows for rows, _ in written_down(encounter))]
    if any(rows.exists() for rows in left) or Consent.objects.filter(encounter=encounter, granted=True).exists():
        taken_back_encounter(encounter, done=row)


def _narrow(row: Withdrawal) -> None:
    model: type[Noun] = Voice if row.kind == "voice" else Encounter
    about = model.objects.filter(process=row.process_id, pk=row.object_id).first()
    if about is not None and (_is_granted(about, row.uses) or _is_used(about, row.uses)):
        narrowed(about, [Use(use) for use in row.uses], done=row)


def _is_granted(about: Voice | Encounter, uses: list[str]) -> bool:
    """Whether a use that was taken back is still, or again, permitted somewhere."""
    if isinstance(about, Voice):
        refused = Consent.objects.filter(voice=about, use__in=uses, granted=False)
        return refused.count() < len(uses)
    return Consent.objects.filter(encounter=about, use__in=uses, granted=True).exists()


def _is_used(about: Voice | Encounter, uses: list[str]) -> bool:
    voices = [about] if isinstance(about, Voice) else list(Voice.objects.filter(encounter=about))
    found = aftermath(about.process_id, voices) if Use.DIAGNOSIS in uses else None
    return found is not None and bool(found.gone or found.review)
