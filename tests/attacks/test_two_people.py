"""Two people can be one: whoever lets somebody in knows the words they hand over, and could sign with them as well."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tequio.chain.closing.close import deciding
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.browser import at_browser, signed_first, signed_from_one_browser
from tequio.foundation.audit.queries import entries
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.vault import second_person
from tequio.foundation.vault.keyring import keyring
from tequio.foundation.vault.second_person import DAYS, check_counts, choose_own_words, vouch
from tequio.foundation.vault.team import add_person, change_passphrase
from tequio.publication.outgoing.actions import sign_list
from tequio.web.middleware import FromOneBrowser

Enter = Callable[[Client, User], Client]
GIVEN, OWN = "agua lenta bajo puente verde hoy", "nadie sabe estas palabras mias"
pytestmark = [pytest.mark.attack, pytest.mark.django_db, pytest.mark.keys_count]


@pytest.fixture
def coordination(process: Process) -> User:
    user = User.objects.create_user("Coordinación", process=process)
    for role in (Role.COORDINATOR, Role.PROTECTOR):
        Membership.objects.create(user=user, process=process, role=role)
    return user


@pytest.fixture
def ghost(process: Process, coordination: User) -> User:
    return add_person(actor=coordination, process=process, pseudonym="Fantasma", role=Role.PROTECTOR, passphrase=GIVEN)


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    then = timezone.localdate() + datetime.timedelta(days=days)
    monkeypatch.setattr(second_person, "today", lambda: then)


def test_somebody_who_was_just_let_in_is_no_second_person(process: Process, coordination: User, ghost: User) -> None:
    with pytest.raises(TequioError, match="TQ-518"):
        deciding(coordination, ghost, process)
    with pytest.raises(TequioError, match="TQ-518"):
        sign_list(actor=ghost, process=process, names=["x"], seen="")
    check_counts(coordination, process)


def test_an_account_without_a_key_is_nobody(process: Process, coordination: User) -> None:
    """Whoever can write the database can write an account with a role into it."""
    written = User.objects.create_user("Escrita", process=process)
    Membership.objects.create(user=written, process=process, role=Role.PROTECTOR)
    with pytest.raises(TequioError, match="TQ-521"):
        deciding(coordination, written, process)
    with pytest.raises(TequioError, match="TQ-521"):
        sign_list(actor=written, process=process, names=["x"], seen="")
    keyring.lock(process.pk)
    with pytest.raises(TequioError, match="TQ-301"):
        check_counts(coordination, process)


def test_words_of_their_own_and_some_days_make_one(
        process: Process, coordination: User, ghost: User, monkeypatch: pytest.MonkeyPatch) -> None:
    later(monkeypatch, DAYS + 1)
    with pytest.raises(TequioError, match="TQ-518"):
        check_counts(ghost, process)
    monkeypatch.undo()
    choose_own_words(user=ghost, process=process, passphrase=GIVEN, chosen=OWN)
    for days, counts in ((0, False), (DAYS - 1, False), (DAYS, True)):
        later(monkeypatch, days)
        if counts:
            deciding(coordination, ghost, process)
        else:
            with pytest.raises(TequioError, match="TQ-519"):
                deciding(coordination, ghost, process)
    assert entries(process.pk)[-1].verb == "change_passphrase"


def test_letting_in_again_or_new_words_do_not_shorten_the_days(
        process: Process, coordination: User, ghost: User) -> None:
    choose_own_words(user=ghost, process=process, passphrase=GIVEN, chosen=OWN)
    change_passphrase(actor="custodia", process=process, pseudonym="Fantasma", passphrase=GIVEN + " mas")
    add_person(actor=coordination, process=process, pseudonym="Fantasma", role=Role.ANALYST)
    with pytest.raises(TequioError, match="TQ-519"):
        check_counts(ghost, process)


def test_a_third_person_may_vouch_and_nobody_of_the_two(process: Process, coordination: User, ghost: User) -> None:
    choose_own_words(user=ghost, process=process, passphrase=GIVEN, chosen=OWN)
    third = add_person(actor=coordination, process=process, pseudonym="Garza", role=Role.ANALYST,
                       passphrase=GIVEN + "s")
    for actor, code in ((coordination, "TQ-520"), (ghost, "TQ-520"), (third, "TQ-518")):
        with pytest.raises(TequioError, match=code):
            vouch(actor=actor, process=process, pseudonym="Fantasma")
    keyring.of(process.pk).change(lambda kept: replace(kept, people=tuple(
        replace(one, given=False, since="") if one.pseudonym == "Garza" else one for one in kept.people)))
    vouch(actor=third, process=process, pseudonym="Fantasma")
    deciding(coordination, ghost, process)
    with pytest.raises(TequioError, match="TQ-327"):
        vouch(actor=third, process=process, pseudonym="Nadie")


def test_only_the_team_vouches(process: Process, coordination: User, ghost: User, cast: dict[str, User]) -> None:
    choose_own_words(user=ghost, process=process, passphrase=GIVEN, chosen=OWN)
    for role in ("trustee", "official", "auditor", "stranger"):
        with pytest.raises(TequioError, match="TQ-311"):
            vouch(actor=cast[role], process=process, pseudonym="Fantasma")


def test_own_words_need_the_ones_of_before(process: Process, coordination: User, ghost: User, home: Path) -> None:
    with pytest.raises(TequioError, match="TQ-303"):
        choose_own_words(user=ghost, process=process, passphrase="otra cosa que no es ninguna", chosen=OWN)
    with pytest.raises(TequioError, match="TQ-517"):
        choose_own_words(user=ghost, process=process, passphrase=GIVEN, chosen=GIVEN.upper())
    assert home.is_dir()


@pytest.mark.parametrize("weak", ["a", "contraseña", "aaaaaaaaaaaaaaaa", "abcabcabcabcabc", "uno dos",
                                  "1212 1212 1212 1212"])
def test_weak_words_are_refused_for_everybody(process: Process, coordination: User, ghost: User, weak: str) -> None:
    for role in (Role.ANALYST, Role.PROTECTOR, Role.COORDINATOR):
        with pytest.raises(TequioError, match="TQ-517"):
            add_person(actor=coordination, process=process, pseudonym="Roble", role=role, passphrase=weak)
    with pytest.raises(TequioError, match="TQ-517"):
        change_passphrase(actor="custodia", process=process, pseudonym="Fantasma", passphrase=weak)
    for chosen in (weak, "Fantasma, fantasma 1234"):
        with pytest.raises(TequioError, match="TQ-517"):
            choose_own_words(user=ghost, process=process, passphrase=GIVEN, chosen=chosen)


@pytest.mark.parametrize(("second", "said"), [("uno", True), ("otro", False), ("", False)])
def test_two_signatures_of_one_browser_are_told_and_not_forbidden(second: str, said: bool) -> None:
    thing = uuid4()
    with at_browser("uno"):
        signed_first(thing)
    with at_browser(second):
        assert signed_from_one_browser(thing) is said
        assert not signed_from_one_browser(uuid4())


def test_what_a_browser_is_called_is_no_more_than_a_session_remembers(client: Client, enter: Enter, process: Process,
                                                                     cast: dict[str, User]) -> None:
    assert FromOneBrowser.NAME not in client.get("/").cookies
    enter(client, cast["coordinator"])
    given = client.get(f"/p/{process.pk}/").cookies[FromOneBrowser.NAME]
    assert len(given.value) == 32 and given["httponly"] and not given["max-age"] and not given["expires"]
    assert FromOneBrowser.NAME not in client.get(f"/p/{process.pk}/").cookies
