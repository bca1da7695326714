"""The pages: hand a file over, see what was recognised, confirm, read the account. Nothing comes in before."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.chain.bringing.conftest import kobo

from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.places.models import Process, Territory
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.keyring import OpenProcess
from tequio.listening.bringing.actions import HEAVIEST
from tequio.listening.bringing.models import Delivery
from tequio.listening.models import Encounter, Silence, Use, Voice
from tequio.listening.queries import agreed_by

pytestmark = pytest.mark.django_db

ROWS = kobo({"_uuid": "a1", "deviceid": "collect:x", "grupo": "Mujeres", "acepta": "si", "lugar": "19.1 -99.2 0 5",
             "problema": "Me dijo Remigia Zarsecreta que no hay luz en el callejón"},
            {"_uuid": "a2", "deviceid": "collect:y", "grupo": "Señoras", "acepta": "si", "lugar": "19.1 -99.2 0 5",
             "problema": "nos cobran por vender en la plaza del mercado"},
            {"_uuid": "a3", "deviceid": "collect:y", "grupo": "Mujeres", "acepta": "no", "lugar": "19.1 -99.2 0 5",
             "problema": "de esto no quiero que quede nada anotado"})

CHOSEN: dict[str, object] = {"role": ["voices:problema", "group:grupo", "agrees:acepta"], "given": ["nothing"]}


@pytest.fixture
def browser(client: Client, team: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, team)


def hand_in(browser: Client, process: Process, where: str, name: str, data: str | bytes, kind: str = "") -> object:
    raw = data.encode() if isinstance(data, str) else data
    return browser.post(reverse("bringing:index", args=[process.pk]), {
        "file": SimpleUploadedFile(name, raw), "kind": kind, "where": where})


def test_a_form_goes_the_whole_way(browser: Client, process: Process, encounter: Encounter) -> None:
    answer = hand_in(browser, process, f"e{encounter.pk}", "a.csv", ROWS)
    row = Delivery.objects.get()
    assert answer.url == reverse("bringing:look", args=[process.pk, row.pk])  # type: ignore[attr-defined]
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "formulario de KoboToolbox" in page
    # The name in the example is masked, and an answer that names no group is asked about.
    assert "Zarsecreta" not in page
    assert "Señoras" in page
    assert "Todavía no puede entrar" in page
    browser.post(reverse("bringing:choose", args=[process.pk, row.pk]), {
        "role": ["voices:problema", "group:grupo", "agrees:acepta"],
        "group_said": ["Señoras"], "group_is": ["mujeres"]})
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "Traer lo nuevo" in page
    assert Voice.objects.count() == 0
    answer = browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert {voice.group.key for voice in Voice.objects.all() if voice.group} == {"mujeres"}
    assert Voice.objects.filter(encounter=encounter).count() == 2
    assert "no hay un sí de la persona" in page
    assert "Zarsecreta" not in page
    again = browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))
    assert again.status_code == 302
    assert Voice.objects.count() == 2


def test_the_second_time_says_that_it_is_here(browser: Client, process: Process, territory: Territory) -> None:
    for _ in range(2):
        hand_in(browser, process, f"t{territory.pk}", "a.csv", ROWS.replace("Señoras", "Mujeres"))
        row = Delivery.objects.get(done=False)
        browser.post(reverse("bringing:choose", args=[process.pk, row.pk]), CHOSEN)
        page = browser.get(reverse("bringing:look", args=[process.pk, row.pk])).content.decode()
        browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))
    assert "ya se leyó el mismo envío" in page
    assert Voice.objects.count() == 2
    assert Encounter.objects.get().key.startswith("archivo-1-centro-2026-11-16")


def test_a_file_that_is_let_go_leaves_nothing(browser: Client, process: Process, territory: Territory,
                                              opened: OpenProcess) -> None:
    hand_in(browser, process, f"t{territory.pk}", "a.csv", ROWS)
    row = Delivery.objects.get()
    assert row.pk in keyfile.read(opened.path).wrapped
    browser.post(reverse("bringing:let_go", args=[process.pk, row.pk]))
    assert not Delivery.objects.exists()


def test_what_cannot_be_read_is_said_with_its_code_and_nothing_is_kept(browser: Client, process: Process,
                                                                     territory: Territory) -> None:
    answer = hand_in(browser, process, f"t{territory.pk}", "../../x.xlsx", b"PK\x03\x04" + bytes(40))
    assert answer.status_code == 400  # type: ignore[attr-defined]
    body = answer.content.decode()  # type: ignore[attr-defined]
    assert "TQ-209" in body and "x.xlsx" in body and "../" not in body
    assert not Delivery.objects.exists()


def test_a_body_that_announces_too_much_is_refused_before_it_is_read(browser: Client, process: Process) -> None:
    answer = browser.generic("POST", reverse("bringing:index", args=[process.pk]), b"x", "multipart/form-data",
                             CONTENT_LENGTH=str(HEAVIEST * 2))
    assert answer.status_code == 413
    assert "TQ-437" in answer.content.decode()


def test_one_account_does_not_see_what_another_left_waiting(
        browser: Client, process: Process, territory: Territory, cast: dict[str, User],
        enter: Callable[[Client, User], Client]) -> None:
    hand_in(browser, process, f"t{territory.pk}", "a.csv", ROWS)
    address = reverse("bringing:look", args=[process.pk, Delivery.objects.get().pk])
    assert enter(Client(), cast["coordinator"]).get(address).status_code == 404
    for role in ("protector", "analyst", "official", "auditor", "trustee", "stranger"):
        assert enter(Client(), cast[role]).get(reverse("bringing:index", args=[process.pk])).status_code == 404


def test_an_agenda_is_brought_in_by_whoever_may_write_proposals(
        process: Process, territory: Territory, cast: dict[str, User],
        enter: Callable[[Client, User], Client]) -> None:
    for role, status in (("facilitator", 400), ("coordinator", 302)):
        browser = enter(Client(), cast[role])
        answer = hand_in(browser, process, f"t{territory.pk}", "a.txt", "1. Poner luz\n2. Abrir\n", "agenda_list")
        assert answer.status_code == status  # type: ignore[attr-defined]


def test_whoever_works_in_one_territory_brings_files_into_that_one(
        process: Process, territory: Territory, enter: Callable[[Client, User], Client]) -> None:
    other = Territory.objects.create(process=process, key="otro", name="Otro Lado")
    user = User.objects.create_user("de-un-lugar", process=process)
    Membership.objects.create(user=user, process=process, role=Role.FACILITATOR, territory=territory)
    browser = enter(Client(), user)
    assert "Otro Lado" not in browser.get(reverse("bringing:index", args=[process.pk])).content.decode()
    hand_in(browser, process, f"t{other.pk}", "a.csv", ROWS)
    assert not Delivery.objects.exists()
    hand_in(browser, process, f"t{territory.pk}", "a.csv", ROWS.replace("Señoras", "Mujeres"))
    address = [process.pk, Delivery.objects.get().pk]
    browser.post(reverse("bringing:choose", args=address), CHOSEN)
    browser.post(reverse("bringing:confirm", args=address))
    assert Voice.objects.count() == 2


def test_a_file_whose_uses_nobody_chose_waits(browser: Client, process: Process, territory: Territory) -> None:
    hand_in(browser, process, f"t{territory.pk}", "a.csv", ROWS.replace("Señoras", "Mujeres"))
    address = [process.pk, Delivery.objects.get().pk]
    browser.post(reverse("bringing:confirm", args=address))
    page = browser.get(reverse("bringing:look", args=address)).content.decode()
    assert Voice.objects.count() == 0
    assert "Falta elegirlo" in page and "Traer lo nuevo" not in page
    for given in ("nothing", "quote"):
        browser.post(reverse("bringing:choose", args=address), CHOSEN | {"given": [given]})
        page = browser.get(reverse("bringing:look", args=address)).content.decode()
        assert "Falta elegirlo" not in page and "Traer lo nuevo" in page
    browser.post(reverse("bringing:confirm", args=address))
    assert agreed_by(Encounter.objects.get()) == {use: use in (Use.DIAGNOSIS, Use.QUOTE) for use in Use}


def test_a_silence_that_belongs_to_no_encounter(browser: Client, process: Process, territory: Territory) -> None:
    address = reverse("listening:silence_apart", args=[process.pk])
    assert browser.get(address).status_code == 200
    for text in ("Zarsilencio: nadie quiso abrir la puerta", ""):
        browser.post(address, {"kind": "place_not_reached", "territory": str(territory.pk), "text": text})
    rows = list(Silence.objects.order_by("key"))
    assert [(row.key, row.encounter_id) for row in rows] == [("centro-s1", None), ("centro-s2", None)]
    page = browser.get(reverse("listening:silences", args=[process.pk])).content.decode()
    assert "Zarsilencio" in page and "Sin nombrar" in page


def test_a_document_in_which_nobody_is_named_asks_how_to_cut_it(browser: Client, process: Process,
                                                                encounter: Encounter) -> None:
    words = "# Acuerdos\n\nSe pidió un poste\npara la subida.\n\n# Agua\n\nSe pidió limpiar el pozo.\n"
    answer = hand_in(browser, process, f"e{encounter.pk}", "minuta.md", words, "transcript")
    row = Delivery.objects.get()
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "Cómo se corta" in page and "Lo que se notó al leer el archivo" in page
    browser.post(reverse("bringing:choose", args=[process.pk, row.pk]), {"cut": "heading"})
    assert 'value="heading" selected' in browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    answer = browser.post(reverse("bringing:confirm", args=[process.pk, row.pk]))
    assert {voice.text for voice in Voice.objects.all()} == {
        "Se pidió un poste para la subida.", "Se pidió limpiar el pozo."}
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "título de una parte del documento" in page


def test_a_document_with_speakers_asks_nothing(browser: Client, process: Process, encounter: Encounter) -> None:
    answer = hand_in(browser, process, f"e{encounter.pk}", "t.txt", "P1: Un poste.\nP2: Agua.\nP1: Ya.\n", "transcript")
    page = browser.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "Cómo se corta" not in page and "Lo que se notó" not in page
