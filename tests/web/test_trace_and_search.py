"""The trail both ways, coarse outside the team; and a search that leaves no trace."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.diagnosis.models import Finding
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def finding(demo_process: Process) -> Finding:
    found = Finding.objects.filter(process=demo_process).first()
    assert found is not None
    return found


@pytest.fixture
def official(demo_process: Process) -> User:
    user = User.objects.create_user("cuenta-de-institución", process=demo_process)
    Membership.objects.create(user=user, process=demo_process, role=Role.OFFICIAL)
    return user


def trail(client: Client, kind: str, row: Voice | Finding) -> str:
    answer = client.get(reverse("trace", args=[row.process_id, kind, row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_team_reads_both_ways(demo_client: Client, finding: Finding) -> None:
    shown = trail(demo_client, "finding", finding)
    assert "Quién sostiene esta línea" in shown and "Qué fue de lo que dijimos" in shown
    assert "<strong>Voces</strong>" in shown and "<strong>Encuentros</strong>" in shown
    assert reverse("diagnosis:finding", args=[finding.process_id, finding.pk]) in shown


def test_outside_there_are_coarse_counts_and_no_way_on(
        client: Client, enter: Enter, official: User, finding: Finding) -> None:
    shown = trail(enter(client, official), "finding", finding)
    assert "menos de 10" in shown and finding.claim not in shown
    assert shown.count("/rastro/") == shown.count(str(finding.pk))


def test_an_unknown_kind_or_node_is_no_page(demo_client: Client, finding: Finding) -> None:
    for kind, node in (("vote", finding.pk), ("voice", finding.pk)):
        assert demo_client.get(reverse("trace", args=[finding.process_id, kind, node])).status_code == 404


def test_a_stranger_has_no_trail(client: Client, enter: Enter, finding: Finding) -> None:
    stranger = User.objects.create_user("cuenta-ajena-del-todo", process=finding.process)
    address = reverse("trace", args=[finding.process_id, "finding", finding.pk])
    assert enter(client, stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_words_are_found_without_their_accents(demo_client: Client, demo_process: Process) -> None:
    answer = demo_client.post(reverse("search", args=[demo_process.pk]), {"q": "extorsion"}, follow=True)
    assert "extorsión" in answer.content.decode() and "coincidencia" in answer.content.decode()


def test_a_voice_is_found_by_its_own_words(demo_client: Client, demo_process: Process) -> None:
    voice = Voice.objects.filter(process=demo_process).first()
    assert voice is not None
    answer = demo_client.post(reverse("search", args=[demo_process.pk]), {"q": " ".join(voice.text.split()[:5])},
                              follow=True)
    assert reverse("trace", args=[demo_process.pk, "voice", voice.pk]) in answer.content.decode()


def test_what_is_looked_for_in_an_address_is_not_read(demo_client: Client, demo_process: Process) -> None:
    answer = demo_client.get(reverse("search", args=[demo_process.pk]), {"q": "extorsion"})
    assert "coincidencia" not in answer.content.decode()


def test_finding_nothing_says_what_to_try(demo_client: Client, demo_process: Process) -> None:
    answer = demo_client.post(reverse("search", args=[demo_process.pk]), {"q": "zzqxw"}, follow=True)
    assert "No se encontró nada" in answer.content.decode()


@pytest.mark.parametrize("query", ['"', "AND OR NOT", "a* (b", "'; DROP TABLE words; --", "«»", " "])
def test_no_query_breaks_the_search(demo_client: Client, demo_process: Process, query: str) -> None:
    answer = demo_client.post(reverse("search", args=[demo_process.pk]), {"q": query}, follow=True)
    assert answer.status_code == 200


def test_only_the_team_searches(client: Client, enter: Enter, official: User, demo_process: Process) -> None:
    answer = enter(client, official).post(reverse("search", args=[demo_process.pk]), {"q": "noche"})
    assert answer.status_code == 404
