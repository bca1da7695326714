"""A laptop that was lent and then taken sends what it likes: nothing beyond its part changes, nothing goes unasked."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tequio.diagnosis.models import Code, Coding
from tequio.exchange.actions import lend
from tequio.exchange.awaiting import keep_here, take_back_here, waiting
from tequio.exchange.content import identity
from tequio.exchange.envelope import packed
from tequio.exchange.kinds import kinds
from tequio.exchange.models import Awaited, Ended
from tequio.exchange.state import recorded
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.actions import join
from tequio.foundation.vault.keyring import keyring
from tequio.listening.fieldwork.models import Declared, Reason
from tequio.listening.fieldwork.suspensions import suspend
from tequio.listening.models import Encounter, Silence, Voice
from tequio.protection.models import Receipt, ReviewStatus, TextReading
from tequio.protection.reading.entering import renew_texts
from tequio.protection.reading.standing import Passed
from tequio.protection.reading.texts import texts
from tequio.protection.receipts.actions import bind_slip, make_slips
from tequio.protection.withdrawing.actions import withdraw_voice
from tests.bundles.conftest import enter
from tests.bundles.test_tampering import closed_again, inside
from tests.bundles.world import World
from tests.readings import read_as

pytestmark = [pytest.mark.django_db, pytest.mark.attack]
Line = list[Any]
CONTENT, HEAD = "ab" * 16, "cd" * 16
SEED = 20261130


@pytest.fixture
def lent(world: World) -> World:
    """The office works in two territories; the laptop was lent one of them, with what was said there."""
    with world.at("oficina") as process:
        made = enter(world.actor, process, "norte-1", territory="norte")
        code = Code.objects.create(process=process, key="VN1", family="VN", label_es="Una")
        coding = Coding.objects.create(process=process, voice=made[0], code=code, start=0, end=4, quote="Dijo",
                                       coder="equipo")
        join([(made[0], coding)])
        slips = make_slips(actor=world.actor, process=process, count=3)
        bind_slip(actor=world.actor, process=process, number=slips[0].number, voice=made[0])
        bundle = lend(actor=world.actor, process=process, card=world.cards["campo"], territories=["centro"], words=True)
    world.take("campo", bundle)
    world.take("oficina", world.send("campo", "oficina"))
    return world


def row(kind: str, row_id: object, content: dict[str, Any] | None, *, on: str = "") -> Line:
    """A line of a bundle: a first version of a row, or one made `on` another; none as content deletes it."""
    versions = [[CONTENT, [on] if on else [], content is None]] + ([[on, [], False]] if on else [])
    return ["row", kind, str(row_id), versions, {} if content is None else {CONTENT: content}]


def sent(world: World, *lines: Line) -> bytes:
    """What the lent machine would send, with these lines as well. Its key and its passphrase are in other hands."""
    statement, _, honest = inside(world, "oficina", world.send("campo", "oficina"))
    forged = [json.dumps(line, ensure_ascii=False).encode() for line in lines]
    return closed_again(statement, world.machines["campo"].home, packed([*honest, *forged]))


def refused(world: World, *lines: Line, codes: tuple[str, ...] = ("TQ-353",)) -> None:
    before = everything(world)
    with pytest.raises(TequioError) as caught:
        world.take("oficina", sent(world, *lines))
    assert caught.value.problem.code in codes
    assert "Zar" not in str(caught.value)
    assert everything(world) == before


def everything(world: World) -> tuple[object, ...]:
    with world.at("oficina") as process:
        opened = keyring.of(process.pk)
        return (dict(recorded(process.pk).table), sorted(opened.kept.wrapped, key=str), Awaited.objects.count(),
                Ended.objects.count())


def voice_of(place: str) -> Voice:
    found = Voice.objects.filter(territory__key=place).order_by("key").first()
    assert found is not None
    return found


def withdrawal(kind: str, object_id: object, uses: tuple[str, ...] = ()) -> Line:
    content = {"kind": kind, "object_id": str(object_id), "day": "2026-11-30"}
    return row("protection.withdrawal", uuid4(), content | ({"uses": list(uses)} if uses else {}))


def test_a_withdrawal_of_what_was_not_lent_is_refused(lent: World) -> None:
    with lent.at("oficina"):
        voice = voice_of("norte")
        targets = [("voice", voice.pk), ("encounter", voice.encounter_id)]
    for kind, pk in targets:
        refused(lent, withdrawal(kind, pk))
        refused(lent, withdrawal(kind, pk, ("diagnosis",)))
        refused(lent, ["end", f"listening.{kind}", str(pk)])
        refused(lent, row(f"listening.{kind}", pk, None))
    with lent.at("oficina"):
        assert Voice.objects.get(pk=voice.pk).text.startswith("Dijo Zarvoz")
        assert Coding.objects.count() == 1


@pytest.mark.parametrize("kind", ["places.territory", "places.group", "places.process", "diagnosis.code"])
def test_nothing_that_every_machine_needs_ends(lent: World, kind: str) -> None:
    with lent.at("oficina") as process:
        pk = next(key[1] for key in recorded(process.pk).table if key[0] == kind)
    refused(lent, ["end", kind, str(pk)])
    refused(lent, row(kind, pk, None), codes=("TQ-353", "TQ-542"))


def test_edges_join_nothing_that_was_not_lent(lent: World) -> None:
    with lent.at("oficina") as process:
        here, there = voice_of("centro"), voice_of("norte")
        coding = Coding.objects.get()
        ends = [("voice", there.pk), ("encounter", there.encounter_id), ("coding", coding.pk), ("voice", uuid4()),
                ("voto", uuid4())]
        process_id, kind = process.pk, kinds()["trail.edge"]
    for name, pk in ends:
        for source, target in ((("voice", here.pk), (name, pk)), ((name, pk), ("voice", here.pk))):
            content = {"source_kind": source[0], "source_id": str(source[1]), "target_kind": target[0],
                       "target_id": str(target[1])}
            refused(lent, row("trail.edge", identity(kind, process_id, uuid4(), content), content),
                    codes=("TQ-353", "TQ-541"))


def test_a_territory_cannot_be_drawn_into_the_part(lent: World) -> None:
    """Neither by a new parent, nor as a new one within, nor by describing its own otherwise."""
    with lent.at("oficina"):
        places = {place.key: place for place in Territory.objects.all()}
    mine, other = places["centro"], places["norte"]
    told = {"key": "norte", "name": other.name}
    refused(lent, row("places.territory", other.pk, told | {"parent_id": str(mine.pk)}))
    refused(lent, row("places.territory", uuid4(), {"key": "n", "name": "N", "parent_id": str(mine.pk)}),
            codes=("TQ-541",))
    own = {"key": "centro", "name": mine.name}
    for changed in ({"name": "Otro nombre"}, {"parent_id": str(other.pk)}, {"population": 5}):
        refused(lent, row("places.territory", mine.pk, own | changed), codes=("TQ-542",))
    refused(lent, row("places.territory", mine.pk, None), codes=("TQ-542",))


def test_nothing_moves_in_or_out_of_the_part(lent: World) -> None:
    with lent.at("oficina") as process:
        state = recorded(process.pk)
        here, there = voice_of("centro"), voice_of("norte")
        mine, theirs = (dict(state.table["listening.voice", one.pk]) for one in (here, there))
    for pk, content in ((here.pk, mine | {"encounter_id": str(there.encounter_id)}),
                        (here.pk, mine | {"territory_id": str(there.territory_id)}),
                        (there.pk, theirs | {"encounter_id": str(here.encounter_id),
                                             "territory_id": str(here.territory_id)}),
                        (there.pk, theirs | {"text": "Otra cosa"}),
                        (uuid4(), mine | {"key": "nueva", "encounter_id": str(uuid4())})):
        refused(lent, row("listening.voice", pk, content), codes=("TQ-353", "TQ-541"))


def test_a_second_version_that_is_not_shown_is_looked_at_as_well(lent: World) -> None:
    """One head inside, which wins, and one outside, which somebody could choose later."""
    with lent.at("oficina") as process:
        here, there = voice_of("centro"), voice_of("norte")
        mine = dict(recorded(process.pk).table["listening.voice", here.pk])
    pk, outside = uuid4(), mine | {"key": "n", "encounter_id": str(there.encounter_id)}
    line = ["row", "listening.voice", str(pk), [[CONTENT, [HEAD], False], [HEAD, [], False], ["ef" * 16, [], False]],
            {CONTENT: mine | {"key": "n"}, "ef" * 16: outside}]
    refused(lent, line)


def test_a_name_that_is_taken_elsewhere_is_not_taken_away(lent: World) -> None:
    """Rows take places in the order of their numbers: a small number would push the other one aside."""
    with lent.at("oficina") as process:
        state = recorded(process.pk)
        there, here = voice_of("norte"), voice_of("centro")
        content = dict(state.table["listening.voice", here.pk]) | {"key": there.key, "text": "Dijo otra"}
    small = UUID(int=1 << 76 | 4 << 76)
    lent.take("oficina", sent(lent, row("listening.voice", small, content)))
    with lent.at("oficina"):
        assert Voice.objects.get(pk=there.pk).key == there.key
        assert Voice.objects.get(pk=small).key.startswith(f"{there.key}-")


def test_a_slip_is_neither_copied_nor_burnt_nor_bound_elsewhere(lent: World) -> None:
    with lent.at("oficina") as process:
        state = recorded(process.pk)
        bound = Receipt.objects.exclude(voice=None).get()
        loose = Receipt.objects.filter(voice=None, encounter=None).order_by("pk")[0]
        told = {pk: dict(state.table["protection.receipt", pk]) for pk in (bound.pk, loose.pk)}
        there = voice_of("norte")
    refused(lent, row("protection.receipt", bound.pk, told[bound.pk] | {"used": True}))
    refused(lent, row("protection.receipt", loose.pk, told[loose.pk] | {"used": True}))
    refused(lent, row("protection.receipt", loose.pk, told[loose.pk] | {"number": "ZZZZ-9"}))
    refused(lent, row("protection.receipt", loose.pk, told[loose.pk] | {"covers": "voice", "voice_id": str(there.pk)}))
    copied = {name: value for name, value in told[bound.pk].items() if name in ("number", "digest")}
    refused(lent, row("protection.receipt", UUID(int=4 << 76 | 1), copied), codes=("TQ-543",))


def test_what_is_taken_back_in_the_field_waits_for_a_person_at_home(lent: World) -> None:
    with lent.at("campo"):
        gone = voice_of("centro")
        withdraw_voice(actor=lent.actor, voice=gone)
        machine = lent.cards["campo"].name
    received = lent.take("oficina", lent.send("campo", "oficina"))
    assert "waits" in received.notices and received.ended == 0
    with lent.at("oficina") as process:
        assert Voice.objects.get(pk=gone.pk).text
        (one,) = waiting(process)
        assert (one.title, one.machine) == (gone.key, machine)
        assert not Entry.objects.filter(verb__startswith="withdraw").exists()
        take_back_here(actor=lent.actor, process=process, awaited=one.id)
        assert not Voice.objects.filter(pk=gone.pk).exists()
        with pytest.raises(TequioError, match="TQ-305"):
            keyring.of(process.pk).key_for(gone.pk)
        written = set(Entry.objects.filter(verb="withdraw").values_list("actor", "kind", "object_id"))
        assert written == {(machine, "voice", gone.pk), ("equipo", "voice", gone.pk)}
        assert Entry.objects.filter(verb="withdraw.asked", actor="equipo").count() == 1
        assert waiting(process) == [] and not Awaited.objects.exists()
        with pytest.raises(TequioError, match="TQ-544"):
            take_back_here(actor=lent.actor, process=process, awaited=one.id)


def test_what_a_person_keeps_stays_and_does_not_travel_to_that_machine_again(lent: World) -> None:
    with lent.at("campo"):
        gone = voice_of("centro")
        withdraw_voice(actor=lent.actor, voice=gone)
    lent.take("oficina", lent.send("campo", "oficina"))
    back = lent.send("oficina", "campo")
    assert str(gone.pk) not in " ".join(line.decode() for line in inside(lent, "campo", back)[2]
                                        if b'"listening.voice"' in line)
    with lent.at("oficina") as process:
        keep_here(actor=lent.actor, process=process, awaited=waiting(process)[0].id)
        assert waiting(process) == []
        assert Voice.objects.get(pk=gone.pk).text
        assert Entry.objects.filter(verb="withdraw.kept").count() == 1


def test_an_encounter_and_a_silence_that_are_deleted_there_wait_too(lent: World) -> None:
    with lent.at("campo") as process:
        Silence.objects.filter(territory__key="centro").delete()
        state = recorded(process.pk)
        encounter = Encounter.objects.get(key="taller-1")
        head = next(iter(state.contents["listening.encounter", encounter.pk]))
    lent.take("oficina", sent(lent, row("listening.encounter", encounter.pk, None, on=head)))
    with lent.at("oficina") as process:
        assert Encounter.objects.filter(key="taller-1").exists() and Silence.objects.filter(key="S-taller-1").exists()
        found = {one.title: one for one in waiting(process)}
        # What hangs on the encounter goes or stays with it.
        assert set(found) == {"taller-1"} or set(found) == {"taller-1", "S-taller-1"}
        take_back_here(actor=lent.actor, process=process, awaited=found["taller-1"].id)
        assert not Encounter.objects.filter(key="taller-1").exists()
        assert Voice.objects.filter(territory__key="norte").count() == 3


def test_what_the_field_works_out_for_itself_keeps_nothing_from_coming_home(lent: World) -> None:
    """Readings and codings of its own stay there, with the edges to them, and its voices arrive."""
    with lent.at("campo") as process:
        made = enter(lent.actor, process, "taller-9")
        coding = Coding.objects.create(process=process, voice=made[0], code=Code.objects.get(), start=0, end=4,
                                       quote="Dijo", coder="campo")
        join([(made[0], coding)])
        withdraw_voice(actor=lent.actor, voice=made[0])
    lent.take("oficina", lent.send("campo", "oficina"))
    with lent.at("oficina") as process:
        assert Voice.objects.filter(encounter__key="taller-9").count() == 2
        assert waiting(process) == [] and Coding.objects.count() == 1


def test_only_whoever_protects_decides(lent: World, cast: dict[str, User]) -> None:
    with lent.at("campo"):
        withdraw_voice(actor=lent.actor, voice=voice_of("centro"))
    lent.take("oficina", lent.send("campo", "oficina"))
    with lent.at("oficina") as process:
        one = waiting(process)[0]
        for name in ("facilitator", "analyst", "coordinator", "official", "auditor", "trustee", "stranger"):
            actor = User.objects.get(pseudonym=cast[name].pseudonym)
            for decide in (take_back_here, keep_here):
                with pytest.raises(TequioError, match="TQ-311"):
                    decide(actor=actor, process=process, awaited=one.id)
        with pytest.raises(TequioError, match="TQ-544"):
            keep_here(actor=lent.actor, process=process, awaited=uuid4())


def test_what_is_asked_of_something_not_here_yet_is_looked_at_again_when_it_is(lent: World) -> None:
    """A number that will come from another machine: by then it lies outside, and nobody can be made to shred it."""
    pk = uuid4()
    lent.take("oficina", sent(lent, withdrawal("voice", pk), ["end", "listening.voice", str(pk)]))
    with lent.at("oficina") as process:
        assert waiting(process) == [] and Awaited.objects.count() == 2
        there = voice_of("norte")
        later = Voice(pk=pk, process=process, encounter=there.encounter, territory=there.territory, group=there.group,
                      key="despues", text="Dijo algo")
        keyring.of(process.pk).make_keys([pk])
        later.save(force_insert=True)
        for row_of in Awaited.objects.all():
            with pytest.raises(TequioError, match="TQ-353"):
                take_back_here(actor=lent.actor, process=process, awaited=row_of.pk)
        assert Voice.objects.get(pk=pk).text == "Dijo algo"


def test_a_note_of_the_field_waits_for_two_readers(lent: World) -> None:
    """It arrives, the team sees it, and nothing public holds it before two people read it."""
    with lent.at("campo"):
        suspend(actor=lent.actor, territory=Territory.objects.get(key="centro"), reason=Reason.values[0],
                declared=Declared.values[0])
        Territory.objects.filter(key="centro").update(suspension_note="NOTA: lo dijo Zarnombre")
    lent.take("oficina", lent.send("campo", "oficina"))
    with lent.at("oficina") as process:
        place = Territory.objects.get(key="centro")
        assert place.suspended and "Zarnombre" in place.suspension_note
        renew_texts(process)
        queued = TextReading.objects.get(process=process, kind="places.territory", object_id=place.pk)
        assert queued.status == ReviewStatus.MACHINE
        passed, (text,) = Passed(process), [one for one in texts(process) if one.place[1] == place.pk]
        assert passed.as_read(text) == ""
        read_as(TextReading.objects.all(), ReviewStatus.APPROVED, "Ceiba", "Roble")
        assert Passed(process).as_read(text)


def test_the_page_asks_whoever_protects_and_nobody_else(
        lent: World, cast: dict[str, User], client: Client, enter: Callable[[Client, User], Client]) -> None:
    with lent.at("campo"):
        gone = voice_of("centro")
        withdraw_voice(actor=lent.actor, voice=gone)
    lent.take("oficina", lent.send("campo", "oficina"))
    with lent.at("oficina") as process:
        page, one = reverse("exchange:index", args=[process.pk]), waiting(process)[0]
        address = reverse("exchange:asked", args=[process.pk, one.id])
        for name in ("facilitator", "analyst", "coordinator", "official", "auditor", "trustee", "stranger"):
            assert enter(Client(), cast[name]).post(address, {"keep": "theirs"}).status_code == 404
        shown = enter(Client(), cast["coordinator"]).get(page).content.decode()
        assert gone.key in shown and address not in shown
        browser = enter(client, cast["protector"])
        assert address in browser.get(page).content.decode()
        assert browser.post(address, {"keep": "theirs"}).status_code == 302
        assert not Voice.objects.filter(pk=gone.pk).exists()
        assert browser.post(address, {"keep": "mine"}).status_code == 400


def test_a_machine_with_the_whole_process_is_named_in_the_record(world: World) -> None:
    world.take("campo", world.send("oficina", "campo"))
    with world.at("campo"):
        gone = voice_of("centro")
        withdraw_voice(actor=world.actor, voice=gone)
    world.take("oficina", world.send("campo", "oficina"))
    with world.at("oficina"):
        assert not Voice.objects.filter(pk=gone.pk).exists()
        (entry,) = Entry.objects.filter(verb="withdraw")
        assert (entry.actor, entry.kind, entry.object_id) == (world.cards["campo"].name, "voice", gone.pk)
    # The same bundle again takes nothing back again.
    world.take("oficina", world.send("campo", "oficina", everything=True))
    with world.at("oficina"):
        assert Entry.objects.filter(verb="withdraw").count() == 1


@pytest.mark.parametrize("key", ["x/../../../evil", "..", ".oculto", "a\\b", "a\nb"])
def test_a_key_that_would_become_a_file_elsewhere_is_refused(lent: World, key: str) -> None:
    with lent.at("oficina"):
        place = str(Territory.objects.get(key="centro").pk)
    content = {"territory_id": place, "key": key, "title": "Ronda"}
    refused(lent, row("deliberation.round", uuid4(), content), codes=("TQ-350",))
