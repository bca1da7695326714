"""The pages of the exchange: for coordination and protection of the whole process, and nobody else."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tequio.exchange.cards import card_text
from tequio.exchange.models import Conflict, Machine
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.listening.models import Silence
from tests.bundles.test_merging import exchange, write
from tests.bundles.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(client: Client, world: World, enter: Callable[[Client, User], Client]) -> Client:
    with world.at("oficina"):
        return enter(client, world.actor)


def test_a_bundle_is_written_and_taken_in_the_browser(inside: Client, world: World) -> None:
    machine = Machine.objects.get()
    answer = inside.post(reverse("exchange:send", args=[world.process_id, machine.pk]))
    assert answer.status_code == 200 and b"Zar" not in answer.content
    assert "paquete.tequio" in answer["Content-Disposition"]
    world.take("campo", answer.content)
    write(world, "campo", "Desde el campo")
    bundle = world.send("campo", "oficina")
    with world.at("oficina"):
        answer = inside.post(reverse("exchange:receive", args=[world.process_id]), {
            "bundle": SimpleUploadedFile("paquete", bundle)}, follow=True)
        assert "1 cambio" in answer.content.decode()
        assert Silence.objects.get().text == "Desde el campo"


def test_both_versions_stand_side_by_side_and_a_person_chooses(inside: Client, world: World) -> None:
    exchange(world)
    write(world, "oficina", "Lo que oyó la oficina")
    write(world, "campo", "Lo que oyó el campo")
    exchange(world)
    with world.at("oficina"):
        page = inside.get(reverse("exchange:decisions", args=[world.process_id])).content.decode()
        assert "Lo que oyó la oficina" in page and "Lo que oyó el campo" in page
        other = Conflict.objects.get()
        inside.post(reverse("exchange:choose", args=[world.process_id, other.pk]), {"keep": "theirs"})
        assert not Conflict.objects.exists()
        page = inside.get(reverse("exchange:decisions", args=[world.process_id])).content.decode()
        assert "Nada por decidir" in page


def test_a_card_is_shown_before_it_is_accepted(inside: Client, world: World) -> None:
    card = world.add("archivo")
    with world.at("archivo"):
        text = card_text(card, world.machines["archivo"].home)
    with world.at("oficina"):
        address = reverse("exchange:accept", args=[world.process_id])
        assert card.words in inside.post(address, {"card": text}).content.decode()
        assert Machine.objects.count() == 1
        inside.post(address, {"card": text.replace("\n", "\r\n"), "same": "1"})
        assert Machine.objects.get(name=card.name).trusted
        inside.post(reverse("exchange:stop", args=[world.process_id, Machine.objects.get(name=card.name).pk]))
        assert not Machine.objects.get(name=card.name).trusted


def test_a_broken_file_ends_in_a_coded_page(inside: Client, world: World) -> None:
    with world.at("oficina"):
        answer = inside.post(reverse("exchange:receive", args=[world.process_id]), {
            "bundle": SimpleUploadedFile("foto.jpg", b"\xff\xd8")})
        assert answer.status_code == 400 and b"TQ-340" in answer.content


@pytest.mark.parametrize("role", ["facilitator", "analyst", "trustee", "official", "auditor", "stranger"])
def test_nobody_else_gets_there(role: str, client: Client, process: Process, cast: dict[str, User],
                                enter: Callable[[Client, User], Client]) -> None:
    entered = enter(client, cast[role])
    for name in ("index", "card", "decisions"):
        assert entered.get(reverse(f"exchange:{name}", args=[process.pk])).status_code == 404
    assert entered.post(reverse("exchange:receive", args=[process.pk])).status_code == 404
