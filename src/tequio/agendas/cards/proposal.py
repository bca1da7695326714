"""One proposal: who owes it, how people judged it, and its versions."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.models import (
    Duty,
    Item,
    Judgement,
    Operation,
    Principle,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
)
from tequio.agendas.proposals.lineage import Lineage
from tequio.agendas.queries import status as agenda_status
from tequio.agendas.spoken import proposal_text, said
from tequio.deliberation.models import Answer
from tequio.foundation.places.models import PUBLIC_SPHERES, Sphere
from tequio.foundation.trail.wording import Wording

Card = dict[str, Any]
TONES = {ProposalStatus.CURRENT: "done", ProposalStatus.SUPERSEDED: "still", ProposalStatus.REFUSED: "refused",
         ProposalStatus.WITHDRAWN: "silent", ProposalStatus.UNDONE: "still"}
JUDGED = {Judgement.MEETS: "done", Judgement.DOUBTFUL: "moving", Judgement.CONTRADICTS: "refused"}
ANSWERED = {Answer.NO: "done", Answer.RISK: "moving", Answer.YES: "refused"}


def status(row: Proposal) -> Card:
    return {"tone": TONES[ProposalStatus(row.status)], "label": row.get_status_display().capitalize()}


def entry(row: Proposal, words: Wording) -> Card:
    """A proposal in a list, as components/entries.html takes it."""
    meta = [row.key, row.territory.name]
    if row.priority:
        meta.append(_("prioridad %(priority)s") % {"priority": row.get_priority_display()})
    if not any(duty.sphere in PUBLIC_SPHERES for duty in row.duties.all()):
        meta.append(_("sin organismo público que la deba"))
    if row.reproduction_review is None:
        meta.append(_("sin revisar si reproduce violencia"))
    return {"title": proposal_text(row, words), "url": page(row),
            "groups": [str(row.group)] if row.group else [], "meta": meta}


def duties(row: Proposal, words: Wording) -> list[Card]:
    """Every sphere in its order, the three levels of government even when they owe nothing."""
    found: dict[str, list[Duty]] = {}
    for duty in row.duties.all():
        found.setdefault(duty.sphere, []).append(duty)
    return [{"sphere": sphere.label, "duties": [_duty(row, duty, words) for duty in found.get(sphere, ())]}
            for sphere in Sphere if sphere in found or sphere in PUBLIC_SPHERES]


def alone(row: Proposal) -> bool:
    """True where no public body owes the proposal yet."""
    return not any(duty.sphere in PUBLIC_SPHERES for duty in row.duties.all())


def _duty(row: Proposal, duty: Duty, words: Wording) -> Card:
    return {"office": duty.institution.name if duty.institution else "",
            "task": said(duty.task, words, own=row.own_words)}


def principles(reviews: Sequence[PrincipleReview], words: Wording) -> list[Card]:
    """The four, each with what people judged and why; one that nobody judged says so."""
    by_number: dict[int, list[PrincipleReview]] = {}
    for review in reviews:
        by_number.setdefault(review.principle, []).append(review)
    return [{"number": number, "name": Principle(number).label.capitalize(),
             "reviews": [_judged(review, words) for review in by_number.get(number, ())]}
            for number in Principle.values]


def _judged(review: PrincipleReview, words: Wording) -> Card:
    return {"tone": JUDGED[Judgement(review.judgement)], "label": review.get_judgement_display().capitalize(),
            "reason": words.drafted(review.reason), "reviewer": review.reviewer}


def reproduction(review: ReproductionReview, words: Wording) -> Card:
    return {"tone": ANSWERED[Answer(review.answer)], "label": review.get_answer_display().capitalize(),
            "reason": words.drafted(review.reason), "safeguard": words.drafted(review.safeguard),
            "reviewer": review.reviewer}


def lineage(here: Proposal, found: Lineage, rows: Mapping[UUID, Proposal], words: Wording) -> list[Card]:
    """The versions from the oldest to the newest, this one among them."""
    def listed(keys: Sequence[UUID]) -> list[Proposal]:
        return [rows[key] for key in keys if key in rows]

    return [*(_version(row, words, _("antes")) for row in listed(found.earlier)),
            *(_version(row, words, _("salió de la misma versión anterior")) for row in listed(found.parted)),
            {**_version(here, words, _("ésta")), "current": True},
            *(_version(row, words, _("se unió con ésta en la versión que sigue")) for row in listed(found.beside)),
            *(_version(row, words, _("después")) for row in listed(found.later))]


def _version(row: Proposal, words: Wording, place: str) -> Card:
    return {"title": proposal_text(row, words), "url": page(row),
            "eyebrow": f"{row.key} · {place}", "status": status(row),
            "meta": [_("hecha por: %(operation)s") % {"operation": row.get_operation_display()}]
            if row.operation != Operation.NEW else []}


def item(row: Item, words: Wording) -> Card:
    title = _("%(agenda)s, punto %(number)s") % {"agenda": words.heading(row.agenda.title), "number": row.number}
    return {"title": title, "url": reverse("followup:item", args=[row.process_id, row.pk]),
            "meta": [str(agenda_status(row.agenda).label)]}


def page(row: Proposal) -> str:
    return reverse("agendas:proposal", args=[row.process_id, row.pk])
