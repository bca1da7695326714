"""Which proposals were reviewed, what is still in doubt, and which conditions follow them."""

from collections.abc import Iterable
from uuid import UUID

from tequio.agendas import queries
from tequio.agendas.models import (
    Agenda,
    Change,
    Item,
    Judgement,
    Principle,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    StepKind,
)
from tequio.agendas.review.states import Judged, Lack, lacking
from tequio.deliberation.models import Answer
from tequio.foundation.places.models import Process
from tequio.foundation.trail.queries import behind_each


def unreviewed(process: Process) -> int:
    """Current proposals that nobody has yet asked whether they reproduce violence."""
    asked = ReproductionReview.objects.filter(process=process).values("proposal_id")
    return int(Proposal.objects.filter(process=process, status=ProposalStatus.CURRENT).exclude(pk__in=asked).count())


def unreviewed_behind(agenda: Agenda) -> list[Proposal]:
    """Current proposals that the items of an agenda rest on, of which nobody asked whether they reproduce violence, or
    of which somebody sees a risk while nothing is written that keeps it off.
    """
    current = proposals_behind(agenda)
    # The column as it stands: to see that there is none, nothing has to be opened.
    rows = list(ReproductionReview.objects.filter(process=agenda.process_id, proposal__in=[row.pk for row in current]))
    asked = {row.proposal_id for row in rows}
    bare = {row.proposal_id for row in rows if row.answer == Answer.RISK and not row.__dict__["safeguard"]}
    return [row for row in current if row.pk not in asked - bare]


def proposals_behind(agenda: Agenda) -> list[Proposal]:
    """The current proposals that the items of an agenda rest on."""
    ids = list(Item.objects.filter(agenda=agenda).values_list("pk", flat=True))
    behind = {pk for kinds in behind_each(agenda.process_id, ids).values() for pk in kinds.get("proposal", ())}
    return list(Proposal.objects.filter(process=agenda.process_id, status=ProposalStatus.CURRENT, pk__in=behind))


def lacks_of(proposals: Iterable[Proposal]) -> dict[UUID, tuple[Lack, ...]]:
    """What keeps each proposal out of an agenda, as `states.lacking` says."""
    wanted = {row.pk: row for row in proposals}
    answers: dict[UUID, list[tuple[str, bool]]] = {key: [] for key in wanted}
    for row in ReproductionReview.objects.filter(proposal__in=wanted):
        answers[row.proposal_id].append((row.answer, bool(row.__dict__["safeguard"])))
    judged: dict[UUID, dict[int, list[str]]] = {key: {} for key in wanted}
    for review in PrincipleReview.objects.filter(proposal__in=wanted):
        judged[review.proposal_id].setdefault(review.principle, []).append(review.judgement)
    kept = set(Change.objects.filter(proposal__in=wanted, kind=StepKind.KEPT, counts=True).values_list(
        "proposal_id", flat=True))
    return {key: lacking(Judged(
        current=row.status == ProposalStatus.CURRENT, answers=tuple(answers[key]), kept=key in kept,
        asked=frozenset(judged[key]), doubts=any(one != Judgement.MEETS for said in judged[key].values()
                                                 for one in said))) for key, row in wanted.items()}


def without_all_principles(process: Process) -> int:
    """Current proposals that were not held against all four principles."""
    held: dict[UUID, set[int]] = {}
    for proposal, principle in PrincipleReview.objects.filter(process=process).values_list("proposal_id", "principle"):
        held.setdefault(proposal, set()).add(principle)
    whole = [key for key, said in held.items() if len(said) == len(Principle)]
    return int(Proposal.objects.filter(process=process, status=ProposalStatus.CURRENT).exclude(pk__in=whole).count())


def conditions(proposal: Proposal) -> list[ReproductionReview]:
    """The safeguards of a proposal and of every earlier wording it came from: they follow it wherever it goes."""
    earlier = queries.versions(proposal)[0].earlier
    rows = ReproductionReview.objects.filter(proposal__in=[proposal.pk, *earlier]).select_related("proposal")
    return [row for row in rows if row.__dict__["safeguard"]]


def conditions_of(item: Item) -> list[str]:
    """The safeguards of everything that a point rests on, each once: a promise that leaves them out is another one."""
    behind = behind_each(item.process_id, [item.pk]).get(item.pk, {}).get("proposal", set())
    rows = ReproductionReview.objects.filter(process=item.process_id, proposal__in=behind).order_by(
        "proposal__key", "reviewer")
    return list(dict.fromkeys(" ".join(row.safeguard.split()) for row in rows if row.__dict__["safeguard"]))


def writers(proposal: Proposal) -> set[str]:
    """Who wrote a proposal, or a wording that it came from."""
    earlier = queries.versions(proposal)[0].earlier
    wrote = (StepKind.WRITTEN, StepKind.EDITED, StepKind.MERGED, StepKind.SPLIT)
    return set(Change.objects.filter(proposal__in=[proposal.pk, *earlier], kind__in=wrote).values_list("by", flat=True))
