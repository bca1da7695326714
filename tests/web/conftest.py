"""What tests of the doors share."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Institution, Process
from tequio.foundation.vault.team import set_password
from tequio.web import entrance
from tequio.web.entrance import account, factor

WORDS = "ábaco casa lento río mesa útil"
OWN = "tres caballos verdes"


@pytest.fixture(autouse=True)
def fresh_doors() -> None:
    for tries in (entrance.passphrases, account.house, account.accounts, factor.codes):
        tries.forget()


@pytest.fixture
def coordination(process: Process) -> User:
    user, _ = User.objects.get_or_create(process=process, pseudonym="Coordinación")
    Membership.objects.create(user=user, process=process, role=Role.COORDINATOR)
    return user


@pytest.fixture
def institution(process: Process) -> Institution:
    return Institution.objects.create(process=process, key="obras", name="Obras Públicas", sphere="municipality")


@pytest.fixture
def official(process: Process, institution: Institution) -> User:
    """An account without a key, with the words that it was given."""
    user = User.objects.create_user("Jacaranda", process=process)
    set_password(user, WORDS, given=True)
    Membership.objects.create(user=user, process=process, role=Role.OFFICIAL, institution=institution)
    return user


def code_of(secret: str, steps: int = 0) -> str:
    """What the telephone shows, now or some half minutes away."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def secret_on(page: str) -> str:
    found = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert found
    return found[1]


def with_password(client: Client, password: str, pseudonym: str = "Jacaranda") -> object:
    return client.post(reverse("enter_account"), {"pseudonym": pseudonym, "password": password})
