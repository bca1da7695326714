"""What becomes of the statements of a closed round: a proposal, another wording, or a disagreement that stays."""

from tequio.agendas.models import Carried, Led, Proposal
from tequio.agendas.proposals.actions import Worded, edit_proposal, write_proposal
from tequio.deliberation.models import Answer, RoundStatus, Statement
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add


def propose(*, actor: User, statement: Statement, worded: Worded, group: Group | None = None) -> Proposal:
    """A proposal that stands on what a round said.

    Raises TQ-539 unless the round is closed and its statement waits, TQ-540 for one that reproduces violence.
    """
    with acting(actor, "draft_proposals", on=statement, process_id=statement.process_id,
                territory_id=statement.round.territory_id) as deed:
        deed.because = "carried"
        _check(statement)
        row = write_proposal(actor=actor, territory=statement.round.territory, worded=worded, group=group,
                             sources=[statement])
        _carry(actor, statement, Led.PROPOSED, "")
    return row


def change_by_round(*, actor: User, statement: Statement, proposal: Proposal, worded: Worded,
                    reason: str = "") -> Proposal:
    """The proposal that a round weighed, or another, in the wording that came of it. Raises TQ-539, TQ-540, and what
    editing raises; TQ-507 for a proposal of another territory."""
    with acting(actor, "draft_proposals", on=statement, process_id=statement.process_id,
                territory_id=statement.round.territory_id) as deed:
        deed.because = "carried"
        _check(statement)
        if proposal.territory_id != statement.round.territory_id:
            raise TequioError("TQ-507")
        row = edit_proposal(actor=actor, proposal=proposal, worded=worded, reason=reason, sources=[statement])
        _carry(actor, statement, Led.CHANGED, reason)
    return row


def leave_open(*, actor: User, statement: Statement, reason: str) -> None:
    """Groups do not agree, and that is kept as it is. Raises TQ-508 without a reason, TQ-539."""
    with acting(actor, "draft_proposals", on=statement, process_id=statement.process_id,
                territory_id=statement.round.territory_id) as deed:
        deed.because = "left_open"
        if not reason.strip():
            raise TequioError("TQ-508")
        _check(statement, even_refused=True)
        _carry(actor, statement, Led.LEFT, reason)


def _check(statement: Statement, *, even_refused: bool = False) -> None:
    if statement.round.status != RoundStatus.CLOSED or Carried.objects.filter(statement=statement).exists():
        raise TequioError("TQ-539")
    if statement.reproduces_violence == Answer.YES and not even_refused:
        raise TequioError("TQ-540")


def _carry(actor: User, statement: Statement, led: Led, reason: str) -> None:
    add([Carried(process_id=statement.process_id, statement=statement, led=led, by=actor.pseudonym, day=today(),
                 reason=reason.strip())])
