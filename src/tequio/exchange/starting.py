"""A machine that has nothing yet: a key of its own, one account, and the card of the machine that will lend to it."""

from pathlib import Path

from django.db import transaction

from tequio.exchange.actions import accept_card
from tequio.exchange.cards import Card
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process
from tequio.foundation.vault.keyring import keyring

# Whoever carries the machine works alone with it: plans, enters, takes back, exchanges.
ROLES = (Role.FACILITATOR, Role.PROTECTOR, Role.COORDINATOR)


def start_machine(*, folder: Path, card: Card, pseudonym: str, passphrase: str) -> Process:
    """An empty process of the same number, open. Its name comes with the first bundle."""
    with transaction.atomic():
        process = Process.objects.create(pk=card.process_id, name="")
        keyring.create(folder, process.pk, pseudonym=pseudonym, passphrase=passphrase)
        user = User.objects.create_user(pseudonym, process=process)
        Membership.objects.bulk_create([Membership(user=user, process=process, role=role) for role in ROLES])
        accept_card(actor=user, process=process, card=card)
    return process
