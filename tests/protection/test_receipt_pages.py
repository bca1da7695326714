"""The pages of receipts, marks, lifted masks and withdrawal, by role, and the address without login."""

import re
from collections.abc import Callable

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from tests.protection.conftest import Said, review_of

from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Process
from tequio.listening.models import Encounter, Voice
from tequio.protection.models import Covers, Lift, Receipt, Reissue, Review, ReviewStatus, Revisit, Tap
from tequio.protection.reading.masks import masks
from tequio.protection.receipts.actions import make_slips

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
SAID = "Le cobran a Eleuterio Vargas en la esquina de la tienda"


def at(name: str, process: Process, *more: object) -> str:
    return reverse(f"protection:{name}", args=[process.pk, *more])


def test_a_sheet_is_printed_and_its_words_are_kept_nowhere(
        client: Client, enter: Enter, process: Process, readers: list[User]) -> None:
    answer = enter(client, readers[0]).post(reverse("receipts_print", args=[process.pk]), {"count": "3"})
    assert answer["Content-Type"] == "application/pdf" and answer["Cache-Control"] == "no-store"
    text = pypdfium2.PdfDocument(answer.content)[0].get_textpage().get_text_bounded()
    numbers = re.findall(r"\d{5}-\d", text)
    assert sorted(numbers) == sorted(Receipt.objects.values_list("number", flat=True)) and len(numbers) == 3
    assert process.name not in text and "Tequio" not in text


@pytest.mark.parametrize("count", ["", "0", "61", "9999999999", "-1", "x"])
def test_no_sheet_of_nothing_or_too_much(
        client: Client, enter: Enter, process: Process, readers: list[User], count: str) -> None:
    answer = enter(client, readers[0]).post(reverse("receipts_print", args=[process.pk]), {"count": count})
    assert answer.status_code == 400 and "TQ-480" in answer.content.decode()


def test_a_slip_covers_one_thing_by_its_number(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said, encounter: Encounter) -> None:
    voice = say(SAID)
    first, second = make_slips(actor=readers[0], process=process, count=2)
    page = at("bind", process, encounter.pk)
    enter(client, readers[0]).post(page, {"voice": str(voice.pk), "number": first.number.replace("-", " ")})
    assert Receipt.objects.get(number=first.number).voice == voice
    for number, code in ((first.number, "TQ-484"), ("12345-0", "TQ-48"), ("12", "TQ-482")):
        answer = client.post(page, {"voice": str(voice.pk), "number": number})
        assert answer.status_code == 400 and code in answer.content.decode()
    client.post(page, {"number": second.number})
    assert Receipt.objects.get(number=second.number).covers == Covers.ENCOUNTER
    assert first.number in client.get(at("receipts_of", process, encounter.pk)).content.decode()


def test_marking_from_a_reading_goes_back_to_it(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said) -> None:
    review = review_of(say(SAID))
    answer = enter(client, readers[0]).post(
        at("tap", process), {"words": "tienda", "label": "BUSINESS", "review": str(review.pk)}, follow=True)
    page = answer.content.decode()
    assert "marcada por el equipo" in page and "1 voz tapa ahora algo más" in page
    refused = client.post(at("tap", process), {"words": "la policía", "label": "ALIAS"})
    assert refused.status_code == 400 and "TQ-447" in refused.content.decode()
    client.post(at("untap", process, Tap.objects.get().pk))
    assert not Tap.objects.exists()


def test_a_mask_is_lifted_and_the_second_person_reads_why(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said) -> None:
    review = review_of(say(SAID))
    mask = masks(review)[0]
    where = {"start": mask.start, "end": mask.end}
    assert enter(client, readers[0]).post(at("lift", process, review.pk), where).status_code == 400
    client.post(at("lift", process, review.pk), where | {"reason": "así se llama la calle"})
    assert "así se llama la calle" in enter(client, readers[1]).get(at("reading", process, review.pk)).content.decode()
    client.post(at("cover", process, Lift.objects.get().pk))
    assert not Lift.objects.exists()


def test_refusing_and_putting_back(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said) -> None:
    review = review_of(say(SAID))
    page = enter(client, readers[0]).post(at("refuse", process, review.pk), {"reason": "danger"}, follow=True)
    assert "pone en riesgo a alguien" in page.content.decode()
    assert client.post(at("approve", process, review.pk)).status_code == 400
    client.post(at("again", process, review.pk))
    assert review_of(review.voice).status == ReviewStatus.MACHINE


def test_new_voices_wait_for_the_detector(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said) -> None:
    say(SAID)
    Review.objects.all().delete()
    assert "1 texto escrito o cambiado" in enter(client, readers[0]).get(at("readings", process)).content.decode()
    client.post(at("read_new", process))
    assert "Eleuterio" not in Review.objects.get().masked


def test_by_saying_what_was_said(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said) -> None:
    wanted, _other = say(SAID), say("No hay alumbrado en el parque")
    found = enter(client, readers[0]).post(at("find", process), {"said": "que cobraban en la esquina"}).content.decode()
    assert "Eleuterio" in found and "alumbrado" not in found
    assert "¿Retirar esta voz?" in client.get(at("withdraw_voice", process, wanted.pk)).content.decode()
    client.post(at("withdraw_voice", process, wanted.pk))
    assert not Voice.objects.filter(pk=wanted.pk).exists()
    client.post(at("withdraw_encounter", process, wanted.encounter_id))
    assert not Voice.objects.exists()


def test_what_is_left_is_ticked_off(
        client: Client, enter: Enter, process: Process, readers: list[User], say: Said) -> None:
    from tequio.diagnosis.models import Finding
    from tequio.foundation.trail.actions import add, join
    first, second = say(SAID), say("También cobran allá")
    finding = Finding(process=process, territory=first.territory, key="H1", kind="insecurity", claim="Se cobra piso")
    add([finding])
    join([(first, finding), (second, finding)])
    page = enter(client, readers[0]).post(at("withdraw_voice", process, first.pk), follow=True).content.decode()
    assert "Se cobra piso" in page
    trace = reverse("trace", args=[process.pk, "finding", finding.pk])
    assert "algo que se retiró" in client.get(trace).content.decode()
    client.post(at("revisited", process, Revisit.objects.get().pk))
    assert "Se cobra piso" not in client.get(at("withdrawals", process)).content.decode()
    assert "algo que se retiró" not in client.get(trace).content.decode()
    assert not Reissue.objects.exists()


@pytest.mark.parametrize("who", ["analyst", "official", "auditor", "trustee", "stranger"])
def test_what_is_for_protectors_does_not_exist_for_others(
        client: Client, enter: Enter, process: Process, cast: dict[str, User], say: Said, who: str) -> None:
    voice = say(SAID)
    review = review_of(voice)
    enter(client, cast[who])
    for address in (at("taps", process), at("find", process), at("withdraw_voice", process, voice.pk),
                    at("withdraw_encounter", process, voice.encounter_id), at("receipts", process)):
        assert client.get(address).status_code == 404, address
    for address in (at("tap", process), at("refuse", process, review.pk), at("again", process, review.pk),
                    at("lift", process, review.pk), at("read_new", process),
                    reverse("receipts_print", args=[process.pk])):
        assert client.post(address, {"words": "tienda", "reason": "danger", "count": "2"}).status_code == 404, address
    assert review_of(voice).status == ReviewStatus.MACHINE and not Receipt.objects.exists()


def test_the_address_without_login_names_nothing(client: Client, process: Process) -> None:
    page = client.get(reverse("receipt")).content.decode()
    assert "Tequio" not in page and process.name not in page and "<title>Recibo</title>" in page
    assert client.cookies["csrftoken"]["expires"] == "" and set(client.cookies) == {"csrftoken"}
