"""Deciding on what arrived: into the encounter through the same verbs as the desk, or discarded."""

from collections.abc import Mapping

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.listening.capture.models import Letter, LetterState
from tequio.listening.capture.opening import Opened
from tequio.listening.capture.recordings import keep_audio
from tequio.listening.entry.cards import enter_card, keep_choice, note_silence
from tequio.listening.fieldwork.holding import write_reflection
from tequio.listening.fieldwork.models import Reflection
from tequio.listening.models import Encounter, Use
from tequio.listening.queries import agreed_by, allowed_by


def accept(*, actor: User, encounter: Encounter, found: Opened, allowed: Mapping[Use, bool] | None = None) -> None:
    """What the phone wrote becomes a voice, a silence, a recording or part of the reflection; its letter is emptied.

    `allowed` is what somebody chose for a card whose encounter was asked about no use yet. Raises its own problem
    when it could not be read, TQ-420 when somebody decided meanwhile, TQ-765 where nobody chose, and as the desk does.
    """
    if found.note is None:
        raise TequioError(found.problem.code if found.problem else "TQ-408")
    with transaction.atomic():
        _decide(found, LetterState.TAKEN)
        _enter(actor, encounter, found, allowed)


def discard(*, actor: User, encounter: Encounter, found: Opened) -> None:
    """Its words go; that something came and was discarded stays. Raises TQ-420."""
    with acting(actor, "discard_letter", on=found.letters[0], process_id=encounter.process_id,
                territory_id=encounter.territory_id) as deed:
        deed.count = _decide(found, LetterState.DISCARDED)


def _enter(actor: User, encounter: Encounter, found: Opened, chosen: Mapping[Use, bool] | None) -> None:
    note = found.note
    assert note is not None
    if note.kind == "card":
        # A phone can only take permissions away: what goes beyond the group's agreement is given at the desk.
        # A group that was asked and allows nothing has answered: nobody chooses in its place.
        usual = allowed_by(encounter) if agreed_by(encounter) else chosen
        allowed = None if usual is None else {
            use: given and use.value not in note.withheld for use, given in usual.items()}
        enter_card(actor=actor, encounter=encounter, text=note.text, group=found.group, allowed=allowed)
        if chosen is not None:
            keep_choice(actor=actor, encounter=encounter, allowed=chosen)
    elif note.kind == "silence":
        note_silence(actor=actor, encounter=encounter, kind=note.silence, group=found.group, text=note.text)
    elif note.kind == "audio":
        keep_audio(actor=actor, encounter=encounter, pieces=found.sound, group=found.group, caption=note.text,
                   allowed=found.letters[0].phone.audio)
    else:
        write_reflection(actor=actor, encounter=encounter, text=_with_earlier(encounter, note.text))


def _with_earlier(encounter: Encounter, text: str) -> str:
    kept = Reflection.objects.filter(encounter=encounter).first()
    return f"{kept.text}\n\n{text.strip()}" if kept and kept.text else text


def _decide(found: Opened, state: LetterState) -> int:
    """Mark the letters and empty their letters. Raises TQ-420 unless all of them still wait."""
    ids = [row.pk for row in found.letters]
    locked = Letter.objects.select_for_update().filter(pk__in=ids, state=LetterState.WAITING)
    if len(list(locked)) != len(ids):
        raise TequioError("TQ-420")
    for row in found.letters:
        row.state, row.sealed = state, b""
        row.save(update_fields=["state", "sealed"])
    return len(ids)
