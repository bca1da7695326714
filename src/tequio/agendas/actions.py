"""Proposals, their reviews, agendas, their return to the groups."""

from collections.abc import Iterable, Sequence

from tequio.agendas.models import (
    Agenda,
    AgendaStatus,
    Duty,
    Item,
    Opening,
    Outcome,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    Return,
)
from tequio.deliberation.models import Answer, Statement
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import add, join
from tequio.foundation.trail.noun import Noun
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
    """Enter reviews; a proposal that reproduces violence is not adopted, and says why."""
    with acting(actor, "review_proposal", on=process, process_id=process.pk) as deed:
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
        add(items)
        join(laid)
        through = Item.shared.through
        through.objects.bulk_create(
            through(item_id=item.pk, territory_id=territory.pk) for item, territory in shared)
    return agenda


def return_agenda(*, actor: User, agenda: Agenda, returns: Sequence[Return], groups_due: int) -> Agenda:
    """Enter what each group answered to the draft. Validated only when every group that is due has seen it.

    Dissent does not block: it stays printed. A group with no conditions to meet does.
    """
    with acting(actor, "return_agenda", on=agenda, process_id=agenda.process_id, territory_id=agenda.territory_id):
        add(returns)
        seen = [row for row in returns if row.outcome != Outcome.NO_CONDITIONS]
        whole = bool(seen) and len(seen) == len(returns) >= groups_due
        agenda.status = AgendaStatus.VALIDATED if whole else AgendaStatus.RETURNED
        agenda.save(update_fields=["status"])
    return agenda
