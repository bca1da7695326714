"""What an agenda prints of its return: what groups did not share item by item, and whom it could not go back to."""

from uuid import UUID

from django.utils.translation import gettext as _

from tequio.agendas.content import Gap, Returned
from tequio.agendas.models import Agenda, ItemAnswer, Proposal, StepKind
from tequio.agendas.returning.queries import dissent, unreached
from tequio.deliberation.models import Answer
from tequio.protection.release import Words, joined


def said_of_items(agenda: Agenda) -> dict[UUID | None, list[Returned]]:
    """By group, each item that it does not want as it stands, with the words it wants and why they were not taken."""
    found: dict[UUID | None, list[Returned]] = {}
    for row in sorted(dissent(agenda), key=lambda one: one.item.number):
        found.setdefault(row.group_id, []).append(Returned(_("punto %(number)s: %(said)s") % {
            "number": row.item.number, "said": row.get_said_display()}, _wanted(row)))
    return found


def not_reached(agenda: Agenda) -> list[Gap]:
    return [Gap(_("no se pudo volver: %(why)s") % {"why": row.get_why_display()}, str(row.group),
                Words(row.note, drafted=True)) for row in unreached(agenda)] if agenda.territory_id else []


def why_refused(row: Proposal) -> tuple[Words, Words]:
    """The reason and what answers it: those of the review that found it, or of whoever did not adopt it."""
    review = row.reproduction_review
    if review and review.answer == Answer.YES:
        return Words(review.reason, drafted=True), Words(review.safeguard, drafted=True)
    last = row.changes.filter(kind=StepKind.REFUSAL, counts=True).last()
    return Words(last.reason if last else "", drafted=True), Words("", drafted=True)


def _wanted(row: ItemAnswer) -> Words:
    texts = [Words(text, drafted=True) for text in (row.wanted, row.kept_because) if text]
    return joined(texts) if len(texts) > 1 else texts[0] if texts else Words("", drafted=True)
