"""The desk in the browser's terms: what a page shows, what a form without a script does, and how conflicts answer."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.diagnosis.desk.conftest import SAID, Codes, seen
from tests.diagnosis.desk.conftest import Coded as Codes_by

from tequio.diagnosis.coding.shown import Coded, steps
from tequio.diagnosis.coding.words import found_between, words_of
from tequio.diagnosis.models import Coding, Link
from tequio.foundation.accounts.models import User
from tequio.foundation.trail.wording import Stretch
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
CALM = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
PATROL = "La patrulla pasa y no se detiene"


def address(name: str, voice: Voice) -> str:
    return reverse(f"diagnosis:{name}", args=[voice.process_id, voice.pk])


def sent(voice: Voice, user: User, **more: object) -> dict[str, object]:
    at = seen(voice, user)
    return {"revision": at.revision, "text": at.text, **more}


@pytest.mark.parametrize("who", ["facilitator", "protector", "coordinator", "official", "auditor", "stranger"])
def test_the_desk_is_for_those_who_code(
        client: Client, enter: Enter, voice: Voice, codes: Codes, cast: dict[str, User], who: str) -> None:
    there = enter(client, cast[who])
    assert there.get(reverse("diagnosis:coding", args=[voice.process_id])).status_code == 404
    assert there.get(address("desk", voice)).status_code == 404
    assert there.post(address("desk_code", voice), sent(voice, cast[who], code="IN1", first="La")).status_code == 404


def test_a_voice_that_refused_is_not_there(
        client: Client, enter: Enter, voice: Voice, silent: Voice, codes: Codes, ana: User) -> None:
    there = enter(client, ana)
    assert there.get(address("desk", silent)).status_code == 404
    listed = there.get(reverse("diagnosis:coding", args=[voice.process_id]) + "?voces=all").content.decode()
    assert address("desk", voice) in listed and address("desk", silent) not in listed


def test_without_a_script_a_passage_is_told_by_its_words(
        client: Client, enter: Enter, voice: Voice, codes: Codes, ana: User) -> None:
    there = enter(client, ana)
    assert there.post(address("desk_code", voice), sent(
        voice, ana, code="no llega", first="la patrulla", last="DETIENE", life="street",
        memo="Tres veces")).status_code == 302
    row = Coding.objects.get()
    assert (row.quote, row.code.key, row.life, row.memo) == (PATROL, "RE9", "street", "Tres veces")
    shown = there.get(address("desk", voice)).content.decode()
    assert PATROL in shown and "Tres veces" in shown and 'class="word coded"' in shown
    assert there.post(address("desk_link", voice), sent(
        voice, ana, origin="IN1 · Miedo a salir", relation="feeds", goal="dejar el trabajo", first="Mi vecina",
        last="noche", circumstance="las del turno")).status_code == 302
    assert Link.objects.get().quote == "Mi vecina dejó el turno de noche"
    assert there.post(reverse("diagnosis:coding_remove", args=[voice.process_id, row.pk]),
                      sent(voice, ana)).status_code == 302
    assert not Coding.objects.exists()
    assert there.post(address("desk_undo", voice), sent(voice, ana)).status_code == 302
    assert Coding.objects.get().pk == row.pk


@pytest.mark.parametrize(("typed", "code", "answer"), [
    ({"first": "ya nadie sale"}, "TQ-370", 400), ({"first": "no está"}, "TQ-370", 400),
    ({"first": ""}, "TQ-501", 400), ({"first": "La patrulla", "code": "nada"}, "TQ-372", 400),
    ({"first": "La patrulla", "revision": "7"}, "TQ-371", 409), ({"first": "La patrulla", "text": "x"}, "TQ-375", 409),
    ({"start": "4", "end": "99999"}, "TQ-501", 400), ({"start": "x", "end": "9"}, "TQ-501", 400),
    ({"first": "La patrulla", "life": "luna"}, "TQ-388", 400)])
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
        client: Client, enter: Enter, voice: Voice, codes: Codes, ana: User, typed: dict[str, str], code: str,
        answer: int) -> None:
    got = enter(client, ana).post(address("desk_code", voice), sent(voice, ana, **({"code": "IN1"} | typed)))
    shown = got.content.decode()
    assert got.status_code == answer and code in shown
    assert not Coding.objects.exists()
    assert not typed.get("first") or f'value="{typed["first"]}"' in shown


def test_the_script_is_answered_with_the_sheet_alone(
        client: Client, enter: Enter, voice: Voice, codes: Codes, ana: User, coded: Codes_by) -> None:
    there = enter(client, ana)
    got = there.post(address("desk_code", voice), sent(voice, ana, code="IN1", start="0", end="5"),
                     headers={"X-Desk": "1"})
    shown = got.content.decode()
    assert got.status_code == 200 and 'data-ranges="0-5"' in shown and "<html" not in shown
    stale = sent(voice, ana, code="EF3", start="6", end="9")
    coded(ana, voice, PATROL)
    got = there.post(address("desk_code", voice), stale, headers={"X-Desk": "1"})
    assert got.status_code == 409 and "TQ-371" in got.content.decode()


def test_what_is_masked_elsewhere_is_masked_at_the_desk(
        client: Client, enter: Enter, voice: Voice, codes: Codes, ana: User) -> None:
    voice.text = "A Petra Salinas Robles la amenazaron afuera de la primaria Benito Juárez y ya no sale"
    voice.save()
    there = enter(client, ana)
    shown = there.get(address("desk", voice)).content.decode()
    assert "Salinas" not in shown and "veiled" in shown
    there.post(address("desk_code", voice), sent(voice, ana, code="IN1", start="0", end=str(len(voice.text))))
    row = Coding.objects.get()
    assert row.quote == voice.text
    assert "Salinas" not in there.get(address("desk", voice)).content.decode()


def test_words_carry_their_places_and_what_is_hidden_is_one() -> None:
    said = "Dijo 😀 Ana López: ya no, ya no."
    hidden = said.index("Ana"), said.index(":")
    words, tail = words_of([Stretch(0, hidden[0], said[:hidden[0]]), Stretch(*hidden, "[persona]", hidden=True),
                            Stretch(hidden[1], len(said), said[hidden[1]:])])
    assert [word.text for word in words] == ["Dijo", "[persona]", "ya", "no", "ya", "no"] and tail == "."
    assert all(said[word.start:word.end] == word.text for word in words if not word.hidden)
    assert "".join(word.gap + word.text for word in words) + tail == said.replace("Ana López", "[persona]")
    assert found_between(words, "dijo", "[persona]") == (0, hidden[1])
    assert found_between(words, "ya no", "") is None and found_between(words, "[Persona] YA", "no") is not None
    assert found_between(words, "", "no") is None and found_between(words, "no hay", "") is None


@CALM
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12))
def test_a_word_is_marked_where_any_passage_touches_it(spans: list[tuple[int, int]]) -> None:
    passages = [(start, start + long) for start, long in spans]
    words, _tail = words_of([Stretch(0, 60, "uno dos tres cuatro cinco seis siete ocho nueve diez once doce"[:60])])
    codings = [Coded(Coding(start=start, end=end), "", "", "", False) for start, end in passages]
    assert [step.marked for step in steps(words, codings)] == [
        any(start < word.end and word.start < end for start, end in passages) for word in words]


def test_the_whole_voice_is_on_the_page(client: Client, enter: Enter, voice: Voice, codes: Codes, ana: User) -> None:
    shown = enter(client, ana).get(address("desk", voice)).content.decode()
    assert all(f">{word}</span>" in shown for word in SAID.replace(".", "").split())


def test_a_long_sheet_holds_the_form_of_the_one_that_is_changed(
        client: Client, enter: Enter, voice: Voice, codes: Codes, ana: User) -> None:
    rows = [Coding(process=voice.process, voice=voice, code=codes["IN1"], start=at, end=at + 5,
                   quote=SAID[at:at + 5], coder="Ana", status="accepted") for at in range(70)]
    for row in rows:
        row.save()
    there = enter(client, ana)
    assert 'name="memo"' in there.get(address("desk", voice)).content.decode()
    assert there.get(address("desk", voice)).content.decode().count('name="memo"') == 1
    asked = there.get(f"{address('desk', voice)}?cambiar={rows[3].pk}").content.decode()
    assert asked.count('name="memo"') == 2 and f'id="memo-{rows[3].pk}"' in asked
