"""Opening a sitting and leading it through its steps, reviewing what is voted on, keeping reasons."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from tequio.deliberation.answers import answers_to
from tequio.deliberation.models import Answer, Position, Round, RoundStatus, Statement
from tequio.deliberation.results import result_of
from tequio.deliberation.room.running import review_changed
from tequio.deliberation.rounds.models import Phase, Reason, Sitting
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add
from tequio.listening.actions import record_voices
from tequio.listening.models import Voice

STEPS = list(Phase)


def open_sittings(*, actor: User, round: Round, sittings: Sequence[Sitting]) -> int:
    """Add rooms to a round. Raises TQ-691 for a closed round, TQ-642 for an encounter of another place."""
    if round.status == RoundStatus.CLOSED:
        raise TequioError("TQ-691", value=round.key)
    for sitting in sittings:
        if sitting.round_id != round.pk or (
                sitting.encounter and sitting.encounter.process_id != round.process_id):
            raise TequioError("TQ-642")
    with acting(actor, "open_round", on=round, process_id=round.process_id,
                territory_id=round.territory_id) as deed:
        deed.count = add(sittings)
    return deed.count


def move_sitting(*, actor: User, sitting: Sitting, to: Phase) -> Sitting:
    """Take a room to its next step, or to the end. Raises TQ-643 for a step back: what was voted stays voted."""
    if STEPS.index(to) <= STEPS.index(Phase(sitting.phase)):
        raise TequioError("TQ-643")
    with acting(actor, "record_votes", on=sitting, process_id=sitting.process_id,
                territory_id=sitting.round.territory_id):
        sitting.phase = to
        sitting.save(update_fields=["phase"])
    return sitting


def review_statement(*, actor: User, statement: Statement, answer: Answer, feeds: str = "",
                     reply: str = "") -> Statement:
    """Answer «does it reproduce violence?». A closed round is computed again, for what it may name has changed; open
    rooms show at once what may be voted on now.

    Raises TQ-640 when it does, or may, and nothing is written that answers it.
    """
    written = reply.strip() or statement.pk in answers_to(statement.process_id, [statement.pk])
    if answer != Answer.NO and not written:
        raise TequioError("TQ-640")
    round = statement.round
    with acting(actor, "review_statement", on=statement, process_id=statement.process_id,
                territory_id=round.territory_id):
        statement.reproduces_violence = answer
        statement.feeds, statement.reply = feeds.strip(), reply.strip()
        statement.save(update_fields=["reproduces_violence", "feeds", "reply"])
        _again(round)
        transaction.on_commit(partial(review_changed, round))
    return statement


def pool_online(*, actor: User, round: Round, pooled: bool) -> Round:
    """Count what was answered online together with the rooms, or apart again. Somebody decides it, and it is kept."""
    with acting(actor, "close_round", on=round, process_id=round.process_id, territory_id=round.territory_id):
        round.pools_online = pooled
        round.save(update_fields=["pools_online"])
        _again(round)
    return round


def keep_reason(*, actor: User, sitting: Sitting, statement: Statement, side: Position, voice: Voice) -> Reason:
    """A reason given in a room: a new voice of its encounter, sealed, read and taken back like any other.

    Raises TQ-644 for a sitting without an encounter, and as `record_voices` and `join_reasons` do.
    """
    if sitting.encounter is None:
        raise TequioError("TQ-644")
    with transaction.atomic():
        record_voices(actor=actor, encounter=sitting.encounter, voices=[voice])
        return join_reasons(actor=actor, sitting=sitting, reasons=[(statement, side, voice)])[0]


def join_reasons(*, actor: User, sitting: Sitting,
                 reasons: Sequence[tuple[Statement, Position, Voice]]) -> list[Reason]:
    """Say which voices argue for or against which statement.

    No ballot is named: what somebody said is never joined to what somebody voted. Raises TQ-641 for a statement of
    another round, TQ-644 for a voice that was not heard in the encounter of this sitting.
    """
    if any(statement.round_id != sitting.round_id for statement, _, _ in reasons):
        raise TequioError("TQ-641")
    if any(voice.encounter_id != sitting.encounter_id for _, _, voice in reasons):
        raise TequioError("TQ-644")
    with acting(actor, "record_voices", on=sitting, process_id=sitting.process_id,
                territory_id=sitting.round.territory_id) as deed:
        made = [Reason(process_id=sitting.process_id, statement=statement, side=side, voice=voice)
                for statement, side, voice in reasons]
        deed.count = add(made)
    return made


def _again(round: Round) -> None:
    if round.status == RoundStatus.CLOSED:
        round.result = result_of(round)
        round.save(update_fields=["outcome"])
