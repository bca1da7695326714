"""The first line of handlers about one proposal or agenda, and how a form says what an action refused."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from tequio.agendas.models import Agenda, Proposal
from tequio.deliberation.models import Statement
from tequio.foundation.accounts.access import admitted
from tequio.foundation.errors import TequioError

Made = TypeVar("Made")


def proposal_for(request: HttpRequest, verb: str, process_id: UUID, proposal_id: UUID) -> Proposal:
    """The proposal, for somebody who may do `verb` in its territory. Raises TQ-312 and Http404 as `admitted` does."""
    row = Proposal.objects.filter(process_id=process_id, pk=proposal_id).select_related(
        "process", "territory", "group").first()
    admitted(request, verb, process_id, territory_id=row.territory_id if row else None)
    if row is None:
        raise Http404
    return row


def agenda_for(request: HttpRequest, verb: str, process_id: UUID, agenda_id: UUID) -> Agenda:
    """The local agenda, for somebody who may do `verb` in its territory."""
    row = Agenda.objects.filter(process_id=process_id, pk=agenda_id).exclude(territory=None).select_related(
        "process", "territory").first()
    admitted(request, verb, process_id, territory_id=row.territory_id if row else None)
    if row is None:
        raise Http404
    return row


def statement_for(request: HttpRequest, verb: str, process_id: UUID, statement_id: UUID) -> Statement:
    """The statement, for somebody who may do `verb` in the territory of its round."""
    row = Statement.objects.filter(process_id=process_id, pk=statement_id).select_related(
        "process", "round__territory").first()
    admitted(request, verb, process_id, territory_id=row.round.territory_id if row else None)
    if row is None:
        raise Http404
    return row


def tried(form: Form, act: Callable[[], Made]) -> Made | None:
    """What the action made, or None with its refusal said in the form, so that nothing typed is lost."""
    try:
        return act()
    except TequioError as fault:
        language = (get_language() or "es")[:2]
        form.add_error(None, f"{fault.problem.what(language)} {fault.problem.remedy(language)} ({fault.problem.code})")
        return None
