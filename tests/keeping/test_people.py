"""People come and go: whoever leaves opens nothing any more, and whoever stays notices nothing."""

import random
from pathlib import Path

import pytest
from django.db import connection
from tests.conftest import PASSPHRASE
from tests.keeping.conftest import fill, kept_quiet, said

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.permissions import may
from tequio.foundation.audit.queries import entries
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.vault import keyfile, renewal
from tequio.foundation.vault.keyring import Keyring, OpenProcess, keyring, path_of
from tequio.foundation.vault.recovery import make_shares, recovered
from tequio.foundation.vault.rows import of_process, sealed_fields
from tequio.foundation.vault.sealing import unseal
from tequio.foundation.vault.team import add_person, change_passphrase, people, remove_person
from tequio.listening.models import Silence, Voice

THEIRS = "otra frase distinta"


@pytest.fixture
def two(process: Process, team: User, filled: list[Voice]) -> Process:
    add_person(actor=team, process=process, pseudonym="Roble", role=Role.ANALYST, passphrase=THEIRS)
    return process


def everything_reads(process: Process) -> bool:
    return ({voice.text for voice in Voice.objects.filter(process=process)} == {said(number) for number in range(5)}
            and {row.text for row in Silence.objects.filter(process=process)} == {
                kept_quiet(number) for number in range(5)})


def rows_opened_by(field_key: bytes, process: Process) -> int:
    """How many sealed columns a field key opens."""
    opened = 0
    for model, fields in sealed_fields():
        for row in of_process(model, process.pk):
            for field in fields:
                try:
                    opened += bool(unseal(field_key, bytes(field.sealed_in(row)), field.binding(row)[1]))
                except TequioError:
                    continue
    return opened


def test_somebody_new_opens_with_a_passphrase_of_their_own(two: Process, home: Path) -> None:
    assert Keyring().unlock(home, two.pk, passphrase=THEIRS) == "Roble"
    assert [person.pseudonym for person in people(two) if person.holds_key] == ["Coordinación", "Roble"]


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.TRUSTEE, Role.AUDITOR])
def test_those_who_read_no_words_get_no_key(two: Process, team: User, home: Path, role: Role) -> None:
    add_person(actor=team, process=two, pseudonym="Ayuntamiento", role=role, passphrase="tercera frase")
    with pytest.raises(TequioError, match="TQ-303"):
        Keyring().unlock(home, two.pk, passphrase="tercera frase")


def test_a_role_for_one_territory(two: Process, team: User, territory: Territory) -> None:
    user = add_person(actor=team, process=two, pseudonym="Roble", role=Role.FACILITATOR, territory=territory)
    assert may(user, "record_voices", process_id=two.pk, territory_id=territory.pk)
    assert not may(user, "record_voices", process_id=two.pk)


def test_only_coordination_lets_people_in_and_out(two: Process, cast: dict[str, User]) -> None:
    for role in ("facilitator", "protector", "analyst", "trustee", "official", "auditor", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            add_person(actor=cast[role], process=two, pseudonym="Nadie", role=Role.ANALYST, passphrase="x y z")
        with pytest.raises(TequioError, match="TQ-311"):
            remove_person(actor=cast[role], process=two, pseudonym="Roble")


def test_a_new_person_needs_a_passphrase(two: Process, team: User) -> None:
    with pytest.raises(TequioError, match="TQ-326"):
        add_person(actor=team, process=two, pseudonym="Fresno", role=Role.ANALYST)


@pytest.mark.django_db(transaction=True)
def test_whoever_leaves_opens_nothing_and_the_others_everything(two: Process, team: User, home: Path) -> None:
    before = Keyring()
    before.unlock(home, two.pk, passphrase=THEIRS)
    theirs = before.of(two.pk)
    assert rows_opened_by(theirs.field_key, two) == 5
    remove_person(actor=team, process=two, pseudonym="Roble")
    with pytest.raises(TequioError, match="TQ-303"):
        Keyring().unlock(home, two.pk, passphrase=THEIRS)
    with pytest.raises(TequioError, match="TQ-301"):
        before.of(two.pk)
    assert rows_opened_by(theirs.field_key, two) == 0
    kept = keyfile.read(path_of(home, two.pk))
    for row_id, wrapped in kept.wrapped.items():
        with pytest.raises(TequioError, match="TQ-302"):
            keyfile.Wrapping(theirs.key).unwrap(row_id, wrapped)
    assert Keyring().unlock(home, two.pk, passphrase=PASSPHRASE) == "Coordinación"
    assert everything_reads(two)
    assert not Membership.objects.filter(process=two, user__pseudonym="Roble").exists()


def test_shares_of_the_trustees_outlive_a_renewal(two: Process, team: User, home: Path) -> None:
    shares, keep = make_shares(keyring.of(two.pk), trustees=3, needed=2)
    keep()
    remove_person(actor=team, process=two, pseudonym="Roble")
    key, _ = recovered(path_of(home, two.pk), shares[1:])
    assert key == keyring.of(two.pk).key


def test_the_last_coordination_stays(two: Process, team: User) -> None:
    with pytest.raises(TequioError, match="TQ-328"):
        remove_person(actor=team, process=two, pseudonym=team.pseudonym)
    with pytest.raises(TequioError, match="TQ-327"):
        remove_person(actor=team, process=two, pseudonym="Nadie")


def test_a_new_passphrase_replaces_the_old_one(two: Process, home: Path) -> None:
    change_passphrase(actor="custodia", process=two, pseudonym="Roble", passphrase="frase nueva y larga")
    assert Keyring().unlock(home, two.pk, passphrase="frase nueva y larga") == "Roble"
    with pytest.raises(TequioError, match="TQ-303"):
        Keyring().unlock(home, two.pk, passphrase=THEIRS)
    assert entries(two.pk)[-1].verb == "change_passphrase"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", ["before_the_file", "after_the_file", "sealing"])
def test_cut_short_anywhere_everything_reads_and_is_finished_later(
        two: Process, team: User, home: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    old = keyring.of(two.pk).field_key
    _break_at(moment, monkeypatch)
    with pytest.raises(ZeroDivisionError):
        remove_person(actor=team, process=two, pseudonym="Roble")
    monkeypatch.undo()
    keyring.lock(two.pk)
    keyring.unlock(home, two.pk, passphrase=PASSPHRASE)
    assert everything_reads(two)
    renewed = moment != "before_the_file"
    assert (rows_opened_by(old, two) == 0) == renewed
    assert not keyfile.read(path_of(home, two.pk)).renewing
    if renewed:
        with pytest.raises(TequioError, match="TQ-303"):
            Keyring().unlock(home, two.pk, passphrase=THEIRS)
    if moment != "sealing":
        remove_person(actor=team, process=two, pseudonym="Roble")
    assert everything_reads(two)
    assert rows_opened_by(old, two) == 0


def _break_at(moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    def and_then_broken(opened: OpenProcess, key: bytes, kept: keyfile.Kept) -> None:
        keyfile.write(opened.path, kept, key)
        raise ZeroDivisionError

    if moment == "sealing":
        monkeypatch.setattr(renewal, "_update", broken)
    else:
        monkeypatch.setattr(OpenProcess, "take_key", broken if moment == "before_the_file" else and_then_broken)


@pytest.mark.attack
def test_the_keys_of_one_process_open_no_row_of_another(
        process: Process, team: User, opened: OpenProcess, home: Path) -> None:
    """1,000 rows: with the field key, with the process key, with data keys, with envelopes moved across."""
    other = Process.objects.create(name="Otro")
    theirs = keyring.create(home, other.pk, pseudonym="Garza", passphrase="ajena")
    namesake = User.objects.create_user(team.pseudonym, process=other)
    for role in (Role.FACILITATOR, Role.COORDINATOR):
        Membership.objects.create(user=namesake, process=other, role=role)
    place = Territory.objects.create(process=other, key="otro", name="Otro")
    fill(other, namesake, place, process.groups.get(key="mujeres"), voices=500)
    mine = fill(process, team, process.territories.get(key="centro"), process.groups.get(key="mujeres"))
    asked = came_open = 0
    field = Voice._meta.get_field("text")
    for model in (Voice, Silence):
        for row in of_process(model, other.pk):
            asked += 1
            envelope, binding = bytes(row.__dict__["text"]), model._meta.get_field("text").binding(row)[1]
            here = field.binding(mine[0])[1]
            for key, bound in ((opened.field_key, binding), (opened.key, binding),
                               (opened.key_for(random.choice(mine).pk), binding), (opened.field_key, here),
                               (theirs.field_key, here)):
                try:
                    unseal(key, envelope, bound)
                    came_open += 1
                except TequioError:
                    continue
    for row_id, wrapped in theirs.kept.wrapped.items():
        with pytest.raises(TequioError, match="TQ-302"):
            keyfile.Wrapping(opened.key).unwrap(row_id, wrapped)
    assert (asked, came_open) == (1000, 0)
    keyring.lock(other.pk)


def test_sealing_anew_leaves_no_trace_of_the_words(two: Process, team: User) -> None:
    remove_person(actor=team, process=two, pseudonym="Roble")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {Silence._meta.db_table}")
        assert not any(b"Zar" in bytes(row[0]) for row in cursor.fetchall())
