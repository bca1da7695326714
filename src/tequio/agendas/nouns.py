"""The nouns of this room on the trail: what each is called, and how the team sees one."""

from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import Item, Proposal, ProposalStatus
from tequio.agendas.spoken import item_title, proposal_text
from tequio.foundation.trail.noun import Registered, Withdrawing, register


def register_nouns() -> None:
    register(Registered(
        kind="proposal", model=Proposal, label=_("propuesta"), plural=_("propuestas"), step=5,
        title=lambda row: row.text, words=("text",), withdraw=Withdrawing.REVIEW, emptied=_emptied_proposal,
        worded=proposal_text))
    register(Registered(
        kind="item", model=Item, label=_("punto de agenda"), plural=_("puntos de agenda"), step=6,
        title=lambda row: row.title or row.text, words=("title", "text", "particular", "problem"),
        withdraw=Withdrawing.REVIEW, emptied=_emptied_item, worded=item_title))


def _emptied_proposal(row: Proposal, instead: str) -> None:
    row.text, row.status = instead, ProposalStatus.WITHDRAWN


def _emptied_item(row: Item, instead: str) -> None:
    """Its number stays, so that answers and verdicts stay with the number they were given to.

    It counts as worded anew: whoever called the agenda theirs sees what is left of it.
    """
    row.text, row.revision = instead, max(row.revision, row.agenda.revision) + 1
