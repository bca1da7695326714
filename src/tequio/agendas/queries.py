"""What other rooms and pages read of agendas."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from tequio.agendas.models import Agenda, Duty, Item, Proposal, ProposalStatus, ReproductionReview, Return
from tequio.foundation.places.models import PUBLIC_SPHERES, Process, Territory


def proposals(process: Process, *, territory: Territory | None = None,
              status: ProposalStatus | None = None) -> QuerySet[Proposal]:
    found: QuerySet[Proposal] = Proposal.objects.filter(process=process).select_related(
        "group", "territory", "reproduction_review").prefetch_related("duties__institution")
    if territory:
        found = found.filter(territory=territory)
    return found.filter(status=status) if status else found


def proposal(process: Process, proposal_id: UUID) -> Proposal | None:
    return Proposal.objects.filter(process=process, pk=proposal_id).select_related("group", "territory").first()


def agendas(process: Process) -> QuerySet[Agenda]:
    """Local agendas by territory, the national one last."""
    found: QuerySet[Agenda] = Agenda.objects.filter(process=process).select_related("territory")
    return found.order_by("territory__name")


def local_agenda(process: Process, territory: Territory) -> Agenda | None:
    return Agenda.objects.filter(process=process, territory=territory).first()


def national_agenda(process: Process) -> Agenda | None:
    return Agenda.objects.filter(process=process, territory=None).first()


def items(agenda: Agenda) -> QuerySet[Item]:
    found: QuerySet[Item] = Item.objects.filter(agenda=agenda).select_related("group").prefetch_related("shared")
    return found


def returns(agenda: Agenda) -> QuerySet[Return]:
    found: QuerySet[Return] = Return.objects.filter(agenda=agenda).select_related("group")
    return found


def duties_by_sphere(process: Process) -> Counter[str]:
    rows = Duty.objects.filter(process=process, proposal__status=ProposalStatus.CURRENT)
    return Counter(rows.values_list("sphere", flat=True))


def unreviewed(process: Process) -> int:
    """Current proposals that nobody has yet asked whether they reproduce violence."""
    asked = ReproductionReview.objects.filter(process=process).values("proposal_id")
    return int(Proposal.objects.filter(process=process, status=ProposalStatus.CURRENT).exclude(pk__in=asked).count())


def without_public_body(process: Process) -> list[Proposal]:
    """Current proposals that leave the community alone: no public body owes them yet."""
    owed = Duty.objects.filter(process=process, sphere__in=PUBLIC_SPHERES).values("proposal_id")
    return list(Proposal.objects.filter(process=process, status=ProposalStatus.CURRENT).exclude(pk__in=owed))


def example_keys() -> list[str]:
    """A few keys to show somebody who mistyped one."""
    return list(Item.objects.order_by("key").values_list("key", flat=True)[:3])
