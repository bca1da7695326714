"""The pages of field work: entering with and without JavaScript, who gets in, what stands on them."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tequio.foundation.accounts.models import Membership, User
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.entry import cards
from tequio.listening.models import Draft, Encounter, Plan, PseudonymKey, Silence, Suspension, Use, Voice
from tequio.listening.queries import agreed_by, refusing, uses_of
from tests.listening.field.conftest import PREPARED

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def browser(client: Client, team: User, enter: Enter) -> Client:
    return enter(client, team)


def at(name: str, row: Encounter) -> str:
    return reverse(f"listening:{name}", args=[row.process_id, row.pk])


def token(row: Encounter, actor: User) -> str:
    return str(cards.draft_of(actor, row).voice_id)


def test_a_card_is_saved_without_javascript(browser: Client, held: Encounter, team: User) -> None:
    answer = browser.post(at("save_card", held), {
        "card": token(held, team), "text": "No hay luz", "group": "mujeres", "use": ["diagnosis"]}, follow=True)
    page = answer.content.decode()
    assert "1 cartón guardado" in page
    assert "No hay luz" in page
    assert re.search(r'value="mujeres"[^>]*checked', page)
    assert 'name="archive"' not in page


def test_a_card_sent_twice_is_saved_once(browser: Client, held: Encounter, team: User) -> None:
    card = {"card": token(held, team), "text": "No hay luz", "group": "mujeres", "use": ["diagnosis"]}
    for _ in range(3):
        page = browser.post(at("save_card", held), card, **HTMX).content.decode()
    assert Voice.objects.filter(encounter=held).count() == 1
    assert 'id="desk"' in page
    assert "<html" not in page


def test_an_autosave_that_comes_late_does_not_come_back(browser: Client, held: Encounter, team: User) -> None:
    late = {"card": token(held, team), "text": "No hay l", "group": "mujeres"}
    assert browser.post(at("keep_draft", held), late, **HTMX).status_code == 200
    browser.post(at("save_card", held), late | {"text": "No hay luz", "use": ["diagnosis"]}, **HTMX)
    assert browser.post(at("keep_draft", held), late, **HTMX).status_code == 204
    assert Draft.objects.get().text == ""


def test_an_unfinished_card_is_there_after_a_break(browser: Client, held: Encounter, team: User) -> None:
    browser.post(at("keep_draft", held), {"card": token(held, team), "text": "Zar a medias", "group": "jovenes"})
    page = browser.get(at("desk", held)).content.decode()
    assert "Zar a medias</textarea>" in page
    assert "Borrador recuperado" in page
    assert re.search(r'value="jovenes"[^>]*checked', page)


def test_undo_brings_the_words_back(browser: Client, held: Encounter, team: User) -> None:
    browser.post(at("save_card", held), {"card": token(held, team), "text": "Con herror", "group": "mujeres",
                                         "use": ["nothing"]})
    page = browser.post(at("undo_card", held), {"card": token(held, team)}, **HTMX).content.decode()
    assert "Con herror</textarea>" in page
    assert not Voice.objects.filter(encounter=held).exists()
    assert "TQ-467" in browser.post(at("undo_card", held), **HTMX).content.decode()


def test_a_card_whose_uses_nobody_chose_waits_as_it_was_typed(browser: Client, held: Encounter, team: User) -> None:
    card = {"card": token(held, team), "text": "Zar sin permiso", "group": "jovenes"}
    for use, code in (([], "TQ-765"), (["nothing", "quote"], "TQ-766"), (["de más"], "TQ-765")):
        page = browser.post(at("save_card", held), card | {"use": use}, **HTMX).content.decode()
        assert code in page and "Zar sin permiso</textarea>" in page
        assert re.search(r'value="jovenes"[^>]*checked', page)
    assert browser.post(at("save_card", held), card).status_code == 400
    assert not Voice.objects.exists()
    assert "Zar sin permiso</textarea>" in browser.get(at("desk", held)).content.decode()


def test_the_choice_of_one_card_carries_over_to_the_next(browser: Client, held: Encounter, team: User) -> None:
    page = browser.get(at("desk", held)).content.decode()
    # The first card starts with what the group agreed to; here all but the archive.
    assert ticked(page) == {"diagnosis", "quote", "dialogue"}
    for chosen in (["nothing"], ["diagnosis", "archive"]):
        page = browser.post(at("save_card", held), {
            "card": token(held, team), "text": "Algo", "use": chosen}, **HTMX).content.decode()
        assert ticked(page) == set(chosen) == ticked(browser.get(at("desk", held)).content.decode())
    none, two = Voice.objects.filter(encounter=held).order_by("key")
    assert uses_of([none, two]) == {none.pk: [], two.pk: [Use.DIAGNOSIS, Use.ARCHIVE]}


def test_nothing_is_kept_as_refused_where_the_encounter_was_never_asked(
        browser: Client, ready: Encounter, team: User) -> None:
    browser.post(at("held", ready), {"day": "2026-11-26", "came_mujeres": "7", "assent": "no_minors",
                                     "recording": "notes"})
    assert agreed_by(ready) == {}
    assert ticked(browser.get(at("desk", ready)).content.decode()) == set()
    browser.post(at("save_card", ready), {"card": token(ready, team), "text": "Algo", "use": ["nothing"]}, **HTMX)
    voice = Voice.objects.get()
    assert all(voice.pk in refusing(ready.process, use) for use in Use)


def ticked(page: str) -> set[str]:
    return set(re.findall(r'name="use" value="(\w+)"[^>]*checked', page))


def test_an_empty_card_says_so_and_saves_nothing(browser: Client, held: Encounter, team: User) -> None:
    page = browser.post(at("save_card", held), {"card": token(held, team), "text": " "}, **HTMX).content.decode()
    assert "TQ-468" in page
    assert browser.post(at("save_card", held), {"card": token(held, team), "text": " "}).status_code == 400


def test_a_silence_takes_one_line(browser: Client, held: Encounter) -> None:
    page = browser.post(at("note_silence", held), {"kind": "topic_avoided", "group": "mujeres", "text": ""}, **HTMX)
    assert "Sin nombrar" in page.content.decode()
    assert Silence.objects.filter(encounter=held).count() == 1


def test_the_whole_way_from_plan_to_closing(browser: Client, process: Process, territory: Territory) -> None:
    made = browser.post(reverse("listening:new", args=[process.pk]), {
        "kind": "workshop", "territory": str(territory.pk), "day": "2026-11-26", "facilitator": "Ceiba",
        "team": ["Amate"], "recording": "notes"})
    row = Encounter.objects.get(process=process)
    assert made.url == at("preparation", row)
    assert "Nadie ha decidido" in browser.get(at("preparation", row)).content.decode()
    risks = {f"risk_{item}": answer for item, (answer, _) in PREPARED.risks.items()}
    browser.post(at("preparation", row), risks | {
        "referrals": "Centro", "stop_signal": "Mano", "care": "Parejas", "danger": "Avisar"})
    browser.post(at("decide", row), {"decision": "go"})
    assert Plan.objects.get(encounter=row).decision == "go"
    browser.post(at("held", row), {"day": "2026-11-26", "came_mujeres": "7", "uses": ["diagnosis", "quote"],
                                   "assent": "given", "recording": "notes"})
    page = browser.get(at("encounter", row)).content.decode()
    assert "Anotar cartones" in page
    assert "el suyo propio" in page
    browser.post(at("reflection", row), {"text": "Hubo calma"})
    assert "se destruyen" in browser.post(at("close", row)).content.decode()
    row.refresh_from_db()
    assert not row.closed
    browser.post(at("close", row), {"sure": "on"})
    row.refresh_from_db()
    assert row.closed
    page = browser.get(at("encounter", row)).content.decode()
    assert "Anotar cartones" not in page
    assert "26 de noviembre" not in page
    assert "Hubo calma" in page


def test_stopping_and_planning_again(browser: Client, planned: Encounter) -> None:
    browser.post(at("stop", planned), {"step": "suspend", "reason": "danger_place"})
    assert "riesgo en el lugar" in browser.get(at("encounter", planned)).content.decode()
    browser.post(at("again", planned))
    browser.post(at("stop", planned), {"step": "cancel", "reason": "lo que sea"})
    planned.refresh_from_db()
    assert planned.status == "planned"


def test_a_territory_is_stopped_and_taken_up_again(browser: Client, territory: Territory) -> None:
    ids = [territory.process_id, territory.pk]
    browser.post(reverse("listening:suspend", args=ids), {"reason": "pressure", "declared": "later",
                                                          "declare_from": "2020-01-01", "note": "Interna"})
    page = browser.get(reverse("listening:index", args=ids[:1])).content.decode()
    assert "Toca declarar" in page
    assert "todavía no se dice fuera" in page
    browser.post(reverse("listening:declare", args=ids[:1]))
    territory.refresh_from_db()
    assert territory.suspended
    browser.post(reverse("listening:resume", args=ids))
    assert Suspension.objects.get().ended


def test_only_protection_reads_who_is_who(browser: Client, planned: Encounter, cast: dict[str, User],
                                          enter: Enter) -> None:
    address = reverse("listening:team", args=[planned.process_id])
    browser.post(address, {"pseudonym": "Ceiba", "note": "Zarpersona"})
    assert "Zarpersona" in browser.get(address).content.decode()
    for role in ("facilitator", "coordinator", "analyst", "official"):
        assert enter(Client(), cast[role]).get(address).status_code == 404
    browser.post(reverse("listening:forget_team", args=[planned.process_id]))
    assert not PseudonymKey.objects.exists()


def test_a_facilitator_of_one_territory_works_there_and_not_elsewhere(
        held: Encounter, process: Process, enter: Enter) -> None:
    here, elsewhere = (User.objects.create_user(name, process=process) for name in ("de-aqui", "de-alla"))
    other = Territory.objects.create(process=process, key="lejos", name="Lejos")
    Membership.objects.create(user=here, process=process, role="facilitator", territory=held.territory)
    Membership.objects.create(user=elsewhere, process=process, role="facilitator", territory=other)
    assert enter(Client(), here).get(at("desk", held)).status_code == 200
    assert enter(Client(), elsewhere).get(at("desk", held)).status_code == 404


@pytest.mark.parametrize("kind", [
    "workshop", "interview", "walk", "assembly", "forum", "victims_circle", "conversation"])
@pytest.mark.parametrize("language", ["es-mx", "en"])
def test_every_kind_has_its_sheets(browser: Client, process: Process, women: Group, kind: str, language: str) -> None:
    import pypdfium2
    browser.cookies["idioma"] = language
    answer = browser.get(reverse("kit", args=[process.pk, kind]))
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert 8 <= len(pages) <= 10
    assert ("Women" if language == "en" else "Mujeres") in text
    assert ("Not allowed" if language == "en" else "No permite") in text
    slips = pages[len(pages) - 1].get_textpage().get_text_bounded()
    # Only the heading above the slips says what they are.
    assert slips.count("palabras" if language == "es-mx" else "words") == 1


def test_a_kind_that_is_none_has_no_sheets(browser: Client, process: Process) -> None:
    assert browser.get(reverse("kit", args=[process.pk, "persona"])).status_code == 404
