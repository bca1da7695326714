"""Two teams on one database call their people by the same names: neither is the other, at any door, for any deed."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tequio.chain.closing.agreeing import agree, agreed
from tequio.chain.closing.journal import How
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.accounts.permissions import Where, may, reach_of, roles_at
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.register import verbs
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.team import add_person, give_password, people, remove_person, set_password
from tequio.listening.fieldwork.models import Declared, Reason
from tequio.listening.fieldwork.suspensions import suspend
from tequio.listening.models import Encounter
from tequio.protection.receipts.actions import look_up, make_slips
from tequio.protection.trails import keyed
from tequio.web import entrance
from tequio.web.entrance import account, by_link, by_passphrase, factor, new_link, shown
from tequio.web.entrance.account import by_password
from tequio.web.entrance.keeping import reset_factor
from tests.conftest import PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.attack]
NAME, THEIR_WORDS, OWN_WORDS = "Coordinación", "ceiba laguna piedra norte luz maiz", "otras palabras de otra gente"
EVERY_ROLE = [role for role in Role if role != Role.OFFICIAL]


@pytest.fixture(autouse=True)
def fresh_doors() -> None:
    for tries in (entrance.passphrases, account.house, account.accounts, factor.codes):
        tries.forget()


@pytest.fixture
def mine(process: Process) -> User:
    user = User.objects.create_user(NAME, process=process)
    Membership.objects.create(user=user, process=process, role=Role.COORDINATOR)
    return user


@pytest.fixture
def their_home(tmp_path: Path) -> Path:
    folder = tmp_path / "de-ellas"
    folder.mkdir()
    return folder


@pytest.fixture
def theirs(mine: User, home: Path, their_home: Path) -> User:
    """The coordination of another team: the same name, another process, another folder, one database."""
    other = Process.objects.create(name="El otro proceso")
    keyring.create(their_home, other.pk, pseudonym=NAME, passphrase=THEIR_WORDS)
    Territory.objects.create(process=other, key="ajeno", name="Lugar Ajeno")
    user = User.objects.create_user(NAME, process=other)
    for role in (Role.COORDINATOR, Role.PROTECTOR):
        Membership.objects.create(user=user, process=other, role=role)
    return user


def test_one_name_is_two_accounts_and_never_two_in_one_process(mine: User, theirs: User) -> None:
    assert mine.pk != theirs.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(NAME, process=mine.process)


def test_a_passphrase_leads_to_its_own_process(
        mine: User, theirs: User, home: Path, their_home: Path, settings: Settings) -> None:
    keyring.lock(theirs.process_id)
    assert by_passphrase(home, PASSPHRASE) == (mine.process_id, mine)
    assert by_passphrase(their_home, THEIR_WORDS) == (theirs.process_id, theirs)
    for folder, words in ((home, THEIR_WORDS), (their_home, PASSPHRASE)):
        with pytest.raises(TequioError, match="TQ-303"):
            shown(folder, words)


def test_every_room_of_the_other_answers_as_if_it_were_not(mine: User, theirs: User, client: Client) -> None:
    client.post(reverse("enter"), {"passphrase": PASSPHRASE})
    assert client.get(reverse("home", args=[mine.process_id])).status_code == 200
    for name in ("home", "audit", "people", "closing", "search", "protection:index", "diagnosis:index",
                 "measurement:index", "deliberation:index", "agendas:index", "publication:index", "listening:index"):
        for method in ("get", "post"):
            assert getattr(client, method)(reverse(name, args=[theirs.process_id])).status_code in (404, 405), name
    client.post(reverse("people_demand", args=[theirs.process_id]), {"demanded": "1"})
    assert not Process.objects.get(pk=theirs.process_id).second_factor


def test_no_verb_is_allowed_across_whatever_a_membership_says(mine: User, theirs: User) -> None:
    """Even a row that joined an account to another process would give it nothing there."""
    for role in EVERY_ROLE:
        Membership.objects.create(user=mine, process_id=theirs.process_id, role=role)
    assert roles_at(mine, Where(theirs.process_id)) == set()
    for verb in verbs():
        assert not may(mine, verb, process_id=theirs.process_id)
        assert reach_of(mine, verb, theirs.process_id) == frozenset()
    with pytest.raises(TequioError, match="TQ-311"):
        suspend(actor=mine, territory=Territory.objects.get(key="ajeno"), reason=Reason.values[0],
                declared=Declared.values[0])


def test_letting_somebody_in_takes_nobody_over(mine: User, theirs: User, home: Path, their_home: Path) -> None:
    """A pseudonym that lives in the other process: a new account, and the one there keeps its password and factor."""
    watcher = add_person(actor=theirs, process=theirs.process, pseudonym="Ojo", role=Role.AUDITOR,
                         passphrase=THEIR_WORDS)
    set_password(watcher, OWN_WORDS, given=False)
    secret = factor.new_secret()
    factor._keep(watcher, "totp", {"secret": factor.Adapter().encrypt(secret)})
    made = add_person(actor=mine, process=mine.process, pseudonym="Ojo", role=Role.AUDITOR, passphrase=THEIR_WORDS)
    assert made.pk != watcher.pk
    give_password(actor=mine, process=mine.process, pseudonym="Ojo", password="nada que ver con nadie")
    reset_factor(actor=mine, process=mine.process, pseudonym="Ojo")
    watcher.refresh_from_db()
    assert watcher.check_password(OWN_WORDS) and factor.has_factor(watcher)
    assert by_password(their_home, "Ojo", OWN_WORDS).user_id == watcher.pk
    assert by_password(home, "Ojo", "nada que ver con nadie").user_id == made.pk
    for folder, words in ((home, OWN_WORDS), (their_home, "nada que ver con nadie")):
        with pytest.raises(TequioError, match="TQ-314"):
            by_password(folder, "Ojo", words)
    remove_person(actor=mine, process=mine.process, pseudonym="Ojo")
    assert [person.pseudonym for person in people(theirs.process)] == [NAME, "Ojo"]


def test_failures_of_one_slow_nobody_of_the_other(mine: User, theirs: User) -> None:
    for user in (mine, theirs):
        factor._keep(user, "totp", {"secret": factor.Adapter().encrypt(factor.new_secret())})
    for _ in range(factor.codes.most):
        with pytest.raises(TequioError, match="TQ-315"):
            factor.prove(mine, "111111")
    with pytest.raises(TequioError, match="TQ-313"):
        factor.prove(mine, "111111")
    with pytest.raises(TequioError, match="TQ-315"):
        factor.prove(theirs, "111111")


def test_a_link_and_an_agreement_are_of_their_own_account(mine: User, theirs: User) -> None:
    found = by_link(new_link(mine.process_id, NAME))
    assert found is not None and found.user_id == mine.pk
    agree(actor=theirs, process=theirs.process, how=How.DESTROY)
    assert not agreed(mine.process, How.DESTROY).coordinator
    # One who agreed in the other process counts for nothing in this one.
    with pytest.raises(TequioError, match="TQ-311"):
        agree(actor=theirs, process=mine.process, how=How.DESTROY)


def test_a_trail_and_a_slip_are_looked_for_at_home_only(
        mine: User, theirs: User, their_home: Path, settings: Settings) -> None:
    row = Encounter(process=theirs.process, territory=Territory.objects.get(key="ajeno"), key="E9")
    row.save(force_insert=True)
    for asked in ("E9", str(row.pk)):
        assert keyed(asked, {mine.process_id}) is None
        assert keyed(asked, {theirs.process_id}) == row
    settings.HOME = their_home
    slip = make_slips(actor=theirs, process=theirs.process, count=1)[0]
    assert look_up(slip.words) is not None
    settings.HOME = their_home.parent
    assert look_up(slip.words) is None
