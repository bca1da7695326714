"""The page that rehearses the end of a process: it counts, it asks two different people, and it ends nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.keeping.conftest import fill

from tequio.chain.closing.agreeing import agreed
from tequio.chain.closing.journal import How
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.models import Consent, Encounter, Use, Voice
from tequio.listening.permissions import state_all_again

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def full(process: Process, team: User, territory: Territory, women: Group) -> Process:
    fill(process, team, territory, women)
    return process


def page(client: Client, process: Process, how: How = How.DESTROY) -> str:
    return client.get(reverse("closing", args=[process.pk]), {"como": how.value}).content.decode()


def test_it_says_what_would_happen_and_changes_nothing(
        client: Client, full: Process, cast: dict[str, User], enter: Enter) -> None:
    text = page(enter(client, cast["coordinator"]), full)
    assert "Esto es un ensayo" in text
    assert "Respaldos en otros lugares" in text
    assert "Zar" not in text
    assert Voice.objects.filter(process=full).count() == 5


def test_where_nobody_allowed_it_the_page_says_why_it_cannot_be(
        client: Client, full: Process, cast: dict[str, User], enter: Enter) -> None:
    enter(client, cast["protector"])
    assert "Ninguna voz de este proceso permitió eso" in page(client, full, How.ARCHIVE)
    Consent.objects.update_or_create(process=full, encounter=Encounter.objects.get(), voice=None, use=Use.ARCHIVE,
                                     defaults={"granted": True})
    state_all_again(Encounter.objects.get())
    assert "Se archiva" in page(client, full, How.ARCHIVE)


def test_two_different_people_agree_before_the_command_is_shown(
        client: Client, full: Process, cast: dict[str, User], enter: Enter) -> None:
    for name in ("coordinator", "coordinator", "protector"):
        assert "--destroy" not in page(enter(client, cast[name]), full)
        client.post(reverse("closing_agree", args=[full.pk]), {"como": "destroy"})
    assert "--destroy --rehearse" in page(client, full)
    assert "--archive" not in page(client, full, How.ARCHIVE)
    assert agreed(full, How.ARCHIVE).both is False
    assert Voice.objects.filter(process=full).count() == 5


def test_one_person_with_both_roles_is_one_person(
        client: Client, full: Process, team: User, cast: dict[str, User], enter: Enter) -> None:
    enter(client, team)
    client.post(reverse("closing_agree", args=[full.pk]), {"como": "destroy"})
    assert not agreed(full, How.DESTROY).both
    enter(client, cast["second"])
    client.post(reverse("closing_agree", args=[full.pk]), {"como": "destroy"})
    assert agreed(full, How.DESTROY).both


def test_the_others_do_not_see_it(client: Client, full: Process, cast: dict[str, User], enter: Enter) -> None:
    for role in ("facilitator", "analyst", "trustee", "official", "auditor", "stranger"):
        enter(client, cast[role])
        assert client.get(reverse("closing", args=[full.pk])).status_code == 404
        assert client.post(reverse("closing_agree", args=[full.pk]), {"como": "destroy"}).status_code == 404
    enter(client, cast["coordinator"])
    assert client.get(reverse("closing", args=[full.pk]), {"como": "nada"}).status_code == 404
