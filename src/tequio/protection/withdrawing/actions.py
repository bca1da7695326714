"""Taking a voice or an encounter back, narrowing what it may be used for, and going over what is left."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, append, today
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.foundation.trail.noun import Noun, kind_of
from tequio.foundation.trail.withdraw import Aftermath, Copy, aftermath, shred, take_back
from tequio.foundation.vault.rows import of_process, path_to, sealed_fields
from tequio.listening.models import Appointment, Consent, Draft, Encounter, Plan, RiskAnswer, Use, Voice
from tequio.listening.permissions import state_again, state_all_again
from tequio.protection.receipts.actions import bound_to
from tequio.protection.receipts.models import Receipt
from tequio.protection.withdrawing.models import Reissue, Revisit, Withdrawal

HOLDER = "recibo"
# How an encounter was prepared is the team's own, and goes in its own time.
PREPARED = (Appointment, Plan, RiskAnswer)


class Taken(Protocol):
    """Something that can be taken back."""

    pk: UUID
    process_id: UUID
    territory_id: UUID


def withdraw_voice(*, actor: User, voice: Voice) -> Counter[str]:
    """Take a voice back: its words become unreadable everywhere and what was made of them goes with it.

    Returns how many nouns of each kind stood on it, near or far.
    """
    with acting(actor, "withdraw", on=voice, process_id=voice.process_id, territory_id=voice.territory_id):
        return taken_back(voice, [voice])


def withdraw_encounter(*, actor: User, encounter: Encounter) -> Counter[str]:
    """Take all of an encounter back: every voice, and what was written down of it. That it was held stays."""
    with acting(actor, "withdraw", on=encounter, process_id=encounter.process_id,
                territory_id=encounter.territory_id):
        return taken_back_encounter(encounter)


def narrow(*, actor: User, about: Voice | Encounter, uses: Collection[Use]) -> None:
    """Take permission back for some uses; none is ever given here."""
    with acting(actor, "record_consent", on=about, process_id=about.process_id, territory_id=about.territory_id):
        narrowed(about, uses)


def withdraw_by_receipt(*, receipt: Receipt) -> None:
    """Whoever holds the slip takes back what it covers. The audit says that a slip was used, not whose."""
    with _holding(receipt) as about:
        if isinstance(about, Encounter):
            taken_back_encounter(about)
        elif about is not None:
            taken_back(about, [about])


def narrow_by_receipt(*, receipt: Receipt, uses: Collection[Use]) -> None:
    with _holding(receipt) as about:
        if about is not None:
            narrowed(about, uses)


def looked_again(*, actor: User, revisit: Revisit) -> None:
    """Somebody went over a noun without what was taken back, and it may stand as it now is."""
    with acting(actor, "revisit", on=revisit, process_id=revisit.process_id):
        Revisit.objects.filter(process=revisit.process_id, object_id=revisit.object_id, done=None).update(
            done=today(), by=actor.pseudonym)


def issued_again(*, actor: User, reissue: Reissue) -> None:
    """A new edition stands in place of a file, or its copies were asked back."""
    with acting(actor, "withdraw", on=reissue, process_id=reissue.process_id):
        Reissue.objects.filter(process=reissue.process_id, name=reissue.name, done=None).update(done=today())


def instead() -> str:
    """What stands where words were taken back: the same on every machine, whoever works there in which language."""
    with override(settings.LANGUAGE_CODE):
        return str(_("(Retirado por quien lo dijo.)"))


@contextmanager
def _holding(receipt: Receipt) -> Iterator[Voice | Encounter | None]:
    with transaction.atomic():
        row = Receipt.objects.select_for_update().get(pk=receipt.pk)
        about: Voice | Encounter | None = None if row.used else row.voice or row.encounter
        yield about
        if about is not None:
            append(process_id=row.process_id, actor=HOLDER, verb="withdraw", on=Receipt(pk=row.pk), count=1)


def taken_back(about: Noun, voices: Sequence[Voice], *, done: Withdrawal | None = None) -> Counter[str]:
    """In the caller's transaction. `done` is what another machine wrote down of it already."""
    found = aftermath(about.process_id, voices)
    _mark_used(about.process, [voice.pk for voice in voices], [about.pk] if isinstance(about, Encounter) else [])
    # Sealed with the key that goes: nobody could open them any more.
    Draft.objects.filter(voice_id__in=[voice.pk for voice in voices]).delete()
    copies = take_back(about.process_id, found, instead=instead())
    _write_down(about, found, copies, uses=(), done=done)
    return found.reach()


def taken_back_encounter(encounter: Encounter, *, done: Withdrawal | None = None) -> Counter[str]:
    reach = taken_back(encounter, list(Voice.objects.filter(encounter=encounter)), done=done)
    Consent.objects.filter(encounter=encounter).update(granted=False)
    state_all_again(encounter)
    keys: set[UUID | None] = set()
    for rows, names in written_down(encounter):
        for name in names:
            keys |= set(rows.values_list(name, flat=True))
        rows.delete()
    shred(encounter.process_id, {key for key in keys if key})
    return reach


def written_down(encounter: Encounter) -> Iterator[tuple[Any, set[str]]]:
    """All words that hang on an encounter, whatever room keeps them, with the columns that name their keys.

    A room that is added later is reached without being named here. Voices have a withdrawal of their own.
    """
    for model, fields in sealed_fields():
        path = path_to(model, Encounter)
        if path and model is not Voice and model not in PREPARED:
            names = {"pk" if field.key_of == "id" else field.key_of for field in fields if field.key_of}
            yield of_process(model, encounter.process_id).filter(**{path: encounter}), names


def narrowed(about: Voice | Encounter, uses: Collection[Use], *, done: Withdrawal | None = None) -> None:
    voices = [about] if isinstance(about, Voice) else list(Voice.objects.filter(encounter=about))
    for use in uses:
        _refuse(about, use)
    found = aftermath(about.process_id, voices)
    if Use.DIAGNOSIS in uses:
        # Nothing may be made of it any more: what was, goes; the words stay for the other uses.
        copies = take_back(about.process_id, found, instead=instead(), keep_origins=True)
        _write_down(about, found, copies, uses=uses, done=done)
    else:
        _write_down(about, Aftermath(found.origins), [], uses=uses, done=done)


def _refuse(about: Voice | Encounter, use: Use) -> None:
    if isinstance(about, Voice):
        Consent.objects.update_or_create(encounter=about.encounter, voice=about, use=use, defaults={
            "process_id": about.process_id, "granted": False})
        state_again(about.process_id, [about])
        return
    Consent.objects.update_or_create(encounter=about, voice=None, use=use, defaults={
        "process_id": about.process_id, "granted": False})
    Consent.objects.filter(encounter=about, use=use).update(granted=False)
    state_all_again(about)


def _mark_used(process: Process, voices: Sequence[UUID], encounters: Sequence[UUID]) -> None:
    covering = [row.pk for row in bound_to(process, voices, encounters)]
    Receipt.objects.filter(pk__in=covering).update(used=True)


def _write_down(about: Noun, found: Aftermath, copies: Iterable[Copy], *, uses: Iterable[Use],
                done: Withdrawal | None) -> None:
    """That it was taken back, what has to be looked at again, and what has to be issued again."""
    row = done or Withdrawal(
        process=about.process, kind=kind_of(about), object_id=about.pk, day=today(), reach=dict(found.reach()),
        gone=dict(Counter(kind for kind, _pk in found.gone)), uses=[str(use) for use in uses])
    if done is None:
        add([row])
    known = set(Revisit.objects.filter(withdrawal=row).values_list("object_id", flat=True))
    # What is gone needs no second look.
    Revisit.objects.filter(process=about.process, object_id__in=[pk for _kind, pk in found.gone]).delete()
    add([Revisit(process=about.process, withdrawal=row, kind=kind, object_id=pk) for kind, pk in sorted(found.review)
         if pk not in known])
    add([Reissue(process=about.process, withdrawal=row, name=copy.name, day=copy.day, published=copy.published)
         for copy in copies])
