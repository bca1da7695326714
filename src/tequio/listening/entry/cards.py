"""Cards entered one after the other: keeping the unfinished one, saving it, taking the last one back."""

import uuid
from collections.abc import Mapping
from functools import partial

from django.db import transaction

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import require
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.models import Edge
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.search import forget
from tequio.listening.actions import declare_silences, record_voices
from tequio.listening.entry.models import Draft
from tequio.listening.entry.uses import written
from tequio.listening.fieldwork.models import Decision, Plan
from tequio.listening.models import Consent, Encounter, EncounterStatus, Recording, Silence, SilenceKind, Use, Voice
from tequio.listening.queries import agreed_by

LONGEST = 4000


def check_takes_cards(encounter: Encounter) -> None:
    """Whether cards can be entered: raises TQ-401, TQ-402, TQ-461 or TQ-466 with what stands against it."""
    if encounter.closed:
        raise TequioError("TQ-466")
    if encounter.status not in (EncounterStatus.HELD, EncounterStatus.SUSPENDED):
        raise TequioError("TQ-401", value=encounter.key)
    if encounter.recording == Recording.NONE:
        raise TequioError("TQ-402", value=encounter.key)
    if Plan.objects.filter(encounter=encounter).exclude(decision=Decision.GO).exists():
        raise TequioError("TQ-461")


def draft_of(actor: User, encounter: Encounter) -> Draft:
    """The unfinished card of this account, as it was left; an empty one where there is none."""
    found: Draft = Draft.objects.select_related("group").get_or_create(
        encounter=encounter, account=actor,
        defaults={"process_id": encounter.process_id, "group": _only_group(encounter)})[0]
    return found


def keep_draft(*, actor: User, encounter: Encounter, text: str, group: Group | None) -> Draft:
    """Seal what is typed so far. It writes no audit entry: it says nothing until it is saved.

    Raises TQ-311, TQ-468 and as `check_takes_cards` does.
    """
    require(actor, "record_voices", process_id=encounter.process_id, territory_id=encounter.territory_id)
    check_takes_cards(encounter)
    if len(text) > LONGEST:
        raise TequioError("TQ-468", most=LONGEST)
    draft = draft_of(actor, encounter)
    keyring.of(encounter.process_id).make_keys([draft.voice_id])
    draft.text, draft.group = text, group
    draft.save()
    return draft


def save_card(*, actor: User, encounter: Encounter, text: str, group: Group | None,
              allowed: Mapping[Use, bool] | None) -> Voice:
    """One card becomes one voice; `allowed` differs from the encounter's where this voice is an exception.

    The choice is kept for the next card. Raises TQ-468, TQ-469, TQ-765 where nobody chose, and as
    `check_takes_cards` does.
    """
    with transaction.atomic():
        draft = draft_of(actor, encounter)
        voice = enter_card(actor=actor, encounter=encounter, text=text, group=group, allowed=allowed,
                           voice_id=draft.voice_id)
        draft.text, draft.group, draft.last_voice, draft.voice_id = "", group, voice.pk, uuid.uuid4()
        draft.uses = written(allowed or {})
        draft.save()
    return voice


def keep_choice(*, actor: User, encounter: Encounter, allowed: Mapping[Use, bool]) -> None:
    """The next card of this account begins with this choice. Raises TQ-311."""
    require(actor, "record_voices", process_id=encounter.process_id, territory_id=encounter.territory_id)
    draft = draft_of(actor, encounter)
    draft.uses = written(allowed)
    draft.save(update_fields=["uses"])


def enter_card(*, actor: User, encounter: Encounter, text: str, group: Group | None,
               allowed: Mapping[Use, bool] | None, voice_id: uuid.UUID | None = None) -> Voice:
    """A card that is whole already becomes a voice; nobody's draft is touched. Raises as `save_card` does."""
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise TequioError("TQ-468", most=LONGEST)
    if group is not None and group.process_id != encounter.process_id:
        raise TequioError("TQ-469")
    check_takes_cards(encounter)
    if not allowed:
        raise TequioError("TQ-765")
    with transaction.atomic():
        voice = Voice(id=voice_id or uuid.uuid4(), process_id=encounter.process_id, encounter=encounter, group=group,
                      territory_id=encounter.territory_id, key=_free_key(encounter), text=text)
        record_voices(actor=actor, encounter=encounter, voices=[voice],
                      exceptions=_exceptions(encounter, voice, allowed))
    return voice


def take_back(*, actor: User, encounter: Encounter) -> Draft:
    """Undo this account's last card: its words return to the field, its row and its key go. Raises TQ-466, TQ-467."""
    if encounter.closed:
        raise TequioError("TQ-466")
    draft = draft_of(actor, encounter)
    voice = Voice.objects.filter(pk=draft.last_voice, encounter=encounter).first() if draft.last_voice else None
    if voice is None or Edge.objects.filter(source_id=voice.pk).exists():
        raise TequioError("TQ-467")
    with acting(actor, "take_back_card", on=voice, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        keyring.of(encounter.process_id).make_keys([draft.voice_id])
        draft.text, draft.group, draft.last_voice = _both(voice.text, draft.text), voice.group, None
        draft.save()
        Edge.objects.filter(target_id=voice.pk).delete()
        # By query: deleting the instance would take its identity before the audit has written it down.
        Voice.objects.filter(pk=voice.pk).delete()
        transaction.on_commit(partial(_shred, voice.process_id, voice.pk))
    return draft


def note_silence(*, actor: User, encounter: Encounter, kind: str, group: Group | None, text: str) -> Silence:
    """What was not said there; no text is a gap without a name. Raises TQ-466, TQ-468, TQ-469."""
    if encounter.closed:
        raise TequioError("TQ-466")
    if len(text) > LONGEST or kind not in SilenceKind.values:
        raise TequioError("TQ-468", most=LONGEST)
    if group is not None and group.process_id != encounter.process_id:
        raise TequioError("TQ-469")
    silence = Silence(process_id=encounter.process_id, territory_id=encounter.territory_id, encounter=encounter,
                      group=group, key=_free_silence(encounter), kind=kind, text=text.strip())
    declare_silences(actor=actor, process=encounter.process, silences=[silence])
    return silence


def _exceptions(encounter: Encounter, voice: Voice, allowed: Mapping[Use, bool]) -> list[Consent]:
    """What the voice says otherwise than its encounter, or to a use that the encounter was not asked about."""
    agreed = agreed_by(encounter)
    return [Consent(process_id=encounter.process_id, encounter=encounter, voice=voice, use=use, granted=granted)
            for use, granted in allowed.items() if granted != agreed.get(use)]


def _free_key(encounter: Encounter) -> str:
    # The row is locked, so that two people entering cards of one encounter never take the same number.
    Encounter.objects.select_for_update().get(pk=encounter.pk)
    taken = set(Voice.objects.filter(process_id=encounter.process_id, key__startswith=f"{encounter.key}-")
                .values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{encounter.key}-{number:03d}") not in taken)


def _free_silence(encounter: Encounter) -> str:
    taken = set(Silence.objects.filter(process_id=encounter.process_id, key__startswith=f"{encounter.key}-s")
                .values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{encounter.key}-s{number}") not in taken)


def _only_group(encounter: Encounter) -> Group | None:
    """The group that came, where only one did."""
    came = list(encounter.attendance.filter(count__gt=0).select_related("group")[:2])
    return came[0].group if len(came) == 1 else None


def _both(taken_back: str, typed: str) -> str:
    return f"{taken_back}\n\n{typed.strip()}" if typed.strip() else taken_back


def _shred(process_id: uuid.UUID, voice_id: uuid.UUID) -> None:
    keyring.of(process_id).destroy_keys([voice_id])
    forget(process_id)
