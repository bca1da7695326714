"""What people write in the room: masked, read by two different people, and only then on the wall."""

from collections.abc import Mapping
from contextlib import AbstractContextManager

from tequio.deliberation.models import Answer, Statement
from tequio.deliberation.room.hall import Hall
from tequio.deliberation.room.models import Outcome, Room, RoomWords
from tequio.deliberation.room.queries import votable
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import Deed, acting
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add
from tequio.protection.masking import masker
from tequio.protection.reading.models import RefusalReason
from tequio.protection.release import Words

WAITING = (Outcome.WAITING, Outcome.FIRST)


def fetch_words(*, actor: User, room: Room, hall: Hall) -> int:
    """Bring what people wrote from the room into the vault, masked. Returns how many sentences came.

    Rows lie in random order, and a sentence that was fetched twice is there once: its ticket says so.
    """
    written = hall.words()
    known = set(RoomWords.objects.filter(room=room).values_list("ticket", flat=True))
    mask = masker(room.process)
    rows = [RoomWords(process_id=room.process_id, room=room, ticket=ticket, words=words,
                      masked=mask(Words(words))) for ticket, words in written.items() if ticket not in known]
    if rows:
        with _reading(actor, room) as deed:
            deed.count = add(sorted(rows, key=lambda row: row.pk))
    hall.drop_words(list(written))
    return len(rows)


def pass_words(*, actor: User, row: RoomWords, answer: Answer | None) -> RoomWords:
    """Read the masked sentence and let it pass; with the second, different reader it becomes a statement of the round.

    Raises TQ-629 without an answer to «does it reproduce violence?» (anything but «no» is not shown tonight), TQ-625
    when the same person reads twice, TQ-626 when it was decided already.
    """
    if answer is None:
        raise TequioError("TQ-629")
    if answer != Answer.NO:
        return refuse_words(actor=actor, row=row, because=RefusalReason.HATE)
    with _reading(actor, row.room):
        found = _waiting(row)
        if not found.first_reader:
            found.first_reader, found.outcome = actor.pseudonym, Outcome.FIRST
        elif found.first_reader == actor.pseudonym:
            raise TequioError("TQ-625")
        else:
            found.second_reader, found.outcome = actor.pseudonym, Outcome.SHOWN
            found.statement = _stated(found)
        found.save(update_fields=["first_reader", "second_reader", "outcome", "statement"])
    return found


def refuse_words(*, actor: User, row: RoomWords, because: RefusalReason) -> RoomWords:
    """It is not shown, and coarsely why. Raises TQ-626."""
    with _reading(actor, row.room):
        found = _waiting(row)
        found.outcome, found.because = Outcome.REFUSED, because
        found.save(update_fields=["outcome", "because"])
    return found


def join_words(*, actor: User, row: RoomWords, statement: Statement) -> RoomWords:
    """It says what a statement says already that the room may vote on. Raises TQ-626, TQ-621 for any other."""
    with _reading(actor, row.room):
        if statement not in votable(row.room.sitting):
            raise TequioError("TQ-621")
        found = _waiting(row)
        found.outcome, found.statement = Outcome.JOINED, statement
        found.save(update_fields=["outcome", "statement"])
    return found


def told(room: Room) -> Mapping[str, str]:
    """What became of each sentence, by ticket, as the phones read it: `shown`, `joined` or `no:reason`."""
    rows = RoomWords.objects.filter(room=room).exclude(outcome__in=WAITING).values_list("ticket", "outcome", "because")
    return {ticket: f"no:{because}" if outcome == Outcome.REFUSED else outcome for ticket, outcome, because in rows}


def _stated(row: RoomWords) -> Statement:
    round = row.room.sitting.round
    made = Statement(process_id=row.process_id, round=round, text=row.masked, reproduces_violence=Answer.NO)
    made.key = f"{round.key[:70]}-{made.pk.hex[:8]}"
    add([made])
    return made


def _waiting(row: RoomWords) -> RoomWords:
    found: RoomWords = RoomWords.objects.select_for_update().get(pk=row.pk)
    if found.outcome not in WAITING:
        raise TequioError("TQ-626")
    return found


def _reading(actor: User, room: Room) -> AbstractContextManager[Deed]:
    return acting(actor, "read_room_words", on=room, process_id=room.process_id,
                  territory_id=room.sitting.round.territory_id)
