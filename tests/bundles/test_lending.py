"""A machine lent to the field gets its part of a process, and can bring its part only."""

import json

import pytest

from tequio.diagnosis.models import Code
from tequio.exchange.actions import lend, stop_trusting
from tequio.exchange.envelope import packed
from tequio.exchange.starting import ROLES
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.listening.actions import plan_encounter
from tequio.listening.fieldwork.models import Appointment
from tequio.listening.models import Encounter, Plan, PseudonymKey, Silence, Voice
from tequio.protection.models import Receipt, ReceiptSalt, Tap
from tequio.protection.receipts.actions import make_slips
from tequio.protection.withdrawing.actions import withdraw_voice
from tests.bundles.conftest import enter
from tests.bundles.test_tampering import closed_again, inside, refused
from tests.bundles.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(world: World) -> World:
    """The office has two territories, a planned encounter with its preparation, and things that stay at home."""
    with world.at("oficina") as process:
        enter(world.actor, process, "norte-1", territory="norte")
        encounter = Encounter(process=process, territory=Territory.objects.get(key="centro"), key="taller-2",
                              kind="workshop", status="planned")
        plan_encounter(actor=world.actor, encounter=encounter, attendance={}, allowed={})
        Plan.objects.create(process=process, encounter=encounter, care="Llevar agua")
        appointment = Appointment(process=process, encounter=encounter, moment="sábado", place="la capilla")
        hidden = PseudonymKey(process=process, pseudonym="Ceiba", note="Quién es")
        keyring.of(process.pk).make_keys([appointment.pk, hidden.pk])
        appointment.save()
        hidden.save()
        Tap.objects.create(process=process, words="Xóchitl Zartap", label="person", by="equipo")
        Code.objects.create(process=process, key="VN1", family="VN", label_es="Una")
        make_slips(actor=world.actor, process=process, count=2)
    return world


def lent(world: World, *, words: bool) -> bytes:
    with world.at("oficina") as process:
        return lend(actor=world.actor, process=process, card=world.cards["campo"], territories=["centro"], words=words)


def test_without_voices_only_what_is_planned_goes(planned: World) -> None:
    planned.take("campo", lent(planned, words=False))
    with planned.at("campo") as process:
        assert process.name == "Proceso de prueba"
        assert (Voice.objects.count(), Silence.objects.count(), Tap.objects.count()) == (0, 0, 0)
        assert list(Encounter.objects.values_list("key", flat=True)) == ["taller-2"]
        assert Plan.objects.get().care == "Llevar agua"
        assert (Group.objects.count(), Territory.objects.count(), Code.objects.count()) == (2, 2, 1)
        assert (Receipt.objects.count(), ReceiptSalt.objects.count()) == (2, 1)


def test_what_was_not_lent_is_not_there(planned: World) -> None:
    planned.take("campo", lent(planned, words=True))
    with planned.at("campo"):
        assert sorted(Voice.objects.values_list("key", flat=True)) == ["taller-1-0", "taller-1-1", "taller-1-2"]
        assert not Encounter.objects.filter(territory__key="norte").exists()
        assert not Appointment.objects.exists() and not PseudonymKey.objects.exists() and not Tap.objects.exists()
    # And not later either, whatever the lent machine says of itself.
    planned.take("oficina", planned.send("campo", "oficina"))
    planned.take("campo", planned.send("oficina", "campo"))
    with planned.at("campo"):
        assert Voice.objects.count() == 3


def test_what_the_field_did_comes_home(planned: World) -> None:
    planned.take("campo", lent(planned, words=False))
    with planned.at("campo") as process:
        enter(planned.actor, process, "taller-3")
        Group.objects.filter(key="mujeres").update(name_es="Otro nombre")
    received = planned.take("oficina", planned.send("campo", "oficina"))
    assert received.conflicts == 0
    with planned.at("oficina"):
        assert Voice.objects.filter(encounter__key="taller-3").count() == 3
        # What every machine needs is not the field's to change.
        assert Group.objects.get(key="mujeres").name_es == "Mujeres"
        withdraw_voice(actor=planned.actor, voice=Voice.objects.get(key="taller-3-0"))
    planned.take("campo", planned.send("oficina", "campo"))
    with planned.at("campo"):
        assert sorted(Voice.objects.values_list("key", flat=True)) == ["taller-3-1", "taller-3-2"]


@pytest.mark.parametrize("kind", ["diagnosis.code", "protection.tap", "places.group", "listening.encounter"])
def test_a_lent_machine_cannot_bring_what_is_not_its_part(planned: World, kind: str) -> None:
    """A machine that was broken into sends more than it was lent for."""
    planned.take("campo", lent(planned, words=False))
    with planned.at("oficina"):
        north = str(Territory.objects.get(key="norte").pk)
    statement, _, lines = inside(planned, "oficina", planned.send("campo", "oficina"))
    content = {"diagnosis.code": {"key": "VN9", "family": "VN", "label_es": "Otra"},
               "protection.tap": {"words": "Nada", "label": "person", "by": "x"},
               "places.group": {"key": "otros", "name_es": "Otros"},
               "listening.encounter": {"territory_id": north, "key": "x", "kind": "workshop", "status": "held"}}[kind]
    row = ["row", kind, "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", [["ab" * 16, [], False]], {"ab" * 16: content}]
    forged = closed_again(statement, planned.machines["campo"].home, packed([*lines, json.dumps(row).encode()]))
    refused(planned, "oficina", forged, "TQ-353")


def test_it_cannot_make_itself_a_lender(planned: World) -> None:
    planned.take("campo", lent(planned, words=False))
    statement, _, lines = inside(planned, "oficina", planned.send("campo", "oficina"))
    forged = statement | {"limits": {"territories": [], "words": True}}
    planned.take("oficina", closed_again(forged, planned.machines["campo"].home, packed(lines)))
    planned.take("campo", planned.send("oficina", "campo", everything=True))
    with planned.at("campo"):
        assert not Voice.objects.exists()


def test_an_unknown_territory_is_named(planned: World) -> None:
    with planned.at("oficina") as process, pytest.raises(TequioError, match="TQ-358"):
        lend(actor=planned.actor, process=process, card=planned.cards["campo"], territories=["luna"], words=False)


def test_nothing_is_sent_to_a_machine_that_is_no_longer_believed(planned: World) -> None:
    with planned.at("oficina") as process:
        stop_trusting(actor=planned.actor, process=process, name=planned.cards["campo"].name)
    with pytest.raises(TequioError, match="TQ-352"):
        planned.send("oficina", "campo")


def test_whoever_carries_the_machine_can_work_alone() -> None:
    assert {str(role) for role in ROLES} == {"facilitator", "protector", "coordinator"}
