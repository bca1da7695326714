"""What the pages of the desk show of proposals, already worded."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.cards import proposal as cards
from tequio.agendas.models import Carried, Change, Proposal, ProposalStatus
from tequio.agendas.proposals.queries import changes_of, step_of, voted_before
from tequio.agendas.spoken import proposal_text
from tequio.deliberation.models import Answer, Round, Statement
from tequio.foundation.trail.queries import sources_of, targets_of
from tequio.foundation.trail.wording import Wording

# What may be done with a proposal by whoever drafts them: address, label, and whether it stands back.
CURRENT_WAYS = ("edit", "split", "refuse", "withdraw")


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    quiet: bool = True


@dataclass(frozen=True)
class StepShown:
    what: str
    who: str
    day: Any
    reason: str
    counts: bool


@dataclass(frozen=True)
class Voted:
    """A statement that a closed round weighed, and the earlier wording it was voted on."""

    text: str
    url: str
    on: str


@dataclass(frozen=True)
class Stated:
    """A statement of a closed round: what was made of it, or what can be."""

    id: Any
    key: str
    text: str
    refused: bool
    weighed: bool
    led: str
    reason: str
    made: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Side:
    """One of two proposals beside each other."""

    key: str
    text: str
    url: str
    group: str
    place: str


def ways(row: Proposal, *, drafts: bool, reviews: bool) -> list[Way]:
    labels = {"edit": _("Cambiar la redacción"), "split": _("Dividirla"), "refuse": _("No adoptarla"),
              "withdraw": _("Retirarla")}
    found = []
    if reviews and row.status == ProposalStatus.CURRENT:
        found.append(Way(_("Revisarla"), reverse("agendas:review", args=[row.process_id, row.pk]), quiet=False))
    if drafts and row.status == ProposalStatus.CURRENT:
        found += [Way(labels[name], reverse(f"agendas:{name}", args=[row.process_id, row.pk]))
                  for name in CURRENT_WAYS]
        found.append(Way(_("Dejarla como está, con razón"), reverse("agendas:keep", args=[row.process_id, row.pk])))
    step = step_of(row) if drafts else None
    if step and not step.stands_in_agenda:
        found.append(Way(_("Deshacer el último paso"), reverse("agendas:step_back", args=[row.process_id, row.pk])))
    return found


def steps(row: Proposal, words: Wording) -> list[StepShown]:
    return [_step(one, words) for one in changes_of(row)]


def _step(one: Change, words: Wording) -> StepShown:
    return StepShown(one.get_kind_display(), one.by, one.day, words.drafted(one.reason) if one.reason else "",
                     one.counts)


def voted(row: Proposal, words: Wording) -> list[Voted]:
    return [Voted(words.drafted(statement.text),
                  reverse("deliberation:round", args=[row.process_id, statement.round_id]),
                  "" if on.pk == row.pk else on.key) for on, statement in voted_before(row)]


def statements(row: Round, words: Wording) -> list[Stated]:
    rows = list(Statement.objects.filter(round=row).order_by("key"))
    weighed = sources_of([one.pk for one in rows], "proposal")
    made = targets_of([one.pk for one in rows], "proposal")
    known = {one.pk: one for one in Proposal.objects.filter(
        pk__in=[pk for found in (*weighed.values(), *made.values()) for pk in found])}
    carried = {one.statement_id: one for one in Carried.objects.filter(statement__in=rows)}
    return [Stated(
        one.pk, one.key, words.drafted(one.text), one.reproduces_violence == Answer.YES,
        any(known[pk].status == ProposalStatus.CURRENT for pk in weighed.get(one.pk, ()) if pk in known),
        carried[one.pk].get_led_display() if one.pk in carried else "",
        words.drafted(carried[one.pk].reason) if one.pk in carried and carried[one.pk].reason else "",
        tuple((known[pk].key, cards.page(known[pk])) for pk in made.get(one.pk, ()) if pk in known)) for one in rows]


def side(row: Proposal, words: Wording) -> Side:
    return Side(row.key, proposal_text(row, words), cards.page(row), str(row.group or ""), row.territory.name)
