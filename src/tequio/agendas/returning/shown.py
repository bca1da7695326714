"""What the pages of the return show, already worded."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tequio.agendas import queries
from tequio.agendas.models import Agenda, AgendaStatus, Item, ItemAnswer, Opening
from tequio.agendas.returning.queries import answers_by_item, finishing, lacks_of_agenda, to_show
from tequio.agendas.returning.states import Standing
from tequio.agendas.spoken import item_title
from tequio.foundation.places.models import Group
from tequio.foundation.trail.wording import Wording


@dataclass(frozen=True)
class GroupShown:
    """A group that is owed the agenda, how it stands with it, and how many items it is still to be shown."""

    id: Any
    name: str
    tone: str
    label: str
    waits: bool
    excused: bool
    to_show: int


@dataclass(frozen=True)
class WishShown:
    id: Any
    item: Any
    number: int
    group: str
    text: str
    wanted: str


@dataclass(frozen=True)
class AnswerShown:
    group: str
    said: str
    wanted: str
    kept: str
    earlier: bool


@dataclass(frozen=True)
class Read:
    """An item as it is read aloud."""

    number: int
    text: str
    reworded: bool


@dataclass(frozen=True)
class FinalShown:
    """Whether the agenda can be signed as it stands, what is missing, and who signed first."""

    ready: bool
    lacking: tuple[str, ...]
    first: str
    final: bool
    revision: int


def groups(agenda: Agenda) -> list[GroupShown]:
    found = queries.standing(agenda)
    return [_group(agenda, group, found) for group in queries.groups_of(agenda)]


def _group(agenda: Agenda, group: Group, found: Standing) -> GroupShown:
    tone, label = "draft", _("todavía no la ve")
    if group.pk in found.excused:
        tone, label = "silent", _("no se pudo volver")
    elif group.pk in found.again:
        tone, label = "moving", _("vio una redacción anterior")
    elif group.pk in found.seen:
        tone, label = "done", _("ya contestó")
    return GroupShown(group.pk, str(group), tone, label, group.pk in found.waiting, group.pk in found.excused,
                      len(to_show(agenda, group)))


def wishes(agenda: Agenda, words: Wording) -> list[WishShown]:
    return [WishShown(row.pk, row.item_id, row.item.number, str(row.group), item_title(row.item, words),
                      words.drafted(row.wanted)) for row in queries.open_wishes(agenda)]


def answers(agenda: Agenda, words: Wording) -> list[tuple[int, str, list[AnswerShown]]]:
    """By item: its number, its words, and everything that groups said of it."""
    by_item = answers_by_item(agenda)
    return [(item.number, item_title(item, words), [_answer(one, item, words) for one in by_item[item.pk]])
            for item in Item.objects.filter(agenda=agenda, pk__in=by_item).order_by("number")]


def _answer(row: ItemAnswer, item: Item, words: Wording) -> AnswerShown:
    return AnswerShown(str(row.group), row.get_said_display(), words.drafted(row.wanted) if row.wanted else "",
                       words.drafted(row.kept_because) if row.kept_because else "", row.revision < item.revision)


def sheet(agenda: Agenda, group: Group, words: Wording) -> list[Read]:
    """What is read aloud to a group: everything the first time, and afterwards what was worded anew."""
    shown = to_show(agenda, group)
    return [Read(item.number, item_title(item, words), item.revision > 1) for item in shown]


def wanted_by(agenda: Agenda, group: Group, words: Wording) -> str:
    row = Opening.objects.filter(agenda=agenda, group=group).first()
    return words.drafted(row.text) if row else ""


def final(agenda: Agenda) -> FinalShown:
    status, row = queries.status(agenda), finishing(agenda)
    lacking = tuple(sorted(one.key for one in lacks_of_agenda(agenda)))
    revision = queries.revision_of(agenda)
    waits = row.first if row and not row.second and row.revision == revision else ""
    return FinalShown(status == AgendaStatus.VALIDATED and not lacking, lacking, waits,
                      status == AgendaStatus.FINAL, revision)
