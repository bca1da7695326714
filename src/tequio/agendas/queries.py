"""What other rooms and pages read of agendas."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet

from tequio.agendas.models import (
    Agenda,
    AgendaStatus,
    Change,
    Duty,
    Finishing,
    Item,
    ItemAnswer,
    Outcome,
    Proposal,
    ProposalStatus,
    Return,
    Said,
    StepKind,
    Unreached,
)
from tequio.agendas.proposals.lineage import Lineage, lineage
from tequio.agendas.returning import states as returning
from tequio.agendas.returning.states import Answer, Standing
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import PUBLIC_SPHERES, Group, Level, Process, Territory
from tequio.foundation.places.tree import whole_of, within
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.queries import behind_each, sources_of, targets_of, upstream
from tequio.foundation.vault.statements import attested
from tequio.listening.queries import groups_heard, without_dialogue


@dataclass(frozen=True)
class AgendaOfPlace:
    """A territory, and its agenda where it has one (with `item_count`, `dissent_count`), and how its return stands."""

    territory: Territory
    agenda: Any
    standing: Standing | None = None


def proposals(process: Process, *, territory: Territory | None = None,
              status: ProposalStatus | None = None) -> QuerySet[Proposal]:
    found: QuerySet[Proposal] = Proposal.objects.filter(process=process).select_related(
        "group", "territory").prefetch_related("duties__institution", "reproduction_reviews")
    if territory:
        found = found.filter(territory__in=within(territory))
    return found.filter(status=status) if status else found


def proposal(process: Process, proposal_id: UUID) -> Proposal | None:
    """One proposal with its duties and reviews."""
    return proposals(process).prefetch_related("principle_reviews").filter(pk=proposal_id).first()


def versions(proposal: Proposal) -> tuple[Lineage, dict[UUID, Proposal]]:
    """The proposal's place among its versions, and the versions themselves."""
    edges = Edge.objects.filter(process_id=proposal.process_id, source_kind="proposal", target_kind="proposal")
    found = lineage(proposal.pk, list(edges.values_list("source_id", "target_id")))
    keys = {*found.earlier, *found.later, *found.beside, *found.parted}
    return found, {row.pk: row for row in Proposal.objects.filter(process=proposal.process_id, pk__in=keys)}


def items_of(proposal: Proposal) -> list[Item]:
    """The items of agendas that the proposal stands in."""
    reached = targets_of([proposal.pk], "item")[proposal.pk]
    return list(Item.objects.filter(pk__in=reached).select_related("agenda__territory"))


def in_own_words(process_id: UUID, item_ids: Sequence[UUID]) -> set[UUID]:
    """Items that rest on a proposal which is still as somebody wrote it: their words are theirs, theme included."""
    every = Proposal.objects.filter(process=process_id, own_words=True)
    if not item_ids or not every.exists():
        return set()
    if len(item_ids) == 1:
        behind = {node.id for node in upstream(process_id, item_ids[0]) if node.kind == "proposal"}
        return set(item_ids) if every.filter(pk__in=behind).exists() else set()
    own = set(every.values_list("pk", flat=True))
    return {pk for pk, kinds in behind_each(process_id, item_ids).items() if kinds.get("proposal", set()) & own}


def proposals_of(item_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The proposals that each item was drawn from."""
    return sources_of(list(item_ids), "proposal")


def local_items_of(national_ids: Iterable[UUID]) -> dict[UUID, list[Item]]:
    """The items of local agendas that each item of the national one was built from."""
    behind = sources_of(list(national_ids), "item")
    rows = {row.pk: row for row in Item.objects.filter(
        pk__in=[pk for pks in behind.values() for pk in pks]).select_related("agenda__territory")}
    return {national: [rows[pk] for pk in pks if pk in rows] for national, pks in behind.items()}


def inside(agenda: Agenda) -> frozenset[UUID]:
    """The territories whose proposals may stand in an agenda: its own and all within it."""
    return frozenset(whole_of(agenda.process_id, [agenda.territory_id])) if agenda.territory_id else frozenset()


def current_after(item: Item) -> list[Proposal]:
    """What the proposals of an item have become and stands in no agenda yet."""
    keys: set[UUID] = set()
    for row in Proposal.objects.filter(pk__in=sources_of([item.pk], "proposal").get(item.pk, [])):
        keys |= set(versions(row)[0].later)
    rows = Proposal.objects.filter(pk__in=keys, status=ProposalStatus.CURRENT).order_by("key")
    return [row for row in rows if not items_of(row)]


def agenda(process: Process, agenda_id: UUID) -> Agenda | None:
    return agendas(process).filter(pk=agenda_id).first()


def agendas(process: Process) -> QuerySet[Agenda]:
    """Local agendas by territory, the national one last."""
    found: QuerySet[Agenda] = Agenda.objects.filter(process=process).select_related("territory")
    return found.order_by(F("territory__name").asc(nulls_last=True), "territory__key")


def local_agenda(process: Process, territory: Territory) -> Agenda | None:
    return Agenda.objects.filter(process=process, territory=territory).first()


def national_agenda(process: Process) -> Agenda | None:
    return Agenda.objects.filter(process=process, territory=None).first()


def items(agenda: Agenda) -> QuerySet[Item]:
    found: QuerySet[Item] = Item.objects.filter(agenda=agenda).select_related("group").prefetch_related("shared")
    return found


def returns(agenda: Agenda) -> list[Return]:
    """Every answer of every group, the latest last; one without a week stands before the others.

    Of two answers in one week to one revision, what was not a yes comes last, so that it is the one that counts.
    """
    rows = Return.objects.filter(agenda=agenda).select_related("group")
    return sorted(rows, key=lambda row: (row.week or datetime.date.min, row.revision,
                                         row.outcome != Outcome.VALIDATED, row.group.key))


def standing(agenda: Agenda) -> Standing:
    """Who is owed the return of the agenda, who has seen it and who waits, as of now.

    Owed to every group heard in its territory and all within it, or in its encounters: whoever looks, and from where.
    """
    with everywhere():
        due = groups_heard(agenda.process, territory=agenda.territory)
        rows = list(Return.objects.filter(agenda=agenda))
        unreached = Unreached.objects.filter(agenda=agenda).values_list("group_id", flat=True)
        return returning.standing(
            due, [Answer(row.group_id, row.outcome, row.week, row.revision) for row in rows],
            revision=revision_of(agenda), unreached=unreached, wishes=len(open_wishes(agenda)) + len(stale(agenda)))


def revision_of(agenda: Agenda) -> int:
    """What somebody who answers now has seen: an item that lost its words when they were taken back counts as new."""
    latest = Item.objects.filter(agenda=agenda).aggregate(most=Max("revision"))["most"]
    return max(agenda.revision, latest or 1)


def stale(agenda: Agenda) -> list[Item]:
    """Items of a local agenda whose proposal was worded anew, joined, parted, refused or withdrawn by people since.

    What was emptied because somebody took back their words is not among them: there is nothing to bring up to date.
    """
    if not Change.objects.filter(process=agenda.process_id).exists():
        return []
    items = {row.pk: row for row in Item.objects.filter(agenda=agenda)} if agenda.territory_id else {}
    behind = sources_of(list(items), "proposal")
    standing_behind = {row.pk: row.status for row in Proposal.objects.filter(
        pk__in=[pk for pks in behind.values() for pk in pks])}
    ended = set(Change.objects.filter(proposal__in=standing_behind, kind=StepKind.WITHDREW, counts=True).values_list(
        "proposal_id", flat=True))
    left = {pk for pk, status in standing_behind.items()
            if status in (ProposalStatus.SUPERSEDED, ProposalStatus.REFUSED) or pk in ended}
    current = {pk for pk, status in standing_behind.items() if status == ProposalStatus.CURRENT}
    return [row for pk, row in items.items() if set(behind.get(pk, ())) & left and not set(behind[pk]) & current]


def open_wishes(agenda: Agenda) -> list[ItemAnswer]:
    """What groups wanted otherwise of an item as it stands, and nobody has answered yet."""
    rows = ItemAnswer.objects.filter(item__agenda=agenda, said=Said.OTHERWISE, settled=False).select_related(
        "item", "group")
    return list(rows.filter(revision__gte=F("item__revision")).order_by("item__number", "group__order"))


def status(agenda: Agenda) -> AgendaStatus:
    """How the agenda stands as of now: a group that was heard since it was validated is owed it as well."""
    return status_in(agenda, standing(agenda))


def status_in(agenda: Agenda, found: Standing) -> AgendaStatus:
    """The same where it is known already who has seen the draft."""
    reached = AgendaStatus(found.status)
    final = agenda.status == AgendaStatus.FINAL and reached == AgendaStatus.VALIDATED and finished(agenda)
    return AgendaStatus.FINAL if final else reached


def finished(agenda: Agenda) -> bool:
    """Whether two people called it final as it stands. While the process is locked nobody can tell, and it is not."""
    row = Finishing.objects.filter(agenda=agenda).exclude(second="").first()
    if row is None or row.revision != revision_of(agenda):
        return False
    with suppress(TequioError):
        return row.pk in attested([row])
    return False


def groups_of(agenda: Agenda) -> list[Group]:
    """The groups that are owed the return of the agenda, and any other that answered."""
    found = standing(agenda)
    return list(Group.objects.filter(pk__in=found.due | found.seen | found.waiting, process=agenda.process_id))


def waiting_for(agenda: Agenda) -> list[Group]:
    """The groups that have not seen the draft yet, in their order."""
    return waiting_in(agenda, standing(agenda))


def waiting_in(agenda: Agenda, found: Standing) -> list[Group]:
    return list(Group.objects.filter(pk__in=found.waiting, process=agenda.process_id))


def places(process: Process) -> list[AgendaOfPlace]:
    """Every municipality, those with an agenda first, and any other place that has one."""
    made = {row.territory_id: row for row in _counted(process)}
    rows = process.territories.filter(Q(level=Level.MUNICIPALITY) | Q(pk__in=[key for key in made if key]))
    found = ((row, made.get(row.pk)) for row in rows)
    return sorted((AgendaOfPlace(row, agenda, standing(agenda) if agenda else None) for row, agenda in found),
                  key=lambda place: place.agenda is None)


def national(process: Process) -> Agenda | None:
    """The National Agenda with its `item_count`."""
    return _counted(process).filter(territory=None).first()


def shared_by_places(process: Process) -> list[tuple[str, int]]:
    """Per territory, in their order, how many national items it shares."""
    rows = Item.shared.through.objects.filter(item__process=process, item__agenda__territory=None)
    return list(rows.values_list("territory__name").annotate(n=Count("id")).order_by("territory__name"))


def names_of_places(process: Process) -> dict[str, str]:
    """Territories by the key that tables name them with."""
    return dict(process.territories.values_list("key", "name"))


def _counted(process: Process) -> QuerySet[Agenda]:
    found: QuerySet[Agenda] = agendas(process).annotate(
        item_count=Count("items", distinct=True),
        dissent_count=Count("returns__group", distinct=True, filter=Q(returns__outcome=Outcome.DISSENT)))
    return found


def proposals_by_status(process: Process) -> Counter[str]:
    return Counter(Proposal.objects.filter(process=process).values_list("status", flat=True))


def without_public_body(process: Process) -> list[Proposal]:
    """Current proposals that leave the community alone: no public body owes them yet."""
    owed = Duty.objects.filter(process=process, sphere__in=PUBLIC_SPHERES).values("proposal_id")
    return list(Proposal.objects.filter(process=process, status=ProposalStatus.CURRENT).exclude(pk__in=owed))


def example_keys(processes: Collection[UUID]) -> list[str]:
    """A few keys of these processes, to show somebody who mistyped one."""
    return list(Item.objects.filter(process__in=processes).order_by("key").values_list("key", flat=True)[:3])


def kept_from_offices(process: Process, node_ids: Iterable[UUID]) -> set[UUID]:
    """The items and proposals that are taken to no office: no voice they rest on allowed the dialogue.

    What rests on other voices as well goes there, and so does what came without voices.
    """
    return resting_on_no_dialogue(process, behind_each(process.pk, node_ids))


def resting_on_no_dialogue(process: Process, behind: Mapping[UUID, Mapping[str, set[UUID]]]) -> set[UUID]:
    """The same where it is known already what stands behind each node, by kind."""
    with everywhere():
        closed = without_dialogue(process)
    return {node for node, kinds in behind.items() if kinds.get("voice") and kinds["voice"] <= closed}
