"""What a group is shown of an agenda, what it said of each item, and what an agenda lacks before it is final."""

from uuid import UUID

from tequio.agendas import queries
from tequio.agendas.models import Agenda, Finishing, Item, ItemAnswer, Outcome, Proposal, Return, Said, Unreached
from tequio.agendas.review.queries import lacks_of, proposals_behind
from tequio.foundation.places.models import Group


def last_seen(agenda: Agenda, group: Group) -> int:
    """The latest revision that a group answered to; 0 where it has seen none."""
    rows = Return.objects.filter(agenda=agenda, group=group).exclude(outcome=Outcome.NO_CONDITIONS)
    return max(rows.values_list("revision", flat=True), default=0)


def to_show(agenda: Agenda, group: Group) -> list[Item]:
    """The items that a group has not seen as they are worded now: all of them the first time."""
    return list(Item.objects.filter(agenda=agenda, revision__gt=last_seen(agenda, group)).order_by("number"))


def said_last(agenda: Agenda, group: Group) -> dict[UUID, str]:
    """What a group said last of each item; a wish that was answered no longer stands as one."""
    rows = ItemAnswer.objects.filter(item__agenda=agenda, group=group).order_by("revision")
    return {row.item_id: Said.NO.value if row.said == Said.OTHERWISE and row.settled else row.said for row in rows}


def answers_by_item(agenda: Agenda) -> dict[UUID, list[ItemAnswer]]:
    """Every answer to each item, those to earlier wordings among them."""
    found: dict[UUID, list[ItemAnswer]] = {}
    for row in ItemAnswer.objects.filter(item__agenda=agenda).select_related("group", "item").order_by(
            "revision", "group__order"):
        found.setdefault(row.item_id, []).append(row)
    return found


def dissent(agenda: Agenda) -> list[ItemAnswer]:
    """Of each group and item the latest answer, where it is not a yes: what stays printed beside the item."""
    latest: dict[tuple[UUID, UUID], ItemAnswer] = {}
    for rows in answers_by_item(agenda).values():
        latest |= {(row.item_id, row.group_id): row for row in rows}
    return [row for row in latest.values() if row.said != Said.YES]


def unreached(agenda: Agenda) -> list[Unreached]:
    """The groups that could not be reached and have not answered since."""
    excused = queries.standing(agenda).excused
    return list(Unreached.objects.filter(agenda=agenda, group__in=excused).select_related("group"))


def lacks_of_agenda(agenda: Agenda) -> list[Proposal]:
    """The proposals behind the items of an agenda whose review lacks something."""
    rows = proposals_behind(agenda)
    lacks = lacks_of(rows)
    return [row for row in rows if lacks[row.pk]]


def finishing(agenda: Agenda) -> Finishing | None:
    found: Finishing | None = Finishing.objects.filter(agenda=agenda).first()
    return found
