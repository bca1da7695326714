"""Whatever page shows voices, they are counted; what a page does not show is not."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry, Reading
from tequio.foundation.places.models import Process
from tequio.listening.models import Encounter, Voice
from tequio.web import middleware


@pytest.fixture
def said(process: Process) -> list[Voice]:
    place, group = process.territories.get(), process.groups.first()
    met = Encounter.objects.create(process=process, territory=place, key="E1", kind="workshop", status="held")
    from tequio.foundation.vault.keyring import keyring
    rows = [Voice(process=process, encounter=met, territory=place, group=group, key=f"V{n}", text=f"farol número {n}")
            for n in range(6)]
    keyring.of(process.pk).make_keys([row.pk for row in rows])
    for row in rows:
        row.save(force_insert=True)
    return rows


@pytest.mark.parametrize(("ask", "count"), [
    (lambda client, process, said: client.post(reverse("search", args=[process.pk]), {"q": "farol"}, follow=True), 6),
    (lambda client, process, said: client.get(reverse("trace", args=[process.pk, "voice", said[0].pk])), 1),
    (lambda client, process, said: client.get(
        reverse("listening:encounter", args=[process.pk, said[0].encounter_id])), 6),
    (lambda client, process, said: client.get(reverse("protection:index", args=[process.pk])), 0)])
def test_voices_are_counted_on_every_page(
        client: Client, process: Process, said: list[Voice], cast: dict[str, User],
        enter: Callable[[Client, User], Client], ask: Callable[..., object], count: int) -> None:
    assert ask(enter(client, cast["coordinator"]), process, said).status_code == 200
    counted = dict(Reading.objects.values_list("actor", "count"))
    assert counted == ({"cuenta-coordinator": count} if count else {})


def test_going_over_the_day_is_entered_once_and_said(
        client: Client, process: Process, said: list[Voice], cast: dict[str, User],
        enter: Callable[[Client, User], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    real = middleware.note_reading
    monkeypatch.setattr(middleware, "note_reading", lambda *args: real(*args, most=8))
    enter(client, cast["analyst"])
    address = reverse("listening:encounter", args=[process.pk, said[0].encounter_id])
    pages = [client.get(address).content.decode() for _ in range(3)]
    assert ["muchas voces" in page for page in pages] == [False, False, True]
    assert Entry.objects.filter(verb="bulk_reading", actor="cuenta-analyst").count() == 1


def test_what_the_machine_goes_over_and_shows_nobody_is_no_reading(
        client: Client, process: Process, said: list[Voice], cast: dict[str, User],
        enter: Callable[[Client, User], Client]) -> None:
    enter(client, cast["protector"]).post(reverse("protection:read_new", args=[process.pk]))
    assert not Reading.objects.exists()
