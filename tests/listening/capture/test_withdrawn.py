"""Taking an encounter back reaches what its phones sent: rows, keys, and letters that somebody copied."""

from collections.abc import Callable

import pytest

from tequio.foundation.accounts.models import User
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Audio, Encounter, Letter, Phone
from tequio.protection.withdrawing.actions import withdraw_encounter
from tests.attacks.canaries_capture import seed_phone
from tests.listening.capture.conftest import Handset


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_phone_outlives_its_encounter(
        give: Callable[..., Handset], held: Encounter, team: User) -> None:
    seed_phone(held, team, "Zartelefono")
    keys = [*Phone.objects.values_list("pk", flat=True), *Audio.objects.values_list("pk", flat=True)]
    assert len(keys) == 2
    withdraw_encounter(actor=team, encounter=held)
    assert not Phone.objects.exists() and not Letter.objects.exists() and not Audio.objects.exists()
    for key in keys:
        with pytest.raises(TequioError, match="TQ-305"):
            keyring.of(held.process_id).key_for(key)
