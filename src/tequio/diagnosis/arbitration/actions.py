"""Voices given to two people who code blind to each other; a third settles where they differ, and they may answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tequio.diagnosis.arbitration.comparing import beside
from tequio.diagnosis.arbitration.drawing import drawn
from tequio.diagnosis.arbitration.queries import said_by_coders
from tequio.diagnosis.coding.coder import coder_name
from tequio.diagnosis.coding.queries import codable_voices
from tequio.diagnosis.models import Answer, Assignment, Coding, CodingStatus, Link, Settlement, Share, Sheet
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.actions import add
from tequio.listening.models import Voice

LONGEST = 2000


@dataclass(frozen=True)
class Asked:
    """Of which encounters (of all, where none is named), how much, and the seed that draws it."""

    encounters: Sequence[UUID]
    percent: int
    seed: int


def share_out(*, actor: User, process: Process, coders: Sequence[User], asked: Asked) -> Share:
    """Give the same voices to two people; neither sees what the other makes of them until both are done.

    Raises TQ-379 without two different people who may code those voices, TQ-380 where there is none to share out.
    """
    with acting(actor, "assign_coding", on=process, process_id=process.pk) as deed:
        # Two who share out at once do it one after the other, and give nobody's voices to four.
        Process.objects.select_for_update().get(pk=process.pk)
        names = sorted({coder_name(user.pseudonym) for user in coders})
        if len(names) != 2 or any(user.process_id != process.pk for user in coders):
            raise TequioError("TQ-379")
        rows = codable_voices(process).exclude(pk__in=Assignment.objects.filter(process=process).values("voice_id"))
        rows = rows.filter(encounter__in=asked.encounters) if asked.encounters else rows
        known = {voice.key: voice for voice in rows}
        if not known or not 1 <= asked.percent <= 100:
            raise TequioError("TQ-380")
        chosen = [known[key] for key in drawn(list(known), asked.percent, asked.seed)]
        _check_coders(coders, chosen)
        number = Share.objects.filter(process=process).count() + 1
        share = Share(process=process, name=f"R{number:03}", by=actor.pseudonym, drawn={
            "coders": names, "percent": asked.percent, "seed": asked.seed, "of": len(known), "taken": len(chosen),
            "encounters": sorted(str(one) for one in asked.encounters)})
        add([share])
        deed.count = add([Assignment(process=process, share=share, voice=voice, coder=name)
                          for voice in chosen for name in names]) // 2
    return share


def finish_voice(*, actor: User, voice: Voice) -> Assignment:
    """Say that one is done with an assigned voice. Raises TQ-382 where it is not assigned, TQ-376 where one was."""
    with acting(actor, "code_voices", on=voice, process_id=voice.process_id, territory_id=voice.territory_id):
        # Both rows are locked: of two who finish at once, one is the last.
        rows = list(Assignment.objects.select_for_update().filter(voice=voice).order_by("pk"))
        mine = next((row for row in rows if row.coder == coder_name(actor.pseudonym)), None)
        if mine is None:
            raise TequioError("TQ-382")
        if mine.done:
            raise TequioError("TQ-376")
        mine.done = True
        mine.save(update_fields=["done"])
        Sheet.objects.filter(voice=voice, coder=coder_name(actor.pseudonym)).update(done=True)
        if all(row.done for row in rows):
            Assignment.objects.filter(voice=voice).update(open=False)
    return mine


def settle(*, actor: User, row: Coding | Link, stands: bool, reason: str) -> Settlement:
    """Decide whether what only one of two coders said stands, and say why. What the coder said stays on record.

    Raises TQ-378 without a reason, TQ-381 for somebody who coded the voice, TQ-382 while a coder is not done, TQ-383
    where it was settled, TQ-391 where both said it or neither says it any more.
    """
    voice = row.voice
    with acting(actor, "settle_coding", on=row, process_id=row.process_id, territory_id=voice.territory_id):
        rows = list(Assignment.objects.select_for_update().filter(voice=voice).order_by("pk"))
        coders = {one.coder for one in rows}
        if not rows or any(not one.done for one in rows) or row.coder not in coders:
            raise TequioError("TQ-382")
        if coder_name(actor.pseudonym) in coders:
            raise TequioError("TQ-381")
        if not reason.strip():
            raise TequioError("TQ-378")
        on = {"coding": row} if isinstance(row, Coding) else {"link": row}
        if Settlement.objects.filter(**on).exists():
            raise TequioError("TQ-383")
        if not any(pair.one.row == row and pair.other is None for pair in beside(said_by_coders(voice))):
            raise TequioError("TQ-391")
        made = Settlement(process_id=row.process_id, voice=voice, arbiter=coder_name(actor.pseudonym), stands=stands,
                          reason=reason.strip()[:LONGEST], **on)
        add([made])
        if isinstance(row, Coding) and not stands:
            kept = Coding.objects.get(pk=row.pk)
            kept.status = CodingStatus.REJECTED
            kept.save(update_fields=["status"])
    return made


def answer(*, actor: User, settlement: Settlement, text: str) -> Answer:
    """Answer whoever settled it, as one of the two who coded the voice. Raises TQ-384 for anybody else."""
    voice = settlement.voice
    with acting(actor, "answer_settlement", on=settlement, process_id=settlement.process_id,
                territory_id=voice.territory_id):
        coder = coder_name(actor.pseudonym)
        if not text.strip() or not Assignment.objects.filter(voice=voice, coder=coder).exists():
            raise TequioError("TQ-384")
        # Two who answer at once are given two numbers.
        Settlement.objects.select_for_update().get(pk=settlement.pk)
        number = Answer.objects.filter(settlement=settlement).count() + 1
        made = Answer(process_id=settlement.process_id, voice=voice, settlement=settlement, coder=coder,
                      text=text.strip()[:LONGEST], number=number)
        add([made])
    return made


def _check_coders(coders: Sequence[User], voices: Sequence[Voice]) -> None:
    places = {voice.territory_id for voice in voices}
    if any(not may(user, "code_voices", process_id=user.process_id or UUID(int=0), territory_id=place)
           for user in coders for place in places):
        raise TequioError("TQ-379")
