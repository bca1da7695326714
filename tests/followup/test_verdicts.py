"""Waves of verdicts: what each group says stays, small groups are not told apart, and two columns stay two."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.agendas.models import Item
from tequio.followup.models import CommunityVerdict, OfficialStatus, Verdict
from tequio.followup.verdicts.actions import Told, report_status, say_verdict
from tequio.followup.verdicts.models import GroupVerdict
from tequio.followup.verdicts.rubric import newest, rubrics
from tequio.followup.verdicts.saying import Heard, check_wave, latest, outside, together
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group

SAID = [value for value in CommunityVerdict.values if value != "split"]
ROWS = some.lists(some.tuples(some.sampled_from(["a", "b", "c"]), some.sampled_from(SAID), some.integers(1, 40)),
                  max_size=9).map(lambda rows: [Heard(group, place, said, people, f"porque {group}")
                                                for place, (group, said, people) in enumerate(rows, 1)])


def told(community: str = "same", people: int = 12, reason: str = "Sigue a oscuras.", days: int = 0,
         asking: str = "meeting", but: str = "") -> Told:
    return Told(community, asking, people, today() - datetime.timedelta(days=days), reason, but)


@given(ROWS)
def test_the_last_word_of_each_group_counts(rows: list[Heard]) -> None:
    last = latest(rows)
    assert len({row.group for row in last}) == len(last) == len({row.group for row in rows})
    said = {row.community for row in last}
    assert together(rows) == (said.pop() if len(said) == 1 else "split" if said else "unknown")


@given(ROWS, some.integers(2, 20))
def test_a_small_group_lends_neither_name_nor_reason_outside_the_team(rows: list[Heard], threshold: int) -> None:
    shown = outside(rows, threshold)
    assert all(row.people >= threshold for row in shown if row.group)
    small = [row for row in latest(rows) if row.people < threshold]
    assert sum(not row.group for row in shown) == bool(small)
    assert not any(row.reason for row in shown if not row.group)


@given(some.lists(some.integers(1, 5)), some.integers(-1, 8))
def test_a_wave_is_the_last_or_the_next(known: list[int], wave: int) -> None:
    last = max(known, default=0)
    if wave >= 1 and wave in (last, last + 1):
        check_wave(wave, known)
    else:
        with pytest.raises(TequioError, match="TQ-585"):
            check_wave(wave, known)


def test_every_rubric_is_in_both_languages() -> None:
    assert newest() in rubrics() and all(words["es"] and words["en"] for words in rubrics().values())


@pytest.mark.django_db
def test_what_a_group_says_again_stands_after_what_it_said(item: Item, women: Group, young: Group, team: User) -> None:
    say_verdict(actor=team, item=item, wave=1, group=women, told=told("same"))
    assert Verdict.objects.get().community == "same"
    say_verdict(actor=team, item=item, wave=1, group=young, told=told("better", but="late"))
    assert Verdict.objects.get().community == "split"
    say_verdict(actor=team, item=item, wave=1, group=women, told=told("better"))
    verdict = Verdict.objects.get()
    assert verdict.community == "better" and verdict.groups.count() == 2
    assert [row.community for row in GroupVerdict.objects.all()] == ["same", "better", "better"]
    assert {row.rubric for row in GroupVerdict.objects.all()} == {newest()}


@pytest.mark.django_db
def test_an_earlier_wave_is_not_written_over(item: Item, women: Group, young: Group, team: User) -> None:
    say_verdict(actor=team, item=item, wave=1, group=women, told=told())
    say_verdict(actor=team, item=item, wave=2, group=women, told=told("worse"))
    for wave in (1, 4, 0):
        with pytest.raises(TequioError, match="TQ-585"):
            say_verdict(actor=team, item=item, wave=wave, group=young, told=told())
    assert [row.community for row in Verdict.objects.order_by("wave")] == ["same", "worse"]


@pytest.mark.django_db
def test_the_word_of_the_office_stands_beside_with_its_source_and_day(item: Item, women: Group, team: User) -> None:
    report_status(actor=team, item=item, wave=1, official="done", source="Segundo informe, página 8", day=today())
    say_verdict(actor=team, item=item, wave=1, group=women, told=told("worse"))
    row = Verdict.objects.get()
    assert (row.official, row.community, row.source) == ("done", "worse", "Segundo informe, página 8")
    with pytest.raises(TequioError, match="TQ-588"):
        report_status(actor=team, item=item, wave=1, official="stalled", source="Otro informe", day=today())
    report_status(actor=team, item=item, wave=2, official="stalled", source="Otro informe", day=today())
    assert [one.official for one in Verdict.objects.order_by("wave")] == ["done", "stalled"]


@pytest.mark.django_db
def test_nothing_is_added_to_a_verdict_that_came_whole(item: Item, women: Group, team: User) -> None:
    Verdict.objects.create(process=item.process, item=item, wave=1, official=OfficialStatus.DONE, community="worse",
                           reason="Sigue a oscuras.")
    with pytest.raises(TequioError, match="TQ-587"):
        say_verdict(actor=team, item=item, wave=1, group=women, told=told())
    say_verdict(actor=team, item=item, wave=2, group=women, told=told())


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "fault"), [
    (told("split"), "TQ-586"), (told("nada"), "TQ-586"), (told(people=0), "TQ-586"), (told(asking="x"), "TQ-586"),
    (told(but="x"), "TQ-586"), (told(reason=" "), "TQ-568"), (told(days=-1), "TQ-567")])
def test_what_no_group_can_say(item: Item, women: Group, team: User, said: Told, fault: str) -> None:
    with pytest.raises(TequioError, match=fault):
        say_verdict(actor=team, item=item, wave=1, group=women, told=said)
    assert not Verdict.objects.exists() and not GroupVerdict.objects.exists()


@pytest.mark.django_db
def test_a_status_needs_a_source_and_a_day_that_has_come(item: Item, team: User) -> None:
    tomorrow = today() + datetime.timedelta(days=1)
    for official, source, day, fault in (("x", "a", today(), "TQ-586"), ("done", " ", today(), "TQ-568"),
                                         ("done", "a", tomorrow, "TQ-567")):
        with pytest.raises(TequioError, match=fault):
            report_status(actor=team, item=item, wave=1, official=official, source=source, day=day)
    assert not Verdict.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["analyst", "protector", "official", "auditor", "stranger"])
def test_who_may_not(item: Item, women: Group, cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        say_verdict(actor=cast[who], item=item, wave=1, group=women, told=told())
    with pytest.raises(TequioError, match="TQ-311"):
        report_status(actor=cast[who], item=item, wave=1, official="done", source="a", day=today())
    assert not Verdict.objects.exists()
