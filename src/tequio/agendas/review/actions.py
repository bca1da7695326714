"""One person holds a proposal of somebody else against the four principles: does it reproduce violence?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tequio.agendas.models import (
    Change,
    Judgement,
    Principle,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    StepKind,
)
from tequio.agendas.review.queries import writers
from tequio.deliberation.models import Answer
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.actions import add


@dataclass(frozen=True)
class Reviewed:
    """What one person answered: by principle the judgement and its reason; then violence, with what keeps it off."""

    principles: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    answer: str = ""
    reason: str = ""
    safeguard: str = ""


def review_proposal(*, actor: User, proposal: Proposal, reviewed: Reviewed) -> None:
    """Enter the review of one person beside those of others; whoever answers again replaces their own answer.

    A proposal that reproduces violence is not adopted, and says why. Raises TQ-522 for whoever wrote it or a wording it
    came from, TQ-523 where a question is left without its answer or a doubt without its reason, TQ-503 for a proposal
    that is not current, TQ-789 for a risk while nothing is written that keeps it off.
    """
    with acting(actor, "review_proposal", on=proposal, process_id=proposal.process_id,
                territory_id=proposal.territory_id):
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if row.status != ProposalStatus.CURRENT:
            raise TequioError("TQ-503", value=row.key)
        if actor.pseudonym in writers(row):
            raise TequioError("TQ-522", value=row.key)
        _check(row, reviewed)
        PrincipleReview.objects.filter(proposal=row, reviewer=actor.pseudonym).delete()
        ReproductionReview.objects.filter(proposal=row, reviewer=actor.pseudonym).delete()
        add([PrincipleReview(process_id=row.process_id, proposal=row, principle=principle, judgement=judgement,
                             reason=reason.strip(), reviewer=actor.pseudonym)
             for principle, (judgement, reason) in reviewed.principles.items()])
        add([ReproductionReview(process_id=row.process_id, proposal=row, answer=reviewed.answer,
                                reason=reviewed.reason.strip(), safeguard=reviewed.safeguard.strip(),
                                reviewer=actor.pseudonym)])
        # What was kept as it stood was kept against other doubts than these.
        if any(judgement != Judgement.MEETS for judgement, _ in reviewed.principles.values()):
            Change.objects.filter(proposal=row, kind=StepKind.KEPT).update(counts=False)
        if reviewed.answer == Answer.YES:
            _refuse(row, actor, reviewed.reason)


def _check(row: Proposal, reviewed: Reviewed) -> None:
    whole = set(reviewed.principles) == set(Principle.values) and reviewed.answer in Answer.values
    reasons = all(judgement in Judgement.values and (judgement == Judgement.MEETS or reason.strip())
                  for judgement, reason in reviewed.principles.values())
    if not (whole and reasons and (reviewed.answer == Answer.NO or reviewed.reason.strip())):
        raise TequioError("TQ-523", value=row.key)
    if reviewed.answer == Answer.RISK and not reviewed.safeguard.strip():
        raise TequioError("TQ-789", value=row.key)


def _refuse(row: Proposal, actor: User, reason: str) -> None:
    row.status = ProposalStatus.REFUSED
    row.save(update_fields=["status"])
    last = Change.objects.filter(process=row.process_id).order_by("-order").values_list("order", flat=True).first()
    add([Change(process_id=row.process_id, proposal=row, kind=StepKind.REFUSAL, by=actor.pseudonym, day=today(),
                order=(last or 0) + 1, reason=reason.strip())])
