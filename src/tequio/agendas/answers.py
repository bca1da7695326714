"""What this room hands to deliberation: what answers a statement that was proposed and reproduces violence, or may."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from django.urls import reverse_lazy

from tequio.agendas.models import ReproductionReview
from tequio.deliberation.answers import Answered
from tequio.deliberation.models import Answer
from tequio.foundation.trail.queries import sources_of


def answers_of_reviews(process_id: UUID, statement_ids: Sequence[UUID]) -> dict[UUID, Answered]:
    """The review of the proposal that each statement put to a round: refused, or let through with a safeguard."""
    weighed = sources_of(list(statement_ids), "proposal")
    reviews = {row.proposal_id: row for row in ReproductionReview.objects.filter(
        process_id=process_id, answer__in=(Answer.YES, Answer.RISK),
        proposal_id__in=[pk for pks in weighed.values() for pk in pks])
        if row.answer == Answer.YES or row.__dict__["safeguard"]}
    return {statement: _answered(reviews[pk]) for statement, pks in weighed.items() for pk in pks if pk in reviews}


def _answered(review: ReproductionReview) -> Answered:
    return Answered(review.reason, review.safeguard, proposal_url(review.process_id, review.proposal_id))


def proposal_url(process_id: UUID, proposal_id: UUID) -> str:
    """Made when a page shows it: a build asks for answers, too, and has no pages."""
    return cast(str, reverse_lazy("agendas:proposal", args=[process_id, proposal_id]))


