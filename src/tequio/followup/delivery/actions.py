"""Promising, each step of a commitment, what was done, and the pictures that show it."""

import base64
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction

from tequio.followup.delivery.models import CommitmentStep, Evidence
from tequio.followup.delivery.states import Moved, Promise, after, fold
from tequio.followup.keys import next_key
from tequio.followup.models import Action, Commitment, Response, ResponseKind
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add, join
from tequio.foundation.vault.keyring import keyring
from tequio.listening.entry.pictures import cleaned


@dataclass(frozen=True)
class Promised:
    """What a commitment says: what, where, by when, with what money, how it will be known, under which conditions."""

    text: str
    due: datetime.date | None = None
    place: str = ""
    money: str = ""
    proof: str = ""
    conditions: str = ""
    signatories: Sequence[str] = ()


def promise(*, actor: User, response: Response, promised: Promised) -> Commitment:
    """An agreement that follows from an answer. Raises TQ-751 on a refusal or silence, TQ-568 without words."""
    row = Commitment(
        process_id=response.process_id, response=response, text=promised.text.strip(), due=promised.due,
        place=promised.place.strip(), money=promised.money.strip(), proof=promised.proof.strip(),
        conditions=promised.conditions.strip(), signatories="\n".join(promised.signatories))
    with acting(actor, "record_commitment", on=row, process_id=response.process_id,
                territory_id=response.item.agenda.territory_id):
        row.key = next_key(Commitment, response.process_id, response.key, "-c")
        if response.kind in (ResponseKind.REJECTS, ResponseKind.SILENT):
            raise TequioError("TQ-751", value=row.key)
        if not row.text:
            raise TequioError("TQ-568")
        add([row])
        join([(response, row)])
    return row


def step_commitment(*, actor: User, commitment: Commitment, moved: Moved, seen: int) -> None:
    """One step, after those that were `seen`.

    Raises TQ-567, TQ-568, TQ-583, TQ-584, and TQ-571 where somebody was faster.
    """
    with acting(actor, "step_commitment", on=commitment, process_id=commitment.process_id,
                territory_id=commitment.response.item.agenda.territory_id):
        Commitment.objects.select_for_update().get(pk=commitment.pk)
        steps = list(CommitmentStep.objects.filter(commitment=commitment))
        if len(steps) != seen:
            raise TequioError("TQ-571")
        reached = after(promise_of(commitment, steps), moved, today=today())
        change = moved.step == "change"
        add([CommitmentStep(
            process_id=commitment.process_id, commitment=commitment, number=seen + 1, step=moved.step, day=moved.day,
            reason=moved.reason.strip(), text=moved.text.strip() if change else "",
            due=moved.due if change else None)])
        Commitment.objects.filter(pk=commitment.pk).update(status=reached.status)
        commitment.status = reached.status


def note_action(*, actor: User, commitment: Commitment, day: datetime.date, text: str, evidence: str) -> Action:
    """Something that was done, and where it can be seen. Raises TQ-567, TQ-568."""
    row = Action(process_id=commitment.process_id, commitment=commitment, day=day, text=text.strip(),
                 evidence=evidence.strip())
    with acting(actor, "note_action", on=row, process_id=commitment.process_id,
                territory_id=commitment.response.item.agenda.territory_id):
        if day > today():
            raise TequioError("TQ-567")
        if not row.text:
            raise TequioError("TQ-568")
        row.key = next_key(Action, commitment.process_id, commitment.key, "-a")
        add([row])
        join([(commitment, row)])
    return row


def keep_evidence(*, actor: User, action: Action, data: bytes, caption: str) -> Evidence:
    """Encode the picture anew and seal it under a key of its own; the file's name is never kept.

    Raises TQ-470 to TQ-473.
    """
    clean = cleaned(data)
    row = Evidence(process_id=action.process_id, action=action, caption=caption.strip(),
                   image=base64.b64encode(clean.data).decode("ascii"), width=clean.width, height=clean.height)
    with acting(actor, "keep_evidence", on=row, process_id=action.process_id,
                territory_id=action.commitment.response.item.agenda.territory_id):
        keyring.of(action.process_id).make_keys([row.pk])
        add([row])
    return row


def drop_evidence(*, actor: User, evidence: Evidence) -> None:
    """A picture that shows somebody is destroyed with its key; that it was is in the record."""
    process_id, pk = evidence.process_id, evidence.pk
    with acting(actor, "keep_evidence", on=evidence, process_id=process_id,
                territory_id=evidence.action.commitment.response.item.agenda.territory_id) as deed:
        deed.count = 0
        Evidence.objects.filter(pk=pk).delete()
        transaction.on_commit(partial(keyring.of(process_id).destroy_keys, [pk]))


def promise_of(commitment: Commitment, steps: Sequence[CommitmentStep]) -> Promise:
    """What is promised now: the first wording and every step since."""
    moves = [Moved(row.step, row.day, row.reason, row.text, row.due) for row in steps]
    return fold(Promise(commitment.text, commitment.due), moves, today=today())


def jpeg(evidence: Evidence) -> bytes:
    return base64.b64decode(evidence.image)
