"""From one machine to another and back: the same words, under each machine's own keys."""

from pathlib import Path

import pytest

from tequio.deliberation.actions import close_round, record_ballots
from tequio.deliberation.models import Ballot, Round, Statement, Urn, Vote
from tequio.deliberation.urns import ballots_of
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Territory
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import of_process
from tequio.listening.models import Attendance, Consent, Encounter, Silence, Voice
from tests.bundles.conftest import enter, said
from tests.bundles.world import World

pytestmark = pytest.mark.django_db


def test_what_the_office_has_the_field_has(world: World) -> None:
    received = world.take("campo", world.send("oficina", "campo"))
    assert received.conflicts == 0
    assert world.contents("campo") == world.contents("oficina")
    with world.at("campo") as process:
        assert process.name == "Proceso de prueba"
        assert sorted(voice.text for voice in Voice.objects.all()) == [said(0), said(1), said(2)]
        assert Silence.objects.get().text == "Calló Zarsilenciotaller-1"
        assert Attendance.objects.get().count == 8


def test_and_back_again_only_what_is_new(world: World) -> None:
    first = world.send("oficina", "campo")
    world.take("campo", first)
    with world.at("campo") as process:
        enter(world.actor, process, "taller-2", voices=1)
    second = world.send("campo", "oficina")
    received = world.take("oficina", second)
    assert 5 <= received.rows <= 12
    assert len(second) < len(first)
    assert world.contents("campo") == world.contents("oficina")
    with world.at("oficina"):
        assert Encounter.objects.count() == 2


def test_once_it_is_known_to_have_arrived_nothing_is_sent_twice(world: World) -> None:
    world.take("campo", world.send("oficina", "campo"))
    world.take("oficina", world.send("campo", "oficina"))
    received = world.take("campo", world.send("oficina", "campo"))
    assert (received.rows, received.conflicts) == (0, 0)


def test_each_machine_seals_under_its_own_keys(world: World) -> None:
    world.take("campo", world.send("oficina", "campo"))
    with world.at("oficina"):
        office = keyring.of(world.process_id)
        sealed = dict(of_process(Voice, world.process_id).values_list("pk", "text"))
        keys = {pk: office.key_for(pk) for pk in sealed}
    with world.at("campo"):
        field = keyring.of(world.process_id)
        assert field.key != office.key
        assert all(field.key_for(pk) != key for pk, key in keys.items())
        for pk, envelope in of_process(Voice, world.process_id).values_list("pk", "text"):
            assert bytes(envelope) != bytes(sealed[pk])
            with pytest.raises(TequioError, match="TQ-302"):
                office.unsealed(pk, bytes(envelope), Voice._meta.get_field("text").bound(world.process_id, pk))


def test_an_edit_travels(world: World) -> None:
    world.take("campo", world.send("oficina", "campo"))
    with world.at("campo"):
        Consent.objects.filter(use="quote").update(granted=False)
        row = Silence.objects.get()
        row.text = "Otra cosa"
        row.save()
    assert world.take("oficina", world.send("campo", "oficina")).conflicts == 0
    with world.at("oficina"):
        assert Silence.objects.get().text == "Otra cosa"
        assert not Consent.objects.get(use="quote").granted


def test_nothing_is_written_in_the_clear(world: World, tmp_path: Path) -> None:
    bundle = world.send("oficina", "campo")
    world.take("campo", bundle)
    assert b"Zar" not in bundle
    assert b"Proceso" not in bundle and world.process_id.bytes not in bundle
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Zar" in path.read_bytes()]


def test_the_urn_of_a_round_travels_once_the_round_is_closed(world: World) -> None:
    with world.at("oficina") as process:
        row = Round.objects.create(process=process, territory=Territory.objects.get(key="centro"), key="r1", title="R")
        asked = Statement.objects.create(process=process, round=row, key="A1", text="Luz", reproduces_violence="no")
        ballots = [Ballot(round=row) for _ in range(12)]
        record_ballots(actor=world.actor, round=row, ballots=ballots,
                       votes=[Vote(ballot=one, statement=asked, position=1) for one in ballots])
    world.take("campo", world.send("oficina", "campo"))
    with world.at("campo"):
        assert Round.objects.exists() and not Urn.objects.exists()
    with world.at("oficina"):
        close_round(actor=world.actor, round=Round.objects.get())
    world.take("campo", world.send("oficina", "campo"))
    with world.at("campo"):
        row = Round.objects.get()
        assert row.result["statements"]["A1"]["agree"] == 12
        assert {one.pk for one in ballots_of(row)[0]} == {one.pk for one in ballots}
    assert world.contents("campo") == world.contents("oficina")
