"""The pages of protection: two different readers, the original only for protectors, and taking a voice back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import plan_encounter, record_voices
from tequio.listening.models import Encounter, EncounterKind, EncounterStatus, Use, Voice
from tequio.protection.actions import prepare_reviews
from tequio.protection.models import Review, ReviewStatus, Withdrawal
from tequio.protection.reading.actions import seen

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
SAID, MASKED = "Le cobran a doña Inventada en la esquina", "Le cobran a [una persona] en la esquina"


@pytest.fixture
def review(process: Process, territory: Territory, women: Group, team: User) -> Review:
    """A voice that only the detector has seen."""
    encounter = plan_encounter(actor=team, attendance={}, allowed={Use.QUOTE: True}, encounter=Encounter(
        process=process, territory=territory, key="E1", kind=EncounterKind.WORKSHOP, status=EncounterStatus.HELD))
    voice = Voice(process=process, encounter=encounter, territory=territory, group=women, key="V1", text=SAID)
    record_voices(actor=team, encounter=encounter, voices=[voice])
    made = Review(process=process, voice=voice, masked=MASKED, masked_spans=1)
    prepare_reviews(actor=team, process=process, reviews=[made])
    return made


def address(name: str, review: Review) -> str:
    return reverse(f"protection:{name}", args=[review.process_id, review.pk])


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_process_says_how_it_is_filled(client: Client, enter: Enter, process: Process, team: User) -> None:
    shown = read(enter(client, team), reverse("protection:index", args=[process.pk]))
    assert "Todavía no hay voces que proteger." in shown


def test_the_original_is_for_protectors(client: Client, enter: Enter, review: Review, cast: dict[str, User]) -> None:
    for url in (address("reading", review), reverse("protection:readings", args=[review.process_id])):
        assert "doña Inventada" in read(enter(client, cast["protector"]), url)
        analyst = read(enter(client, cast["analyst"]), url)
        assert "doña Inventada" not in analyst and 'class="masked">una persona<' in analyst


def test_two_different_people_let_a_voice_pass(
        client: Client, enter: Enter, review: Review, cast: dict[str, User]) -> None:
    enter(client, cast["protector"]).post(address("approve", review), {"seen": seen(review)})
    review = Review.objects.get(pk=review.pk)
    assert review.status == ReviewStatus.FIRST
    assert "Falta que otra persona la lea" in read(client, address("reading", review))
    enter(client, cast["second"]).post(address("approve", review), {"seen": seen(review)})
    review.refresh_from_db()
    assert review.status == ReviewStatus.APPROVED


def test_an_approval_that_does_not_say_what_was_read_is_none(
        client: Client, enter: Enter, review: Review, cast: dict[str, User]) -> None:
    enter(client, cast["protector"])
    for said in ({}, {"seen": ""}, {"seen": "0" * 16}):
        answer = client.post(address("approve", review), said)
        assert answer.status_code == 400 and "TQ-445" in answer.content.decode()
    review.refresh_from_db()
    assert review.status == ReviewStatus.MACHINE


def test_the_same_person_twice_is_refused_with_a_remedy(
        client: Client, enter: Enter, review: Review, cast: dict[str, User]) -> None:
    enter(client, cast["protector"]).post(address("approve", review), {"seen": seen(review)})
    answer = client.post(address("approve", review), {"seen": seen(review)})
    assert answer.status_code == 400 and "TQ-442" in answer.content.decode()
    review.refresh_from_db()
    assert review.status == ReviewStatus.FIRST


@pytest.mark.parametrize("who", ["analyst", "facilitator", "official", "stranger"])
def test_only_protectors_approve_and_withdraw(
        client: Client, enter: Enter, review: Review, cast: dict[str, User], who: str) -> None:
    for name in ("approve", "withdraw"):
        assert enter(client, cast[who]).post(address(name, review)).status_code == 404
    review.refresh_from_db()
    assert review.status == ReviewStatus.MACHINE and Voice.objects.filter(pk=review.voice_id).exists()


def test_nothing_changes_by_looking(client: Client, enter: Enter, review: Review, cast: dict[str, User]) -> None:
    enter(client, cast["protector"])
    assert client.get(address("approve", review)).status_code == 405
    assert "¿Retirar esta voz?" in read(client, address("withdraw", review))
    assert Voice.objects.filter(pk=review.voice_id).exists()


def test_a_voice_taken_back_leaves_only_that_it_was(
        client: Client, enter: Enter, review: Review, cast: dict[str, User]) -> None:
    answer = enter(client, cast["protector"]).post(address("withdraw", review), follow=True)
    assert "La voz fue retirada" in answer.content.decode() and "esquina" not in answer.content.decode()
    assert not Voice.objects.filter(pk=review.voice_id).exists()
    assert Withdrawal.objects.get(process=review.process_id).object_id == review.voice_id


def test_lists_are_by_status_and_forty_long(demo_client: Client, demo_process: Process) -> None:
    base = reverse("protection:readings", args=[demo_process.pk])
    first = read(demo_client, f"{base}?lectura=approved")
    assert first.count("data-entry") == 40 and "lectura=approved&amp;page=2" in first
    assert "No hay textos en esta lista." in read(demo_client, f"{base}?lectura=machine")
    assert "Nada espera tu lectura." in read(demo_client, base)


def test_a_withdrawal_says_what_rests_on_the_voice(demo_client: Client, demo_process: Process) -> None:
    review = Review.objects.filter(process=demo_process, voice__codings__isnull=False).first()
    assert review is not None
    assert "Codificaci" in read(demo_client, address("withdraw", review))
