"""Whoever opens many voices in one day is noticed once, and never stopped."""

import datetime

import pytest

from tequio.foundation.accounts.models import User
from tequio.foundation.audit import reading
from tequio.foundation.audit.models import Reading
from tequio.foundation.audit.queries import entries
from tequio.foundation.audit.reading import VOICES_A_DAY, note_reading
from tequio.foundation.places.models import Process


def noticed(process: Process) -> list[tuple[str, str]]:
    return [(row.actor, row.verb) for row in entries(process.pk) if row.verb == "bulk_reading"]


def test_a_usual_day_is_not_noticed(process: Process, cast: dict[str, User]) -> None:
    assert not any(note_reading(process.pk, cast["analyst"], 50) for _ in range(4))
    assert noticed(process) == []


def test_bulk_is_noticed_once_a_day_and_said_each_time(process: Process, cast: dict[str, User]) -> None:
    said = [note_reading(process.pk, cast["coordinator"], 90) for _ in range(5)]
    assert said == [False, False, True, True, True]
    assert noticed(process) == [("cuenta-coordinator", "bulk_reading")]


def test_accounts_and_processes_are_counted_apart(process: Process, cast: dict[str, User]) -> None:
    other = Process.objects.create(name="Otro")
    note_reading(process.pk, cast["analyst"], VOICES_A_DAY)
    assert not note_reading(process.pk, cast["protector"], 1)
    assert not note_reading(other.pk, cast["analyst"], 1)
    assert note_reading(process.pk, cast["analyst"], 1)


def test_a_new_day_begins_at_nothing_and_forgets_the_one_before(
        process: Process, cast: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    note_reading(process.pk, cast["analyst"], VOICES_A_DAY + 1)
    tomorrow = reading.today() + datetime.timedelta(days=1)
    monkeypatch.setattr(reading, "today", lambda: tomorrow)
    assert not note_reading(process.pk, cast["analyst"], 10)
    assert [row.day for row in Reading.objects.all()] == [tomorrow]


@pytest.mark.attack
def test_a_hundred_scripts_that_read_everything_are_all_noticed(process: Process, cast: dict[str, User]) -> None:
    """Whatever the size of the steps."""
    for step in range(1, 101):
        user = User.objects.create_user(f"guion-{step}", process=process)
        while not note_reading(process.pk, user, step):
            pass
    assert len(noticed(process)) == 100
