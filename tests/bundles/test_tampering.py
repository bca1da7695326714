"""A bundle that was changed, cut, passed on or made by a stranger is refused or harmless; nothing of it stays."""

import json
import random
import zlib
from pathlib import Path
from uuid import UUID, uuid4

import pyrage
import pytest
from django.conf import settings
from django.db import models

from tequio.exchange.cards import Card, card_text, own_card, read_card
from tequio.exchange.envelope import PURPOSE, _signed, identities, opened_with, packed, unpacked
from tequio.exchange.models import Machine, Revision
from tequio.exchange.parts import BODY, HEAD, in_parts, parts_of
from tequio.exchange.taking import ARRIVING
from tequio.foundation.audit.signing import sign_message
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Voice
from tests.bundles.conftest import enter
from tests.bundles.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.attack]
TAMPERINGS = 1000


def inside(world: World, at: str, bundle: bytes) -> tuple[dict[str, object], bytes, list[bytes]]:
    """Statement, signature and lines, as the receiver sees them."""
    with world.at(at):
        content = parts_of(bundle)[0].whole()
        statement, _, signature, rows = opened_with(identities(keyring.of(world.process_id)), content)
    return statement, signature, unpacked(rows)


def closed_again(statement: dict[str, object], signature: bytes | Path, rows: bytes) -> bytes:
    """With a signature as it was, or made anew by the machine in that folder."""
    head = json.dumps(statement, ensure_ascii=False, sort_keys=True).encode()
    if isinstance(signature, Path):
        signature = sign_message(signature, PURPOSE, _signed(head, rows))
    sealed = pyrage.encrypt(len(head).to_bytes(4, "big") + head + signature + rows,
                            [pyrage.x25519.Recipient.from_str(str(statement["to"]))])
    return b"".join(in_parts(UUID(str(statement["bundle"])), bytes(sealed)))


def refused(world: World, at: str, bundle: bytes, *codes: str) -> None:
    before = state_of(world, at)
    with pytest.raises(TequioError) as caught:
        world.take(at, bundle)
    assert caught.value.problem.code in codes
    assert "Zar" not in str(caught.value)
    assert state_of(world, at) == before


def state_of(world: World, at: str) -> tuple[int, int]:
    with world.at(at):
        return Voice.objects.count(), Revision.objects.count()


def test_a_thousand_changed_bundles_leave_nothing(world: World) -> None:
    chance, bundle = random.Random(7), world.send("oficina", "campo")
    statement, signature, lines = inside(world, "campo", bundle)
    stranger = settings.HOME.parent / "ajena"
    stranger.mkdir()
    before = state_of(world, "campo")
    counted = dict.fromkeys(("refused", "incomplete"), 0)
    for number in range(TAMPERINGS):
        try:
            world.take("campo", changed(chance, number, bundle, statement, signature, lines, stranger))
        except TequioError as fault:
            counted["incomplete" if fault.problem.code == "TQ-345" else "refused"] += 1
            assert fault.problem.code in {"TQ-340", "TQ-343", "TQ-344", "TQ-345", "TQ-346"}
        else:
            pytest.fail(f"tampering {number} was taken")
    assert state_of(world, "campo") == before
    assert sum(counted.values()) == TAMPERINGS
    # And the bundle as it was is still good.
    assert world.take("campo", bundle).rows > 10


def changed(chance: random.Random, number: int, bundle: bytes, statement: dict[str, object], signature: bytes,
            lines: list[bytes], stranger: Path) -> bytes:
    match number % 5:
        case 0:
            at = chance.randrange(len(bundle))
            return bundle[:at] + bytes([bundle[at] ^ 1 << chance.randrange(8)]) + bundle[at + 1:]
        case 1:
            return bundle[:chance.randrange(len(bundle))]
        case 2:
            # Whole again outside: only what stands inside can give it away.
            body = bytearray(parts_of(bundle)[0].whole())
            body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
            return b"".join(in_parts(UUID(str(statement["bundle"])), bytes(body)))
        case 3:
            other = [*lines]
            other.pop(chance.randrange(len(other)))
            return closed_again(statement, signature, packed(other))
        case _:
            flipped = bytearray(signature)
            flipped[chance.randrange(64)] ^= 1
            return closed_again(statement, stranger if chance.random() < 0.5 else bytes(flipped), packed(lines))


def test_a_stranger_who_names_themselves_is_not_believed(world: World, tmp_path: Path) -> None:
    statement, _, lines = inside(world, "campo", world.send("oficina", "campo"))
    stranger = tmp_path / "ajena"
    stranger.mkdir()
    card = own_card(world.process_id, keyring.of(world.process_id), stranger)
    forged = statement | {"card": {"recipient": card.recipient, "signer": card.signer}}
    refused(world, "campo", closed_again(forged, stranger, packed(lines)), "TQ-343")


def test_a_machine_that_is_no_longer_believed_is_refused(world: World) -> None:
    bundle = world.send("oficina", "campo")
    with world.at("campo"):
        Machine.objects.update(trusted=False)
    refused(world, "campo", bundle, "TQ-343")


def test_a_bundle_for_somebody_else_opens_nothing(world: World) -> None:
    world.add("archivo")
    world.acquaint()
    refused(world, "archivo", world.send("oficina", "campo"), "TQ-344")


def test_a_bundle_cannot_be_passed_on_as_if_it_were_for_another(world: World) -> None:
    """The field opens what it got, and closes the same signed rows for the archive."""
    world.add("archivo")
    world.acquaint()
    statement, signature, lines = inside(world, "campo", world.send("oficina", "campo"))
    head = json.dumps(statement, ensure_ascii=False, sort_keys=True).encode()
    rows = packed(lines)
    sealed = pyrage.encrypt(len(head).to_bytes(4, "big") + head + signature + rows,
                            [pyrage.x25519.Recipient.from_str(world.cards["archivo"].recipient)])
    refused(world, "archivo", b"".join(in_parts(UUID(str(statement["bundle"])), bytes(sealed))), "TQ-344")


def rewritten(world: World, change: object) -> bytes:
    """What a machine that is believed would send, had it wanted to do harm."""
    statement, _, lines = inside(world, "campo", world.send("oficina", "campo"))
    rows = [json.loads(line) for line in lines]
    change(statement, rows)  # type: ignore[operator]
    return closed_again(statement, world.machines["oficina"].home,
                        packed(json.dumps(row, ensure_ascii=False).encode() for row in rows))


def first(rows: list[list[object]], kind: str) -> list[object]:
    return next(row for row in rows if row[1] == kind)


@pytest.mark.parametrize(("change", "code"), [
    (lambda said, rows: said.update(process=str(uuid4())), "TQ-351"),
    (lambda said, rows: first(rows, "places.process").__setitem__(2, str(uuid4())), "TQ-351"),
    (lambda said, rows: first(rows, "listening.voice").__setitem__(1, "accounts.user"), "TQ-348"),
    (lambda said, rows: first(rows, "listening.voice").__setitem__(1, "listening.appointment"), "TQ-348"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).update(password="x"), "TQ-349"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).update(process_id="x"), "TQ-349"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).update(text=5), "TQ-350"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).update(source_row=10 ** 30), "TQ-350"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).update(key="a\0b"), "TQ-350"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).update(encounter_id="x"), "TQ-350"),
    (lambda said, rows: next(iter(first(rows, "listening.voice")[4].values())).pop("encounter_id"), "TQ-350"),
    (lambda said, rows: first(rows, "listening.attendance").__setitem__(2, str(uuid4())), "TQ-350"),
    (lambda said, rows: first(rows, "listening.voice").__setitem__(4, {}), "TQ-356"),
    (lambda said, rows: first(rows, "listening.voice").__setitem__(3, []), "TQ-346"),
    (lambda said, rows: first(rows, "listening.voice").__setitem__(
        3, [["a" * 32, ["b" * 32], False], ["b" * 32, ["a" * 32], False]]), "TQ-356"),
    (lambda said, rows: first(rows, "listening.voice").__setitem__(3, [["nada", [], False]]), "TQ-346"),
    (lambda said, rows: rows.append(["row"]), "TQ-346"),
    (lambda said, rows: rows.append(rows[0]), "TQ-346"),
    (lambda said, rows: said.pop("audit"), "TQ-346"),
    (lambda said, rows: said["audit"].update(sequence=99), "TQ-346"),
    (lambda said, rows: said.update(taken=["x"]), "TQ-346"),
    (lambda said, rows: said.update(card={"recipient": "age1x", "signer": said["card"]["signer"]}), "TQ-346"),
])
def test_what_does_not_fit_is_refused_whole(world: World, change: object, code: str) -> None:
    refused(world, "campo", rewritten(world, change), code)


def test_a_row_whose_parent_is_missing_waits_for_it(world: World) -> None:
    bundle = rewritten(world, lambda said, rows: rows.remove(first(rows, "listening.encounter")))
    received = world.take("campo", bundle)
    assert received.conflicts > 3
    assert {why for *_, why in world.conflicts("campo")} == {"waiting"}
    world.take("campo", world.send("oficina", "campo", everything=True))
    assert world.conflicts("campo") == set()
    assert world.contents("campo") == world.contents("oficina")


def test_an_older_version_of_a_row_gets_what_it_lacks(world: World) -> None:
    """A column that came later is filled with what it holds when nothing is said of it."""
    def without(said: object, rows: list[list[object]]) -> None:
        for row in rows:
            for content in row[4].values() if row[0] == "row" else ():
                content.pop("source_file", None)
                content.pop("recording", None)
    world.take("campo", rewritten(world, without))
    assert world.contents("campo") == world.contents("oficina")


def test_a_small_file_cannot_fill_the_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tequio.exchange.envelope.MOST_OPENED", 1 << 20)
    statement, _, _ = inside(world, "campo", world.send("oficina", "campo"))
    bomb = zlib.compress(b"\n" * (1 << 24))
    assert len(bomb) < 1 << 16
    refused(world, "campo", closed_again(statement, world.machines["oficina"].home, bomb), "TQ-347")


def test_an_older_bundle_changes_nothing(world: World) -> None:
    old = world.send("oficina", "campo")
    world.take("campo", old)
    with world.at("oficina") as process:
        enter(world.actor, process, "taller-2")
        voice = Voice.objects.get(key="taller-1-0")
        voice.text = "Corregido"
        voice.save()
    world.take("campo", world.send("oficina", "campo"))
    received = world.take("campo", old)
    assert (received.rows, received.conflicts, received.notices) == (0, 0, ["again"])
    with world.at("campo"):
        assert Voice.objects.get(key="taller-1-0").text == "Corregido"


def test_a_copy_that_broke_off_is_continued(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tequio.exchange.parts.BODY", 1000)
    bundle = world.send("oficina", "campo")
    half = len(bundle) // 2
    with world.at("campo"):
        with pytest.raises(TequioError, match="TQ-345"):
            world.take("campo", bundle[:half])
        kept = list((settings.HOME / ARRIVING).iterdir())
        assert len(kept) == 1 and b"Zar" not in kept[0].read_bytes()
        rest = bundle[half - half % (1000 + HEAD):]
        assert len(rest) < len(bundle)
        assert world.take("campo", rest).rows > 10
        assert not list((settings.HOME / ARRIVING).iterdir())
    assert world.contents("campo") == world.contents("oficina")
    assert BODY == 1 << 18


def test_a_card_that_was_changed_is_no_card(world: World) -> None:
    with world.at("campo"):
        text = card_text(world.cards["campo"], settings.HOME)
    assert read_card(text) == world.cards["campo"]
    other = world.cards["oficina"]
    for changed_text in (text[:-3], text.replace("machine", "máquina"), text + "más\n", "", "tequio-card 1\n",
                         text.replace(world.cards["campo"].recipient, other.recipient),
                         text.replace(world.cards["campo"].words, other.words)):
        with pytest.raises(TequioError, match="TQ-341"):
            read_card(changed_text)


def test_words_read_aloud_tell_two_cards_apart(world: World) -> None:
    mine = world.cards["campo"]
    assert Card(mine.process_id, world.cards["oficina"].recipient, mine.signer).words != mine.words
    assert Card(mine.process_id, mine.recipient, world.cards["oficina"].signer).words != mine.words
    assert len(mine.words.split()) == 8


@pytest.mark.parametrize(("column", "value"), [
    ("recipient", str(pyrage.x25519.Identity.generate().to_public())), ("signer", "ab" * 32), ("lender", True),
    ("limits", {"territories": [], "words": True})], ids=["recipient", "signer", "lender", "limits"])
def test_a_card_that_was_changed_here_without_a_key_gets_no_bundle_and_is_not_believed(
        world: World, column: str, value: object) -> None:
    """Whoever writes the table puts an address of their own where that of a machine stood."""
    bundle = world.send("oficina", "campo")
    with world.at("campo"):
        machine = Machine.objects.get()
        models.QuerySet(Machine).filter(pk=machine.pk).update(**{column: value})
    refused(world, "campo", bundle, "TQ-516", "TQ-343")
    with pytest.raises(TequioError, match="TQ-516"):
        world.send("campo", "oficina")
