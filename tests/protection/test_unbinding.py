"""A slip that was entered for the wrong voice is released, with a reason, until it was used."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.protection.conftest import Said

from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.listening.models import Encounter, Voice
from tequio.protection.models import Covers, Receipt
from tequio.protection.receipts.actions import Slip, bind_slip, look_up, make_slips, unbind_slip
from tequio.protection.receipts.models import Unbound
from tequio.protection.withdrawing.actions import withdraw_by_receipt

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]


@pytest.fixture
def slip(process: Process, readers: list[User]) -> Slip:
    return make_slips(actor=readers[0], process=process, count=1)[0]


@pytest.fixture
def bound(process: Process, readers: list[User], slip: Slip, say: Said) -> Receipt:
    return bind_slip(actor=readers[0], process=process, number=slip.number, voice=say("No hay luz en la parada"))


def test_it_covers_nothing_and_can_be_entered_where_it_belongs(
        process: Process, readers: list[User], bound: Receipt, slip: Slip, say: Said) -> None:
    unbind_slip(actor=readers[0], receipt=bound, why=Unbound.WRONG_VOICE)
    bound.refresh_from_db()
    assert (bound.covers, bound.voice, bound.encounter) == (Covers.NOTHING, None, None)
    right = say("El parque está cerrado")
    assert bind_slip(actor=readers[0], process=process, number=slip.number, voice=right).voice == right
    withdraw_by_receipt(receipt=look_up(slip.words) or bound)
    assert Voice.objects.filter(process=process).count() == 1


def test_whoever_holds_it_withdraws_nothing_meanwhile(
        process: Process, readers: list[User], bound: Receipt, slip: Slip) -> None:
    unbind_slip(actor=readers[0], receipt=bound, why=Unbound.MISREAD)
    found = look_up(slip.words)
    assert found is not None
    withdraw_by_receipt(receipt=found)
    assert Voice.objects.filter(process=process).count() == 1


def test_a_slip_for_a_whole_encounter_is_released_too(
        process: Process, readers: list[User], slip: Slip, encounter: Encounter) -> None:
    row = bind_slip(actor=readers[0], process=process, number=slip.number, encounter=encounter)
    assert unbind_slip(actor=readers[0], receipt=row, why=Unbound.NOT_GIVEN).encounter is None


def test_who_and_why_stand_in_the_record(readers: list[User], bound: Receipt) -> None:
    unbind_slip(actor=readers[1], receipt=bound, why=Unbound.MISREAD)
    entry = Entry.objects.order_by("-sequence").first()
    assert entry is not None
    assert (entry.actor, entry.verb, entry.object_id) == (readers[1].pseudonym, "unbind_receipt.misread", bound.pk)


@pytest.mark.parametrize("who", ["analyst", "trustee", "official", "auditor", "stranger"])
def test_not_everybody_releases(client: Client, enter: Enter, cast: dict[str, User], bound: Receipt, who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        unbind_slip(actor=cast[who], receipt=bound, why=Unbound.MISREAD)
    address = reverse("protection:unbind", args=[bound.process_id, bound.pk])
    for answer in (enter(client, cast[who]).get(address), client.post(address, {"why": "misread"})):
        assert answer.status_code == 404
    bound.refresh_from_db()
    assert bound.covers == Covers.VOICE


def test_once_used_or_not_bound_there_is_nothing_to_release(
        process: Process, readers: list[User], bound: Receipt) -> None:
    withdraw_by_receipt(receipt=bound)
    with pytest.raises(TequioError, match="TQ-488"):
        unbind_slip(actor=readers[0], receipt=bound, why=Unbound.MISREAD)
    loose = make_slips(actor=readers[0], process=process, count=1)[0]
    row = Receipt.objects.get(number=loose.number)
    with pytest.raises(TequioError, match="TQ-488"):
        unbind_slip(actor=readers[0], receipt=row, why=Unbound.MISREAD)


@pytest.mark.parametrize("why", ["", "porque sí"])
def test_the_page_asks_why(client: Client, enter: Enter, readers: list[User], bound: Receipt, why: str) -> None:
    address = reverse("protection:unbind", args=[bound.process_id, bound.pk])
    listed = reverse("protection:receipts_of", args=[bound.process_id, bound.voice.encounter_id])  # type: ignore[union-attr]
    assert address in enter(client, readers[0]).get(listed).content.decode()
    assert bound.number in client.get(address).content.decode()
    answer = client.post(address, {"why": why})
    assert answer.status_code == 400 and "TQ-489" in answer.content.decode()
    assert client.post(address, {"why": "misread"})["Location"] == listed
    bound.refresh_from_db()
    assert bound.covers == Covers.NOTHING
