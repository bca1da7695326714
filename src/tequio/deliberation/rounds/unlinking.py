"""When an online vote ends, nothing may be left that leads from a slip to a ballot."""

import uuid

from tequio.deliberation.models import Ballot, Round, Vote, Way
from tequio.deliberation.rounds.models import Invitation, Sitting
from tequio.foundation.trail.actions import BATCH


def unlink_ballots(round: Round) -> int:
    """Write the online ballots anew under fresh random numbers and in their order; slips and wording go.

    While the vote is open the number of a ballot follows from the words of a slip, so that whoever holds it may
    change an answer. Called inside the action that closes a round. Returns how many ballots there are.
    """
    sittings = Sitting.objects.filter(round=round, way=Way.ONLINE)
    asked = [row.pk for row in sittings if row.wording]
    old = list(Ballot.objects.filter(sitting__in=asked))
    fresh = {row.pk: Ballot(id=uuid.uuid4(), round_id=row.round_id, group_id=row.group_id, sitting_id=row.sitting_id,
                            moment=row.moment) for row in old}
    votes = [Vote(ballot=fresh[ballot], statement_id=statement, position=position)
             for ballot, statement, position in Vote.objects.filter(ballot__sitting__in=asked).values_list(
                 "ballot_id", "statement_id", "position")]
    Ballot.objects.filter(sitting__in=asked).delete()
    Ballot.objects.bulk_create(sorted(fresh.values(), key=lambda row: row.pk), batch_size=BATCH)
    Vote.objects.bulk_create(sorted(votes, key=lambda row: row.pk), batch_size=BATCH)
    Invitation.objects.filter(sitting__in=sittings).delete()
    sittings.update(wording=b"")
    return len(fresh)
