"""Opening a round, taking ballots, closing it."""

from collections.abc import Sequence

from tequio.deliberation.models import Ballot, Moment, Phase, Round, RoundStatus, Sitting, Statement, Vote
from tequio.deliberation.results import result_of
from tequio.deliberation.room.queries import open_rooms
from tequio.deliberation.rounds.unlinking import unlink_ballots
from tequio.deliberation.urns import fill_urn, seal_ballots
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.noun import Noun
from tequio.foundation.trail.widths import check_widths


def open_round(*, actor: User, round: Round, statements: Sequence[Statement],
               origins: Sequence[tuple[Noun, Statement]] = ()) -> Round:
    """Open a round with its statements; `origins` are the voices or findings a statement was taken from."""
    with acting(actor, "open_round", on=round, process_id=round.process_id, territory_id=round.territory_id):
        check_widths([round])
        round.save(force_insert=True)
        add(statements)
        join(origins)
    return round


def record_ballots(*, actor: User, round: Round, ballots: Sequence[Ballot], votes: Sequence[Vote]) -> int:
    """Enter ballots, sealed together. None carries a time, an order or a person, and none becomes a node.

    Raises TQ-301 while the process is locked, TQ-691 when the round is closed, TQ-641 when a ballot belongs to another
    round, or follows one that is not the first of its own sitting.
    """
    if round.status == RoundStatus.CLOSED:
        raise TequioError("TQ-691", value=round.key)
    _check_belonging(round, ballots)
    with acting(actor, "record_votes", on=round, process_id=round.process_id,
                territory_id=round.territory_id) as deed:
        deed.count = len(ballots)
        fill_urn(round, ballots, votes)
    return len(ballots)


def close_round(*, actor: User, round: Round) -> Round:
    """Close a round and compute, cold, what it shows. Whoever closes it again computes it again.

    Raises TQ-655 while a room of it is open: what was voted there could never come in afterwards.
    """
    if open_rooms(round).exists():
        raise TequioError("TQ-655")
    with acting(actor, "close_round", on=round, process_id=round.process_id, territory_id=round.territory_id):
        unlink_ballots(round)
        Sitting.objects.filter(round=round).update(phase=Phase.DONE)
        round.status, round.result = RoundStatus.CLOSED, result_of(round)
        round.save(update_fields=["status", "outcome"])
        seal_ballots(round)
    return round


def _check_belonging(round: Round, ballots: Sequence[Ballot]) -> None:
    for ballot in ballots:
        sitting, earlier = ballot.sitting, ballot.earlier
        if ballot.round_id != round.pk or (sitting and sitting.round_id != round.pk):
            raise TequioError("TQ-641")
        if earlier and (ballot.moment != Moment.SECOND or earlier.moment != Moment.FIRST
                        or earlier.sitting_id != ballot.sitting_id):
            raise TequioError("TQ-641")
