"""What is taken back on one machine is gone on all, comes back from none, and takes with it what was made of it."""

import datetime
from unittest.mock import patch

import pytest
from django.utils.translation import override

from tequio.diagnosis.models import Code, Coding, Finding
from tequio.exchange.models import Conflict, Ended
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.trail.actions import join
from tequio.foundation.trail.models import Edge
from tequio.foundation.trail.purging import destroy, promise, purge_due
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.rows import of_process
from tequio.listening.actions import record_voices
from tequio.listening.models import Consent, Encounter, Silence, Use, Voice
from tequio.protection.withdrawing.actions import instead, narrow, withdraw_encounter, withdraw_voice
from tequio.protection.withdrawing.models import Revisit, Withdrawal
from tests.bundles.conftest import enter
from tests.bundles.test_merging import exchange, same_everywhere
from tests.bundles.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def three(world: World) -> World:
    """Office, field and archive, all with the same."""
    world.add("archivo")
    world.acquaint()
    for to in ("campo", "archivo"):
        world.take(to, world.send("oficina", to))
        world.take("oficina", world.send(to, "oficina"))
    return world


def around(world: World) -> None:
    for _ in range(2):
        for origin in world.machines:
            for to in world.machines:
                if to != origin:
                    world.take(to, world.send(origin, to))


def found_on(world: World, at: str, key: str, voice: str) -> None:
    """A finding that rests on that voice."""
    with world.at(at) as process:
        row = Finding.objects.create(process=process, territory=Territory.objects.get(key="centro"), key=key,
                                     kind="context", claim=f"Se halló {key}")
        join([(Voice.objects.get(key=voice), row)])


def test_a_voice_taken_back_in_the_field_is_shredded_everywhere(three: World) -> None:
    with three.at("oficina"):
        voice = Voice.objects.get(key="taller-1-0")
        kept = bytes(of_process(Voice, three.process_id).values_list("text", flat=True).get(pk=voice.pk))
        keyring.of(three.process_id).unsealed(voice.pk, kept, Voice._meta.get_field("text").bound(
            three.process_id, voice.pk))
    with three.at("campo"):
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
    around(three)
    same_everywhere(three)
    for name in three.machines:
        with three.at(name):
            assert not Voice.objects.filter(pk=voice.pk).exists()
            assert Ended.objects.filter(row_id=voice.pk).exists()
            with pytest.raises(TequioError, match="TQ-305"):
                keyring.of(three.process_id).key_for(voice.pk)
            assert Withdrawal.objects.count() == 1


def test_an_old_bundle_does_not_bring_it_back(three: World) -> None:
    old = three.send("oficina", "archivo", everything=True)
    with three.at("archivo"):
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
    three.take("archivo", old)
    with three.at("archivo"):
        assert Voice.objects.count() == 2


def test_what_a_third_machine_made_of_it_meanwhile_goes_too(three: World) -> None:
    found_on(three, "archivo", "H-solo", "taller-1-0")
    found_on(three, "archivo", "H-dos", "taller-1-0")
    with three.at("archivo"):
        join([(Voice.objects.get(key="taller-1-1"), Finding.objects.get(key="H-dos"))])
    with three.at("campo"):
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
    # The finding reaches the field, where the voice is gone already, before the archive hears of it.
    three.take("campo", three.send("archivo", "campo"))
    with three.at("campo"):
        assert list(Finding.objects.values_list("key", flat=True)) == ["H-dos"]
        assert Revisit.objects.get().object_id == Finding.objects.get().pk
    around(three)
    same_everywhere(three)
    with three.at("archivo"):
        assert list(Finding.objects.values_list("key", flat=True)) == ["H-dos"]
        assert not Edge.objects.filter(source_kind="voice").exclude(
            source_id__in=Voice.objects.values("pk")).exists()


def test_codings_of_it_go_with_it(three: World) -> None:
    with three.at("archivo") as process:
        code = Code.objects.create(process=process, key="VN1", family="VN", label_es="Una")
        voice = Voice.objects.get(key="taller-1-0")
        Coding.objects.create(process=process, voice=voice, code=code, start=0, end=4, quote="Dijo", coder="A")
    with three.at("oficina"):
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
    around(three)
    same_everywhere(three)
    with three.at("oficina"):
        assert (Coding.objects.count(), Code.objects.count()) == (0, 1)


def test_an_encounter_taken_back_takes_the_voices_that_arrive_late(three: World) -> None:
    with three.at("campo") as process:
        encounter = Encounter.objects.get(key="taller-1")
        voice = Voice.objects.get(key="taller-1-0")
        late = Voice(process=process, encounter=encounter, territory=encounter.territory, group=voice.group,
                     key="tarde", text="Dijo Zartarde")
        record_voices(actor=three.actor, encounter=encounter, voices=[late])
    bundle = three.send("campo", "oficina")
    with three.at("oficina"):
        withdraw_encounter(actor=three.actor, encounter=Encounter.objects.get(key="taller-1"))
    three.take("oficina", bundle)
    with three.at("oficina"):
        assert Voice.objects.count() == 0
    around(three)
    same_everywhere(three)
    with three.at("campo"):
        assert Voice.objects.count() == 0
        assert not Consent.objects.filter(granted=True).exists()


def test_a_use_taken_back_is_refused_everywhere(three: World) -> None:
    found_on(three, "archivo", "H-solo", "taller-1-0")
    with three.at("campo"):
        narrow(actor=three.actor, about=Voice.objects.get(key="taller-1-0"), uses=[Use.DIAGNOSIS])
    around(three)
    same_everywhere(three)
    for name in three.machines:
        with three.at(name):
            assert not Consent.objects.get(voice__key="taller-1-0", use="diagnosis").granted
            assert Voice.objects.count() == 3
            assert Finding.objects.count() == 0


def test_what_is_purged_on_its_day_stays_purged(three: World) -> None:
    old = three.send("campo", "oficina", everything=True)
    with three.at("oficina") as process:
        promise(actor=three.actor, process=process, what="silence", due=datetime.date(2026, 1, 1))
        purge_due_without_vacuum(three)
    three.take("oficina", old)
    with three.at("oficina"):
        assert not Silence.objects.exists()
    around(three)
    same_everywhere(three)


def purge_due_without_vacuum(world: World) -> None:
    """The database cannot be vacuumed inside the transaction of a test."""
    with patch("tequio.foundation.trail.purging.scrub"):
        purge_due(actor=world.actor, process=Process.objects.get(pk=world.process_id),
                  today=datetime.date(2026, 2, 1))


def test_what_stands_instead_is_the_same_in_every_language() -> None:
    with override("en"):
        assert instead() == "(Retirado por quien lo dijo.)"


def test_a_conflicting_version_of_a_voice_goes_with_its_key(three: World) -> None:
    for name in ("oficina", "campo"):
        with three.at(name):
            voice = Voice.objects.get(key="taller-1-0")
            voice.text = f"Corregido en Zar{name}"
            voice.save()
    exchange(three)
    with three.at("oficina"):
        assert Conflict.objects.count() == 1
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
        assert not Conflict.objects.exists()
    around(three)
    same_everywhere(three)
    for name in three.machines:
        with three.at(name):
            assert not Conflict.objects.exists()


def test_a_card_taken_back_by_whoever_typed_it_is_gone_everywhere(three: World) -> None:
    with three.at("campo") as process:
        destroy(process, "voice", [Voice.objects.get(key="taller-1-2").pk])
    around(three)
    same_everywhere(three)
    with three.at("oficina"):
        assert Voice.objects.count() == 2


def test_new_work_goes_on(three: World) -> None:
    with three.at("campo") as process:
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
        enter(three.actor, process, "taller-2")
    around(three)
    same_everywhere(three)
    with three.at("archivo"):
        assert Voice.objects.count() == 5


def test_the_version_nobody_chose_goes_with_what_it_was_made_of(three: World) -> None:
    """Two versions of a finding that rests on one voice: taking the voice back leaves neither."""
    found_on(three, "oficina", "H-solo", "taller-1-0")
    around(three)
    for name in ("oficina", "campo"):
        with three.at(name):
            row = Finding.objects.get()
            row.claim = f"Dice Zar{name}"
            row.save()
    exchange(three)
    with three.at("oficina"):
        assert Conflict.objects.count() == 1
        withdraw_voice(actor=three.actor, voice=Voice.objects.get(key="taller-1-0"))
        assert not Conflict.objects.exists()
    around(three)
    same_everywhere(three)
    for name in three.machines:
        with three.at(name):
            assert not Finding.objects.exists()
            assert not Conflict.objects.filter(same=False).exists()
