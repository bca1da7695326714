"""The texts of this room that could leave: two people read each before anything public holds it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tequio.agendas import queries
from tequio.agendas.models import (
    Agenda,
    Change,
    Duty,
    Item,
    ItemAnswer,
    Opening,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    Return,
    StepKind,
    Unreached,
)
from tequio.agendas.particular import by_name
from tequio.foundation.places.models import Process
from tequio.foundation.trail.leaves import Leaves, Say, declare


def declare_leaves() -> None:
    declare(Leaves(Agenda, ("title", "context"), _("agenda"), lambda row: str(row.territory or _("nacional")),
                   headings=frozenset({"title"})))
    declare(Leaves(Opening, ("text",), _("la seguridad que un grupo quiere"), lambda row: str(row.group or ""),
                   place="agenda.territory"))
    declare(Leaves(Item, ("title", "text", "section", "particular", "problem"), _("punto de agenda"),
                   lambda row: str(row.key), place="agenda.territory", own=_in_own_words, said=_with_places_by_name,
                   headings=frozenset({"section"})))
    declare(Leaves(Duty, ("task",), _("lo que alguien debe"), lambda row: str(row.proposal.key),
                   place="proposal.territory", own=lambda rows: {row.pk for row in rows if row.proposal.own_words}))
    declare(Leaves(Proposal, ("text", "section"), _("propuesta"), lambda row: str(row.key), among=_that_can_be_printed,
                   own=lambda rows: {row.pk for row in rows if row.own_words}, headings=frozenset({"section"})))
    declare(Leaves(ReproductionReview, ("reason", "safeguard"), _("por qué reproduce violencia, y qué lo evita"),
                   lambda row: str(row.proposal.key), place="proposal.territory"))
    declare(Leaves(Return, ("note",), _("lo que un grupo contestó al borrador"), lambda row: str(row.group),
                   place="agenda.territory"))
    declare(Leaves(Change, ("reason",), _("por qué no se adoptó una propuesta"), lambda row: str(row.proposal.key),
                   place="proposal.territory", among=_of_refusals))
    declare(Leaves(ItemAnswer, ("wanted", "kept_because"), _("lo que un grupo quería de otra manera"),
                   lambda row: f"{row.item.key} · {row.group}", place="item.agenda.territory"))
    declare(Leaves(Unreached, ("note",), _("por qué no se pudo volver a un grupo"), lambda row: str(row.group),
                   place="agenda.territory"))
    declare(Leaves(PrincipleReview, ("reason",), _("revisión de un principio"), lambda row: str(row.proposal.key),
                   place="proposal.territory"))


def _that_can_be_printed(rows: Any) -> Any:
    """Of refused proposals themselves, and of those in force; of earlier ones the later one is printed."""
    return rows.filter(status__in=[ProposalStatus.CURRENT, ProposalStatus.REFUSED])


def _of_refusals(rows: Any) -> Any:
    return rows.filter(kind=StepKind.REFUSAL, counts=True)


def _in_own_words(rows: Sequence[Any]) -> set[UUID]:
    return queries.in_own_words(rows[0].process_id, [row.pk for row in rows]) if rows else set()


def _with_places_by_name(process: Process) -> Say:
    """What is a place's own is printed with the name of the place and not with its key."""
    names = queries.names_of_places(process)

    def said(row: Any, field: str) -> str:
        text = str(getattr(row, field))
        return by_name(text, names) if field == "particular" else text

    return said
