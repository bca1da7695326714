"""The order that the wishes of the localities give the points of the National Agenda, as of now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from tequio.agendas.models import Agenda, Item, Proposal
from tequio.agendas.national.compare import Compared, compared
from tequio.agendas.national.wishes import NOT_SAID, Wish, ballots_of
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.places.models import Level, Process, Territory
from tequio.foundation.trail.queries import sources_of


@dataclass(frozen=True)
class Told:
    """The order of some points, and the places that it was made from, by their names."""

    compared: Compared
    places: tuple[str, ...]
    interrupted: tuple[str, ...]


def first_order(process: Process, items: Sequence[Item], behind: Iterable[tuple[Item, Item]],
                shared: Iterable[tuple[Item, Territory]], urgency: Mapping[UUID, int | None]) -> list[Item]:
    """Points that are drafted, in the order of the wishes of their localities; equal ones stay as they come.

    `behind` are points of local agendas with the national one they stand behind, `urgency` the priority of each.
    """
    at = {item.pk: number for number, item in enumerate(items)}
    wishes = [Wish(at[item.pk], str(local.agenda.territory_id), urgency.get(local.pk) or NOT_SAID)
              for local, item in behind]
    wishes += [Wish(at[item.pk], str(place.pk)) for item, place in shared]
    return [items[point] for point in _told(process, len(items), wishes).compared.order]


def order_of(agenda: Agenda, items: Sequence[Item]) -> Told:
    """The same for an agenda that is kept. Every place counts, whoever looks and from where."""
    with everywhere():
        numbers = {item.pk: number for number, item in enumerate(items)}
        locals_of = sources_of(list(numbers), "item")
        local = {row.pk: row for row in Item.objects.filter(
            pk__in=[pk for pks in locals_of.values() for pk in pks]).select_related("agenda")}
        proposals = sources_of(list(local), "proposal")
        said = dict(Proposal.objects.filter(pk__in=[pk for pks in proposals.values() for pk in pks]).values_list(
            "pk", "priority"))
        wishes = [Wish(numbers[item], str(local[pk].agenda.territory_id), min(
            (said.get(proposal) or NOT_SAID for proposal in proposals.get(pk, ())), default=NOT_SAID))
            for item, pks in locals_of.items() for pk in pks if pk in local]
        wishes += [Wish(numbers[item.pk], str(place.pk)) for item in items for place in item.shared.all()]
        return _told(agenda.process, len(items), wishes)


def _told(process: Process, points: int, wishes: Sequence[Wish]) -> Told:
    """Every municipality that asks for something has a ballot, and every one where work was interrupted."""
    asking = {wish.place for wish in wishes}
    rows = Territory.objects.filter(process=process).filter(
        Q(pk__in=asking) | Q(level=Level.MUNICIPALITY, suspended=True)).order_by("name", "pk")
    places = [(str(row.pk), row.name, row.suspended) for row in rows]
    stopped = {key for key, _, suspended in places if suspended}
    found = compared(ballots_of(points, wishes, [key for key, _, _ in places], stopped), points)
    return Told(found, tuple(name for _, name, _ in places),
                tuple(name for _, name, suspended in places if suspended))
