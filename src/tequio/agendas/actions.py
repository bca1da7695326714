"""Proposals, their reviews, agendas, their return to the groups."""

from collections.abc import Iterable, Sequence

from tequio.agendas.models import (
    Agenda,
    AgendaStatus,
    Duty,
    Item,
    Opening,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    Return,
)
from tequio.agendas.problems import lay_problems
from tequio.agendas.queries import revision_of, status
from tequio.deliberation.models import Answer, Statement
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import add, check_process, join
from tequio.foundation.trail.noun import Noun
from tequio.foundation.trail.once import check_once
from tequio.foundation.trail.widths import check_widths


def draft_proposals(*, actor: User, process: Process, proposals: Sequence[Proposal], duties: Sequence[Duty],
                    sources: Iterable[tuple[Noun, Noun]]) -> int:
    """Enter proposals with who owes what and where each came from.

    An earlier proposal among the sources is superseded, and stays in the trail.
    """
    laid = list(sources)
    with acting(actor, "draft_proposals", on=process, process_id=process.pk) as deed:
        deed.count = add(proposals)
        add(duties)
        join(laid)
        earlier = [source.pk for source, _ in laid if isinstance(source, Proposal)]
        for at in range(0, len(earlier), 500):
            Proposal.objects.filter(pk__in=earlier[at:at + 500]).update(status=ProposalStatus.SUPERSEDED)
    return len(proposals)


def weigh_proposals(*, actor: User, process: Process, weighed: Sequence[tuple[Proposal, Statement]]) -> int:
    """Join the proposals to the statements that put them to a round."""
    with acting(actor, "draft_proposals", on=process, process_id=process.pk) as deed:
        deed.count = join(weighed)
    return len(weighed)


def review_proposals(*, actor: User, process: Process, principles: Sequence[PrincipleReview],
                     reproduction: Sequence[ReproductionReview]) -> int:
    """Enter reviews; a proposal that reproduces violence is not adopted, and says why.

    Raises TQ-767 for a second review of the same by the same person, TQ-768 for a proposal of another process, TQ-769
    for one that was withdrawn, TQ-789 for a risk while nothing is written that keeps it off.
    """
    proposals = [*(row.proposal for row in principles), *(row.proposal for row in reproduction)]
    with acting(actor, "review_proposal", on=process, process_id=process.pk) as deed:
        check_process(process.pk, proposals)
        for proposal in proposals:
            if proposal.status == ProposalStatus.WITHDRAWN:
                raise TequioError("TQ-769", value=proposal.key)
        for row in reproduction:
            if row.answer == Answer.RISK and not row.safeguard.strip():
                raise TequioError("TQ-789", value=row.proposal.key)
        deed.count = add(principles) + add(reproduction)
        refused = [row.proposal_id for row in reproduction if row.answer == Answer.YES]
        Proposal.objects.filter(pk__in=refused).update(status=ProposalStatus.REFUSED)
    return deed.count


def draft_agenda(*, actor: User, agenda: Agenda, openings: Sequence[Opening], items: Sequence[Item],
                 sources: Iterable[tuple[Noun, Item]], shared: Iterable[tuple[Item, Territory]] = ()) -> Agenda:
    """Draft a local or national agenda. Raises TQ-701 when an item stands on nothing."""
    laid = list(sources)
    standing = {item.pk for _, item in laid}
    for item in items:
        if item.pk not in standing:
            raise TequioError("TQ-701", value=item.key)
    check_widths([agenda])
    with acting(actor, "draft_agenda", on=agenda, process_id=agenda.process_id, territory_id=agenda.territory_id):
        agenda.save(force_insert=True)
        add(openings)
        lay_problems(agenda.process_id, items, laid)
        add(items)
        join(laid)
        through = Item.shared.through
        through.objects.bulk_create(
            through(item_id=item.pk, territory_id=territory.pk) for item, territory in shared)
    return agenda


def return_agenda(*, actor: User, agenda: Agenda, returns: Sequence[Return]) -> Agenda:
    """Enter what groups answered to the draft, and how the agenda stands then.

    Raises TQ-760 for an answer to another agenda, TQ-761 for an agenda that is final, TQ-767 for an answer that is
    there already, TQ-768 for a group of another process.
    """
    with acting(actor, "return_agenda", on=agenda, process_id=agenda.process_id, territory_id=agenda.territory_id):
        if agenda.status == AgendaStatus.FINAL:
            raise TequioError("TQ-761", value=agenda.title)
        if any(row.agenda_id != agenda.pk for row in returns):
            raise TequioError("TQ-760")
        check_process(agenda.process_id, [row.group for row in returns])
        for row in returns:
            row.revision = revision_of(agenda)
        # Two answers without a week are one as well, which not every database holds by itself.
        check_once(returns)
        add(returns)
        agenda.status = status(agenda)
        agenda.save(update_fields=["status"])
    return agenda
