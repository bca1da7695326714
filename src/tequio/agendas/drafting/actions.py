"""Putting a Local Agenda together: items in and out, in order, under themes, with the words it opens with."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db.models import Max

from tequio.agendas import queries
from tequio.agendas.drafting.marks import mark
from tequio.agendas.drafting.order import moved
from tequio.agendas.models import Agenda, AgendaStatus, Item, Opening, Proposal, ProposalStatus, Return
from tequio.agendas.problems import lay_problems
from tequio.agendas.proposals.actions import Worded, edit_proposal, merge_proposals
from tequio.agendas.review.queries import lacks_of
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.trail.actions import add, check_process, join
from tequio.foundation.trail.queries import sources_of
from tequio.foundation.trail.widths import check_widths

# Numbers above all that are in use, where items wait while they change places.
ASIDE = 1_000_000


def start_agenda(*, actor: User, territory: Territory, title: str) -> Agenda:
    """An empty draft of a territory. Raises TQ-524 where it has one already, TQ-525 without a title."""
    with acting(actor, "draft_agenda", on=territory, process_id=territory.process_id,
                territory_id=territory.pk) as deed:
        deed.because = "started"
        if Agenda.objects.filter(process=territory.process_id, territory=territory).exists():
            raise TequioError("TQ-524", value=territory.name)
        if not title.strip():
            raise TequioError("TQ-525")
        agenda = Agenda(process_id=territory.process_id, territory=territory, title=title.strip())
        check_widths([agenda])
        agenda.save(force_insert=True)
    return agenda


def put_in(*, actor: User, agenda: Agenda, proposal: Proposal) -> Item:
    """One reviewed proposal becomes the last item of the agenda.

    Raises TQ-526 while its review lacks something, TQ-527 for one of elsewhere or that stands in an agenda already,
    TQ-761 for a final agenda.
    """
    with _drafting(actor, agenda, "put_in"):
        check_process(agenda.process_id, [proposal])
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if row.territory_id not in queries.inside(agenda) or queries.items_of(row):
            raise TequioError("TQ-527", value=row.key)
        if lacks_of([row])[row.pk]:
            raise TequioError("TQ-526", value=row.key)
        last = Item.objects.filter(agenda=agenda).aggregate(most=Max("number"))["most"] or 0
        item = Item(process_id=agenda.process_id, agenda=agenda, number=last + 1, key=_free_item_key(row),
                    group=row.group, section=row.section, text=row.text, revision=_renewed(agenda))
        lay_problems(agenda.process_id, [item], [(row, item)])
        add([item])
        join([(row, item)])
        _stand(agenda)
    return item


def take_out(*, actor: User, item: Item) -> None:
    """The item leaves the agenda; its proposal stays. Raises TQ-528 once somebody answered for it, TQ-761."""
    agenda = item.agenda
    with _drafting(actor, agenda, "take_out"):
        if _followed_up(item):
            raise TequioError("TQ-528", value=item.number)
        _renewed(agenda)
        item.delete()
        _number(agenda, [row.pk for row in Item.objects.filter(agenda=agenda).order_by("number")])
        _stand(agenda)


def _followed_up(item: Item) -> bool:
    """Whether a later room holds anything of it: an office was asked, answered, or was judged."""
    return any(relation.related_model._base_manager.filter(**{relation.field.name: item}).exists()
               for relation in Item._meta.related_objects
               if relation.one_to_many and relation.related_model._meta.app_label != Item._meta.app_label)


def place_item(*, actor: User, item: Item, number: int, section: str) -> None:
    """Put an item in another place and under another theme: no other wording, so that nobody has to see it again."""
    agenda = item.agenda
    with _drafting(actor, agenda, "placed"):
        keys = [row.pk for row in Item.objects.filter(agenda=agenda).order_by("number")]
        _number(agenda, moved(keys, item.pk, number))
        row = Item.objects.get(pk=item.pk)
        row.section = section.strip()
        row.save(update_fields=["section"])


def write_opening(*, actor: User, agenda: Agenda, group: Group, text: str, seen: str = "") -> None:
    """The security a group wants, in its words; without words it goes. `seen` marks the words that were on the page.

    Raises TQ-768, TQ-761, and TQ-596 where somebody else wrote them anew since.
    """
    with _drafting(actor, agenda, "opening"):
        check_process(agenda.process_id, [group])
        there = Opening.objects.filter(agenda=agenda, group=group).first()
        if (there.text if there else "") == text.strip():
            return
        if seen and seen != mark(there.text if there else ""):
            raise TequioError("TQ-596")
        Opening.objects.filter(agenda=agenda, group=group).delete()
        if text.strip():
            add([Opening(process_id=agenda.process_id, agenda=agenda, group=group, text=text.strip())])
        _renewed(agenda)
        _stand(agenda)


def describe(*, actor: User, agenda: Agenda, title: str, context: str, seen: str = "") -> None:
    """The heading, and where the agenda sets out from. `seen` marks the words that were on the page.

    Raises TQ-525 without a title, TQ-761, and TQ-596 where somebody else wrote them anew since.
    """
    with _drafting(actor, agenda, "described"):
        if not title.strip():
            raise TequioError("TQ-525")
        row = Agenda.objects.get(pk=agenda.pk)
        if (title.strip(), context.strip()) == (row.title, row.context):
            return
        if seen and seen != mark(row.title, row.context):
            raise TequioError("TQ-596")
        agenda.title, agenda.context = title.strip(), context.strip()
        check_widths([agenda])
        agenda.save(update_fields=["title", "context"])
        _renewed(agenda)
        _stand(agenda)


def correct_item(*, actor: User, item: Item, text: str, reason: str) -> Item:
    """Another wording of an item, beside the old one, that every group is shown again.

    What groups wanted otherwise of the old wording counts as answered. Raises TQ-508 without a reason, and what
    editing or joining its proposals does; TQ-761.
    """
    agenda = item.agenda
    with _drafting(actor, agenda, "corrected"):
        behind = _behind(item)
        if not behind:
            raise TequioError("TQ-529", value=item.number)
        worded = Worded(text, behind[0].section, behind[0].priority)
        made = (merge_proposals(actor=actor, proposals=behind, worded=worded, reason=reason) if len(behind) > 1
                else edit_proposal(actor=actor, proposal=behind[0], worded=worded, reason=reason))
        _reword(item, made)
        _stand(agenda)
    return item


def bring_up_to_date(*, actor: User, item: Item) -> Item:
    """The item says what its proposal has become. Raises TQ-529 where nothing current came of it, TQ-761."""
    agenda = item.agenda
    with _drafting(actor, agenda, "renewed"):
        later = queries.current_after(item)
        if not later:
            raise TequioError("TQ-529", value=item.number)
        _reword(item, later[0])
        _stand(agenda)
    return item


def _reword(item: Item, made: Proposal) -> None:
    item.text, item.group, item.title = made.text, made.group, ""
    item.revision = _renewed(item.agenda)
    item.save(update_fields=["text", "group", "title", "revision"])
    join([(made, item)])
    item.answers.filter(settled=False).update(settled=True)


def _behind(item: Item) -> list[Proposal]:
    keys = sources_of([item.pk], "proposal").get(item.pk, [])
    return list(Proposal.objects.filter(pk__in=keys, status=ProposalStatus.CURRENT).order_by("key"))


@contextmanager
def _drafting(actor: User, agenda: Agenda, because: str) -> Iterator[None]:
    """`acting` on an agenda that is not final, as the database has it now. Raises TQ-761."""
    with acting(actor, "draft_agenda", on=agenda, process_id=agenda.process_id,
                territory_id=agenda.territory_id) as deed:
        deed.because = because
        row = Agenda.objects.select_for_update().get(pk=agenda.pk)
        agenda.status, agenda.revision = row.status, row.revision
        if queries.status(agenda) == AgendaStatus.FINAL:
            raise TequioError("TQ-761", value=agenda.title)
        yield


def _renewed(agenda: Agenda) -> int:
    """The revision that a change belongs to: a new one from the moment that a group has seen the agenda."""
    if Return.objects.filter(agenda=agenda).exists():
        agenda.revision = queries.revision_of(agenda) + 1
        agenda.save(update_fields=["revision"])
    return agenda.revision


def _stand(agenda: Agenda) -> None:
    agenda.status = queries.status(agenda)
    agenda.save(update_fields=["status"])


def _number(agenda: Agenda, keys: Sequence[UUID]) -> None:
    """Number the items in this order; no number occurs twice on the way."""
    for aside in (ASIDE, 0):
        for number, key in enumerate(keys, start=1):
            Item.objects.filter(agenda=agenda, pk=key).update(number=aside + number)


def _free_item_key(proposal: Proposal) -> str:
    """The key of the proposal, as answers and verdicts name it, unless an item has it already."""
    taken = set(Item.objects.filter(process=proposal.process_id, key__startswith=proposal.key).values_list(
        "key", flat=True))
    tried = (proposal.key, *(f"{proposal.key[:70]}-p{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in tried if key not in taken)
