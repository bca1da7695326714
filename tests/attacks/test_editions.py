"""Differencing: what somebody works out who looks after every entry and knows what each of them added."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.agendas.content import Claim, Line
from tequio.agendas.lone import without_lone_groups
from tequio.agendas.models import Agenda
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice
from tequio.protection.disclosure import coarse
from tequio.protection.frozen.held import Frozen
from tequio.protection.frozen.models import Told
from tequio.protection.frozen.steps import moved, step
from tequio.protection.release import Words
from tequio.protection.trails import trail
from tequio.publication.outgoing.exposed import exposed
from tequio.publication.outgoing.models import Signing
from tequio.publication.outgoing.queries import public_content

SMALL = range(1, 10)
COULD_BE = range(40)


def live(start: int, added: list[int]) -> list[int | None]:
    """What is seen where every look shows the count of that moment."""
    seen, count = [coarse(start).value], start
    for more in added:
        count += more
        seen.append(coarse(count).value)
    return seen


def held(start: int, added: list[int]) -> list[int | None]:
    """The same where counts are held."""
    seen, count, kept = [coarse(start).value], start, start
    for more in added:
        count += more
        kept = moved(kept, count, 5)
        seen.append(coarse(kept).value)
    return seen


def worked_out(way: object, start: int, added: list[int]) -> set[int]:
    """Every count that fits what was seen, for somebody who knows each increment."""
    assert callable(way)
    seen = way(start, added)
    return {other for other in COULD_BE if way(other, added) == seen}


@pytest.mark.attack
def test_live_counts_give_every_small_number_away_and_held_ones_none() -> None:
    one_by_one = [1] * 120
    assert [start for start in SMALL if len(worked_out(live, start, one_by_one)) == 1] == list(SMALL)
    assert [start for start in SMALL if len(worked_out(held, start, one_by_one)) == 1] == []


@pytest.mark.attack
@settings(max_examples=80, deadline=None)
@given(st.integers(0, 9), st.lists(st.integers(-3, 30), max_size=60))
def test_whatever_is_added_or_taken_back_a_small_number_stays_among_several(start: int, added: list[int]) -> None:
    """At least three numbers fit: those that one look at a rounded number leaves."""
    count, real = start, []
    for more in added:
        more = max(more, -count)
        count += more
        real.append(more)
    assert len(worked_out(held, start, real)) >= 2


@pytest.mark.parametrize("rounding", [1, 2, 3, 5, 7, 10, 25, 40])
def test_a_step_is_whole_in_roundings_and_never_less_than_twenty_five(rounding: int) -> None:
    assert step(rounding) >= 25
    assert step(rounding) % rounding == 0
    assert step(rounding) - rounding < 25


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from([3, 5, 10]))
def test_what_is_held_follows_within_one_step_and_is_never_negative(kept: int, count: int, rounding: int) -> None:
    now = moved(kept, count, rounding)
    assert abs(count - now) < step(rounding)
    assert (now - kept) % step(rounding) == 0
    assert now >= 0 or kept < step(rounding)


def outsider(client: Client, process: Process) -> Client:
    user = User.objects.create_user("cuenta-oficina", process=process)
    Membership.objects.create(user=user, process=process, role=Role.OFFICIAL)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def say(process: Process, times: int) -> None:
    like = Voice.objects.filter(process=process)[0]
    for number in range(times):
        Voice.objects.bulk_create([Voice(process=process, encounter=like.encounter, territory=like.territory,
                                         key=f"mas-{Voice.objects.count()}-{number}")])


@pytest.mark.attack
def test_an_office_that_looks_after_every_entry_sees_nothing_move(client: Client, seeded: Process) -> None:
    office, before = outsider(client, seeded), Voice.objects.filter(process=seeded).count()
    seen = set()
    for _ in range(24):
        page = office.get(reverse("home", args=[seeded.pk]))
        seen.add(page.context["counts"]["voice"]["count"])
        say(seeded, 1)
    assert len(seen) == 1
    say(seeded, 1)
    moved_on = office.get(reverse("home", args=[seeded.pk])).context["counts"]["voice"]["count"]
    shown = coarse(before + 25, threshold=seeded.threshold, rounding=seeded.rounding)
    assert moved_on == shown.interval


def test_counts_are_held_for_each_thing_by_itself_and_hold_no_names(seeded: Process) -> None:
    frozen = Frozen(seeded)
    assert frozen(12, "Ceiba", "one").value == 10
    assert frozen(30, "Ceiba", "other").value == 30
    assert Frozen(seeded)(36, "Ceiba", "one").value == 10
    assert Frozen(seeded)(37, "Ceiba", "one").value == 35
    assert "Ceiba" not in "".join(Told.objects.values_list("about", flat=True))


def test_a_threshold_that_was_raised_hides_what_was_told(seeded: Process) -> None:
    assert Frozen(seeded)(12, "one").value == 10
    seeded.threshold = 20
    assert Frozen(seeded)(12, "one").value is None


@pytest.mark.attack
def test_a_trail_lists_what_could_be_there_whether_it_is_or_not(seeded: Process) -> None:
    """Few and none read alike: otherwise the list itself says that there is one."""
    some = Voice.objects.get(process=seeded, key="V1")
    say(seeded, 1)
    none = Voice.objects.get(process=seeded, key__startswith="mas-")
    told = [[(kind.kind, kind.count, kind.differ) for side in (found.behind, found.became) for kind in side.kinds]
            for found in (trail(row, team=False, language="es") for row in (some, none))]
    assert told[0] == told[1]
    assert len(told[0]) > 8
    assert {count for _, count, _ in told[0]} == {"menos de 10"}


def test_what_rests_on_one_voice_leaves_without_its_group(seeded: Process) -> None:
    agenda = Agenda.objects.get(process=seeded, territory__key="centro")
    leaving = public_content(seeded, agenda)
    lines: list[tuple[str, Line]] = [(part.group, line) for part in leaving.parts for line in part.lines]
    assert any(line.alone for _, line in lines)
    assert [group for group, line in lines if line.alone and group] == []
    claims: list[Claim] = [*leaving.shared, *leaving.differences, *leaving.already, *leaving.wearing]
    assert [row.converge for row in claims if row.alone and row.converge] == []
    assert without_lone_groups(leaving) == leaving


def test_the_team_reads_what_the_last_release_lets_somebody_work_out(client: Client, seeded: Process) -> None:
    user = User.objects.get(pseudonym="Coordinación")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("publication:exposed", args=[seeded.pk])
    assert "Todavía no ha salido nada." in client.get(address).content.decode()
    Signing.objects.create(process=seeded, number=1, day=today(), first="Ceiba", names=["agenda-centro"], digest="0",
                           release_id=uuid4())
    page = client.get(address).content.decode()
    assert "Todavía no ha salido nada." not in page
    assert "agenda-centro" in page
    assert "de una vez" in page
    assert outsider(client, seeded).get(address).status_code == 404


def test_a_document_is_measured_by_its_closest_count(seeded: Process) -> None:
    found = exposed((coarse(3), [coarse(12), coarse(47)], Words("dicho")))
    assert (found.counts, found.hidden, found.least, found.alone) == (3, 1, 3, 0)
    agenda = Agenda.objects.get(process=seeded, territory__key="centro")
    assert exposed(public_content(seeded, agenda)).alone > 0
