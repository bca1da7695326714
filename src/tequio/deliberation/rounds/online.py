"""A vote online: opened by the team with slips for each group, answered by whoever holds one, closed on a day.

The vault may be closed meanwhile: votes hold no words, and the statements lie sealed for the slips. Nobody's answers
are joined to anybody's slip in the database, and nothing is kept of who came, from where, or when.
"""

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db import transaction

from tequio.deliberation.models import Ballot, Moment, Position, Round, RoundStatus, Statement, Vote, Way
from tequio.deliberation.opinion.counts import StatementCounts
from tequio.deliberation.opinion.routing import routing
from tequio.deliberation.results import standings
from tequio.deliberation.rounds.models import Invitation, Sitting
from tequio.deliberation.rounds.slips import Slip, new_key, opened, sealed
from tequio.deliberation.standing import Standing
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add
from tequio.protection.receipts.codes import new_code
from tequio.protection.receipts.throttle import Bucket

LONGEST_OPEN, LEAST_SLIPS, MOST_SLIPS = 60, 10, 600
# For the whole installation: of whoever tries, nothing is kept and nothing is asked.
tries = Bucket(burst=40, every=1.5)
answers = Bucket(burst=600, every=0.02)


@dataclass(frozen=True)
class Asked:
    """One statement as it is shown to somebody with a slip, and how far they are."""

    statement: UUID
    text: str
    done: int
    total: int


def open_online(*, actor: User, round: Round, closes_on: datetime.date,
                wanted: Mapping[Group | None, int]) -> tuple[Sitting, dict[Group | None, list[str]]]:
    """Open the online vote of a round; gives the words of the slips, which are nowhere else afterwards.

    Raises TQ-651 where there is one already or the round is closed, TQ-645 where a statement was not reviewed or none
    can be asked, TQ-646 for a day that does not do, TQ-647 for so few slips of a group that they would point at people.
    """
    if round.status == RoundStatus.CLOSED or Sitting.objects.filter(round=round, way=Way.ONLINE).exists():
        raise TequioError("TQ-651")
    if not today() <= closes_on <= today() + datetime.timedelta(days=LONGEST_OPEN):
        raise TequioError("TQ-646", most=LONGEST_OPEN)
    counts = {group: count for group, count in wanted.items() if count}
    if not counts or not all(LEAST_SLIPS <= count <= MOST_SLIPS for count in counts.values()):
        raise TequioError("TQ-647", least=LEAST_SLIPS, most=MOST_SLIPS)
    texts, key = _askable(round), new_key()
    sitting = Sitting(process_id=round.process_id, round=round, key=f"{round.key[:70]}-en-linea", title=round.title,
                      way=Way.ONLINE, phase="vote", closes_on=closes_on,
                      wording=sealed(key, json.dumps(texts, ensure_ascii=False).encode()))
    words = {group: [new_code() for _ in range(count)] for group, count in counts.items()}
    with acting(actor, "invite_online", on=round, process_id=round.process_id,
                territory_id=round.territory_id) as deed:
        sitting.save(force_insert=True)
        deed.count = add(sorted(_invitations(sitting, words, key), key=lambda row: row.pk))
    return sitting, words


def holder(typed: str) -> Slip:
    """The slip with these words, if it invites to a vote that takes answers today.

    Raises TQ-648 for everything else, whatever the cause, and TQ-649 once too many such were tried. A slip that invites
    is never turned away: 66 bits are not found by trying.
    """
    slip = Slip.of(typed, _secret())
    if slip is None or _sitting(slip) is None:
        raise TequioError("TQ-648" if tries.take() else "TQ-649")
    return slip


def next_asked(slip: Slip) -> Asked | None:
    """What this slip is asked next: first what few have seen; None when all was answered. Raises TQ-650 once closed."""
    sitting, texts = _opened(slip)
    voted = set(Vote.objects.filter(ballot_id=slip.ballot).values_list("statement_id", flat=True))
    order = sorted(texts)
    left = np.array([pk not in voted for pk in order])
    counts = _counts(sitting, order)
    # Nothing is known of sides while the vote is open: exposure and passing alone decide.
    chosen = routing(counts, np.zeros(len(order)), np.ones(len(order), bool)).next_for(
        ~left, content=slip.ballot.int % 2**63, seed=len(voted))
    if chosen is None or not left.any():
        return None
    return Asked(order[chosen], texts[order[chosen]], len(voted), len(order))


def take_answer(slip: Slip, statement_id: UUID, position: Position) -> None:
    """Keep one answer; answering again changes it. Raises TQ-650 once closed, TQ-649 when too many answer at once."""
    if not answers.take():
        raise TequioError("TQ-649")
    sitting, texts = _opened(slip)
    if statement_id not in texts:
        raise TequioError("TQ-650")
    invitation = Invitation.objects.get(digest=slip.digest)
    with transaction.atomic():
        Ballot.objects.get_or_create(id=slip.ballot, defaults={
            "round_id": sitting.round_id, "sitting": sitting, "group_id": invitation.group_id,
            "moment": Moment.FIRST})
        Vote.objects.update_or_create(ballot_id=slip.ballot, statement_id=statement_id,
                                      defaults={"position": position})


def answered(slip: Slip) -> list[tuple[UUID, str, Position]]:
    """What this slip answered, for its holder to change. Raises TQ-650 once closed."""
    _sitting_now, texts = _opened(slip)
    rows = Vote.objects.filter(ballot_id=slip.ballot).values_list("statement_id", "position")
    return [(pk, texts[pk], Position(position)) for pk, position in sorted(rows) if pk in texts]


def _askable(round: Round) -> dict[str, str]:
    """The statements that may be put to people nobody talks with: reviewed, answered where there is a risk, adopted."""
    statements = list(Statement.objects.filter(round=round))
    stands = standings(round.process_id, statements)
    open_ones = {str(row.pk): row.text for row in statements if stands[row.key] == Standing.OPEN}
    if not open_ones or {Standing.UNREVIEWED, Standing.UNANSWERED} & set(stands.values()):
        raise TequioError("TQ-645")
    return open_ones


def _invitations(sitting: Sitting, words: Mapping[Group | None, Sequence[str]], key: bytes) -> list[Invitation]:
    made = []
    for group, codes in words.items():
        for code in codes:
            slip = Slip.of(code, _secret())
            assert slip is not None
            made.append(Invitation(process_id=sitting.process_id, sitting=sitting, group=group, digest=slip.digest,
                                   opens=slip.sealing(key)))
    return made


def _opened(slip: Slip) -> tuple[Sitting, dict[UUID, str]]:
    sitting = _sitting(slip)
    if sitting is None:
        raise TequioError("TQ-650")
    key = slip.opening(bytes(Invitation.objects.get(digest=slip.digest).opens))
    texts = json.loads(opened(key, bytes(sitting.wording)))
    return sitting, {UUID(pk): text for pk, text in texts.items()}


def _sitting(slip: Slip) -> Sitting | None:
    """The vote that the slip invites to, while it takes answers."""
    found = Invitation.objects.filter(digest=slip.digest).select_related("sitting__round").first()
    if found is None or found.sitting.round.status == RoundStatus.CLOSED or found.sitting.closes_on < today():
        return None
    sitting: Sitting = found.sitting
    return sitting


def _counts(sitting: Sitting, order: Sequence[UUID]) -> StatementCounts:
    place = {pk: at for at, pk in enumerate(order)}
    table = np.zeros((3, len(order)), np.int64)
    rows = Vote.objects.filter(ballot__sitting=sitting).exclude(position=Position.NOT_SAID)
    for pk, position in rows.values_list("statement_id", "position"):
        table[position + 1, place[pk]] += 1
    return StatementCounts(agree=table[2], disagree=table[0], passed=table[1])


def _secret() -> bytes:
    return str(settings.SECRET_KEY).encode()
