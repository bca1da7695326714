"""What the proposals desk reads: lists by filter, the last step of a proposal, near-duplicates, what was voted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from tequio.agendas import queries
from tequio.agendas.models import (
    Change,
    Item,
    Operation,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    StepKind,
)
from tequio.agendas.twins import likely_twins
from tequio.deliberation.models import RoundStatus, Statement
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.queries import targets_of

MADE = {Operation.EDIT: StepKind.EDITED, Operation.MERGE: StepKind.MERGED, Operation.SPLIT: StepKind.SPLIT}
ENDED = {ProposalStatus.WITHDRAWN: StepKind.WITHDREW, ProposalStatus.REFUSED: StepKind.REFUSAL}


@dataclass(frozen=True)
class Wanted:
    """Which proposals somebody wants to see. `lack` narrows them to what is still to be done about them."""

    status: ProposalStatus = ProposalStatus.CURRENT
    territory: UUID | None = None
    group: UUID | None = None
    lack: str = ""


@dataclass(frozen=True)
class LastStep:
    """The last step of a proposal that counts: what it took, what it made, and the rows that say so."""

    kind: str
    before: tuple[Proposal, ...]
    after: tuple[Proposal, ...] = ()
    changes: tuple[Change, ...] = field(default=())

    @property
    def stands_in_agenda(self) -> bool:
        """What an agenda holds is changed there, where groups see it again."""
        return bool(self.after) and any(targets_of([row.pk for row in self.after], "item").values())


LACKS = ("review", "agenda", "body")


def listed(process: Process, wanted: Wanted) -> QuerySet[Proposal]:
    found = queries.proposals(process, status=wanted.status)
    if wanted.territory:
        found = found.filter(territory=wanted.territory)
    if wanted.group:
        found = found.filter(group=wanted.group)
    if wanted.lack == "review":
        found = found.exclude(pk__in=ReproductionReview.objects.filter(process=process).values("proposal_id"))
    if wanted.lack == "agenda":
        found = found.exclude(pk__in=Edge.objects.filter(
            process_id=process.pk, source_kind="proposal", target_kind="item").values("source_id"))
    if wanted.lack == "body":
        found = found.filter(pk__in=[row.pk for row in queries.without_public_body(process)])
    return found


def step_of(proposal: Proposal) -> LastStep | None:
    """The step that made a current proposal out of others, or the one that ended it. None where there is neither."""
    status = ProposalStatus(proposal.status)
    if status in ENDED:
        last = proposal.changes.filter(kind=ENDED[status], counts=True).last()
        return LastStep(ENDED[status], (proposal,), changes=(last,)) if last else None
    kind = MADE.get(Operation(proposal.operation))
    change = proposal.changes.filter(kind=kind, counts=True).last() if kind else None
    if change is None:
        return None
    earlier = list(Edge.objects.filter(process_id=proposal.process_id, source_kind="proposal",
                                       target_id=proposal.pk).values_list("source_id", flat=True))
    # Two machines count their steps each on its own: the same number alone does not make one step of two.
    made = {pk for pks in targets_of(earlier, "proposal").values() for pk in pks} if kind == StepKind.SPLIT else set()
    changes = tuple(Change.objects.filter(
        process=proposal.process_id, order=change.order, kind=kind, counts=True,
        proposal__in={proposal.pk, *made}).select_related("proposal"))
    return LastStep(str(kind), tuple(Proposal.objects.filter(pk__in=earlier)),
                    tuple(one.proposal for one in changes), changes)


def changes_of(proposal: Proposal) -> list[Change]:
    """Every step of a proposal, the first one first, those that were taken back among them."""
    return list(Change.objects.filter(proposal=proposal).order_by("order"))


def twins(process: Process, territory: UUID | None = None) -> list[tuple[Proposal, Proposal]]:
    """Current proposals of one territory that probably ask the same: for people to join, or to leave."""
    parts: dict[UUID, list[Proposal]] = {}
    rows = Proposal.objects.filter(process=process, status=ProposalStatus.CURRENT).select_related("group", "territory")
    for row in rows.filter(territory=territory) if territory else rows:
        parts.setdefault(row.territory_id, []).append(row)
    return [(part[one], part[other]) for part in parts.values()
            for one, other in likely_twins([row.text for row in part])]


def voted_before(proposal: Proposal) -> list[tuple[Proposal, Statement]]:
    """What closed rounds weighed of a proposal and of its earlier wordings, each with the wording it was voted on."""
    earlier = queries.versions(proposal)[1]
    rows = {proposal.pk: proposal} | {key: earlier[key] for key in queries.versions(proposal)[0].earlier
                                     if key in earlier}
    reached = targets_of(list(rows), "statement")
    statements = {row.pk: row for row in Statement.objects.filter(
        pk__in=[pk for pks in reached.values() for pk in pks],
        round__status=RoundStatus.CLOSED).select_related("round")}
    return [(row, statements[pk]) for key, row in rows.items() for pk in reached.get(key, ()) if pk in statements]


def groups_to_tell(proposals: Sequence[Proposal]) -> list[str]:
    """The groups whose proposals were joined or parted, and who are told of it."""
    return list(dict.fromkeys(str(row.group) for row in proposals if row.group_id))


def items_in_agendas(process: Process) -> set[UUID]:
    """Proposals that stand in an agenda."""
    edges = Edge.objects.filter(process_id=process.pk, source_kind="proposal", target_kind="item")
    return set(edges.filter(target_id__in=Item.objects.filter(Q(process=process)).values("pk")).values_list(
        "source_id", flat=True))
