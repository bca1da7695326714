"""What the record of who did what gives away to those who may not read words: no day, no number of voices."""

import csv
import datetime
import io
import itertools

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.actions import append
from tequio.foundation.audit.models import Entry
from tequio.foundation.audit.weeks import Deed, by_week
from tequio.foundation.places.models import Process

ODD = 4173  # a number that nothing else on a page is


@pytest.fixture
def worked(seeded: Process) -> Process:
    """One account that wrote down five voices one evening and took one back the next day; another wrote many."""
    for verb, times, count in (("record_voices", 5, 1), ("withdraw", 1, 1), ("code_voices", 1, ODD)):
        for _ in range(times):
            append(process_id=seeded.pk, actor="Ceiba", verb=verb, on=seeded, count=count)
    return seeded


def enter(client: Client, process: Process, role: Role) -> Client:
    user = User.objects.create_user(f"cuenta-{role.value}", process=process)
    Membership.objects.create(user=user, process=process, role=role)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.attack
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TRUSTEE])
def test_who_may_not_read_words_sees_weeks_and_coarse_counts(client: Client, worked: Process, role: Role) -> None:
    page = enter(client, worked, role).get(reverse("audit", args=[worked.pk]))
    rows = page.context["table"]["rows"]
    cells = {cell["text"] for row in rows for cell in row[4:]}
    assert "menos de 10" in cells
    assert all(not str(cell).isdigit() for cell in cells)
    assert str(ODD) not in page.content.decode()
    assert len(Entry.objects.filter(process_id=worked.pk)) not in {page.context["state"].get("sequence")}
    table = client.post(reverse("audit_export", args=[worked.pk])).content.decode("utf-8-sig")
    told = list(csv.DictReader(io.StringIO(table)))
    assert set(told[0]) == {"week", "actor", "verb", "kind", "acts", "count", "last digest of the week"}
    assert all(datetime.date.fromisoformat(row["week"]).weekday() == 0 for row in told)
    assert not any(row[name].isdigit() for row in told for name in ("acts", "count"))
    assert str(ODD) not in table
    # What somebody wrote down last week can be compared.
    assert told[-1]["last digest of the week"] == Entry.objects.filter(process_id=worked.pk).latest("sequence").digest


@pytest.mark.attack
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TRUSTEE, Role.OFFICIAL])
def test_one_more_voice_changes_nothing_that_they_see(client: Client, worked: Process, role: Role) -> None:
    """Polling the page after each entry tells nothing until a rounded number moves."""
    user = enter(client, worked, role)
    if role == Role.OFFICIAL:
        assert user.get(reverse("audit", args=[worked.pk])).status_code == 404
        return

    def seen() -> list[list[str]]:
        table = user.get(reverse("audit", args=[worked.pk])).context["table"]
        return [[cell["text"] for cell in row] for row in table["rows"]]

    before = seen()
    for _ in range(3):
        append(process_id=worked.pk, actor="Ceiba", verb="record_voices", on=worked, count=1)
        assert seen() == before


def test_the_team_sees_days(client: Client, worked: Process) -> None:
    user = User.objects.get(pseudonym="Coordinación")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("audit", args=[worked.pk]))
    assert page.context["exact"]
    assert str(ODD) in page.content.decode()
    assert page.context["state"]["sequence"] == Entry.objects.filter(process_id=worked.pk).count()


deeds = st.lists(st.builds(
    Deed, st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)), st.sampled_from("ab"), st.sampled_from("xy"),
    st.sampled_from("kl"), st.integers(0, 50), st.sampled_from(("00", "0f", "f0", "ff"))), max_size=30)


@given(deeds)
def test_weeks_hold_every_act_once_and_no_day(done: list[Deed]) -> None:
    done.sort(key=lambda deed: deed.day)
    weeks = by_week(done)
    assert sum(row.acts for row in weeks) == len(done)
    assert sum(row.count for row in weeks) == sum(deed.count for deed in done)
    assert all(row.week.weekday() == 0 for row in weeks)
    for week, rows in itertools.groupby(weeks, key=lambda row: row.week):
        last = [deed for deed in done if week <= deed.day < week + datetime.timedelta(days=7)][-1]
        assert {row.digest for row in rows} == {last.digest}
