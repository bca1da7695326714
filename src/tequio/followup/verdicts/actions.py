"""What a group says of a point in a wave, and what the office says of it there: two columns, never one."""

import datetime
from dataclasses import dataclass

from tequio.agendas.models import Item
from tequio.followup.models import Action, CommunityVerdict, OfficialStatus, Verdict
from tequio.followup.verdicts.models import Asking, But, GroupVerdict
from tequio.followup.verdicts.rubric import newest
from tequio.followup.verdicts.saying import Heard, check_said, check_wave, together
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting, today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group
from tequio.foundation.trail.actions import add, check_process, join


@dataclass(frozen=True)
class Told:
    """What one group said, how it was asked, how many were there, and why they say so."""

    community: str
    asking: str
    people: int
    day: datetime.date
    reason: str
    but: str = ""


def say_verdict(*, actor: User, item: Item, wave: int, group: Group, told: Told) -> GroupVerdict:
    """One group says what became of a point. What it said before in the same wave stays, and this stands after it.

    Raises TQ-585 for a wave that is over or would leave one out, TQ-586 for what no group can say, TQ-587 for a wave
    whose verdict came as a whole from elsewhere, TQ-567, TQ-568, TQ-768.
    """
    row = GroupVerdict(process_id=item.process_id, group=group, community=told.community, asking=told.asking,
                       people=max(0, told.people), day=told.day, reason=told.reason.strip(), but=told.but,
                       rubric=newest())
    with acting(actor, "say_verdict", on=row, process_id=item.process_id, territory_id=item.agenda.territory_id):
        check_process(item.process_id, [group])
        check_said(told.community, told.people, told.day, today(), CommunityVerdict.values)
        if told.asking not in Asking.values or told.but not in ("", *But.values):
            raise TequioError("TQ-586")
        if not row.reason:
            raise TequioError("TQ-568")
        verdict = _wave(item, wave)
        if verdict.community != CommunityVerdict.UNKNOWN and not verdict.said.exists():
            raise TequioError("TQ-587")
        row.verdict = verdict
        row.number = GroupVerdict.objects.filter(verdict=verdict).count() + 1
        add([row])
        verdict.groups.add(group)
        Verdict.objects.filter(pk=verdict.pk).update(community=together(heard(verdict)))
    return row


def report_status(*, actor: User, item: Item, wave: int, official: str, source: str, day: datetime.date) -> Verdict:
    """What the office says of a point in a wave, where that was read and on which day. It is said once a wave.

    Raises TQ-585, TQ-588 where it was said already, TQ-586 for a status that is none, TQ-567, TQ-568.
    """
    with acting(actor, "report_status", on=item, process_id=item.process_id, territory_id=item.agenda.territory_id):
        if official not in OfficialStatus.values:
            raise TequioError("TQ-586")
        if day > today():
            raise TequioError("TQ-567")
        if not source.strip():
            raise TequioError("TQ-568")
        return set_status(item, wave, official, source.strip(), day)


def set_status(item: Item, wave: int, official: str, source: str, day: datetime.date, *, last: int = 0) -> Verdict:
    """Called inside an action. `last` is a wave that counts as held for a point that nobody spoke of in it: a register
    takes all points of an agenda to the same wave. Raises TQ-585, TQ-588.
    """
    verdict = _wave(item, wave, last)
    if verdict.official != OfficialStatus.UNREPORTED:
        raise TequioError("TQ-588")
    verdict.official, verdict.source, verdict.official_day = official, source, day
    verdict.save(update_fields=["official", "source", "official_day"])
    return verdict


def heard(verdict: Verdict) -> list[Heard]:
    return [Heard(str(row.group_id), row.number, row.community, row.people, row.reason)
            for row in GroupVerdict.objects.filter(verdict=verdict)]


def _wave(item: Item, wave: int, last: int = 0) -> Verdict:
    """The row of a wave, made when the first column of it is filled."""
    Item.objects.select_for_update().get(pk=item.pk)
    check_wave(wave, [last, *Verdict.objects.filter(item=item).values_list("wave", flat=True)])
    found: Verdict | None = Verdict.objects.filter(item=item, wave=wave).first()
    if found is not None:
        return found
    row = Verdict(process_id=item.process_id, item=item, wave=wave, official=OfficialStatus.UNREPORTED,
                  community=CommunityVerdict.UNKNOWN)
    add([row])
    join([(item, row)])
    done = Action.objects.filter(commitment__response__item=item)
    join((action, row) for action in done)
    return row
