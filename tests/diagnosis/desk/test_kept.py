"""What others rest on stays: findings, what was settled, and what lost its words when a voice was replaced."""

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.diagnosis.desk.conftest import SAID, Coded, Codes, place, seen

from tequio.diagnosis.anchoring import anchor_again
from tequio.diagnosis.arbitration.actions import Asked, answer, finish_voice, settle, share_out
from tequio.diagnosis.arbitration.queries import finished, said_by_coders
from tequio.diagnosis.codebook.actions import Worded, change_code, changes_of
from tequio.diagnosis.coding.actions import link_passage, place_coding, place_link, remove_coding, remove_link, undo
from tequio.diagnosis.coding.queries import adrift, links_adrift
from tequio.diagnosis.findings.actions import Written, rewrite_finding, write_finding
from tequio.diagnosis.findings.queries import rests_on
from tequio.diagnosis.models import Answer, Assignment, Coding, CodingStatus, Finding, Link, Settlement, Stance
from tequio.foundation.accounts.models import Membership, User
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.models import Consent, Use, Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
PATROL, LIGHTS, SHIFT = "La patrulla pasa y no se detiene", "apagaron el alumbrado", "turno de noche"
ALL = Asked([], 100, 7)
CALM = settings(max_examples=25, deadline=None, suppress_health_check=[
    HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def written(*sources: Coding | Link, **more: object) -> Written:
    return Written("state_response", "Nadie llega cuando llaman", sources, **more)  # type: ignore[arg-type]


def replaced(voice: Voice, text: str) -> int:
    voice.text = text
    voice.save()
    return anchor_again([voice])


@pytest.fixture
def linked(voice: Voice, codes: Codes, ana: User) -> Link:
    return link_passage(actor=ana, voice=voice, ends=(codes["IN1"], "feeds", codes["EF3"]),
                        marked=place(voice, LIGHTS), circumstance="", seen=seen(voice, ana))


def test_nothing_that_a_finding_rests_on_is_taken_away(
        voice: Voice, territory: Territory, coded: Coded, linked: Link, ana: User) -> None:
    row = coded(ana, voice, PATROL)
    made = write_finding(actor=ana, territory=territory, written=written(row, linked))
    for attempt in (lambda: remove_coding(actor=ana, coding=row, seen=seen(voice, ana)),
                    lambda: remove_link(actor=ana, link=linked, seen=seen(voice, ana)),
                    lambda: undo(actor=ana, voice=voice, seen=seen(voice, ana))):
        with pytest.raises(TequioError, match="TQ-390"):
            attempt()
    assert rests_on(made) == {row.pk, linked.pk} and Coding.objects.count() == Link.objects.count() == 1
    rewrite_finding(actor=ana, finding=made, written=written(linked), seen=1)
    remove_coding(actor=ana, coding=row, seen=seen(voice, ana))
    assert rests_on(made) == {linked.pk} and not Coding.objects.exists()


def test_written_anew_a_finding_keeps_what_the_writer_could_not_see(
        client: Client, enter: Enter, process: Process, territory: Territory, voices: list[Voice], coded: Coded,
        ana: User, beto: User, carla: User, team: User) -> None:
    hers, his = coded(ana, voices[0], PATROL), coded(beto, voices[1], voices[1].text[:8])
    made = write_finding(actor=carla, territory=territory, written=written(hers, his))
    share_out(actor=team, process=process, coders=[ana, beto], asked=ALL)
    there, page = enter(client, beto), reverse("diagnosis:finding_rewrite", args=[process.pk, made.pk])
    shown = there.get(page).content.decode()
    assert str(his.pk) in shown and str(hers.pk) not in shown
    post = {"lugar": str(territory.pk), "kind": "state_response", "claim": "Llegan tarde", "seen": "1",
            "shown": [str(his.pk)]}
    assert there.post(page, post).status_code == 302
    # What he had before him he took out; what he could not see stays.
    assert rests_on(made) == {hers.pk} and Finding.objects.get().claim == "Llegan tarde"


def test_what_was_not_under_it_is_not_hung_there_unseen(
        voice: Voice, territory: Territory, coded: Coded, ana: User) -> None:
    row, other = coded(ana, voice, PATROL), coded(ana, voice, LIGHTS)
    made = write_finding(actor=ana, territory=territory, written=written(row))
    with pytest.raises(TequioError, match="TQ-502"):
        rewrite_finding(actor=ana, finding=made, written=written(), seen=1, unshown=[other.pk])
    rewrite_finding(actor=ana, finding=made, written=written(row), seen=1, unshown=[other.pk])
    assert rests_on(made) == {row.pk}


def test_what_lost_its_words_may_stay_under_its_finding(
        client: Client, enter: Enter, process: Process, voice: Voice, territory: Territory, coded: Coded, linked: Link,
        ana: User) -> None:
    row = coded(ana, voice, LIGHTS)
    made = write_finding(actor=ana, territory=territory, written=written(row, linked))
    assert replaced(voice, SAID.replace(LIGHTS, "quitaron los focos")) == 2
    shown = enter(client, ana).get(reverse("diagnosis:finding_rewrite", args=[process.pk, made.pk])).content.decode()
    assert str(row.pk) in shown and str(linked.pk) in shown
    rewrite_finding(actor=ana, finding=made, seen=1, written=written(Coding.objects.get(), Link.objects.get()))
    assert rests_on(made) == {row.pk, linked.pk}
    with pytest.raises(TequioError, match="TQ-388"):
        write_finding(actor=ana, territory=territory, written=written(Coding.objects.get()))


def test_a_group_that_keeps_its_side_keeps_its_row(
        voice: Voice, territory: Territory, women: Group, coded: Coded, ana: User) -> None:
    row = coded(ana, voice, PATROL)
    made = write_finding(actor=ana, territory=territory, written=written(row, differ={women: "A ellas sí"}))
    before = Stance.objects.get()
    rewrite_finding(actor=ana, finding=made, seen=1, written=written(row, differ={women: "A ellas sí las oyen"}))
    assert (Stance.objects.get().pk, Stance.objects.get().note) == (before.pk, "A ellas sí las oyen")
    rewrite_finding(actor=ana, finding=made, seen=2, written=written(row))
    assert not Stance.objects.exists()


@pytest.fixture
def done(process: Process, voices: list[Voice], voice: Voice, coded: Coded, ana: User, beto: User,
         team: User) -> list[Coding]:
    """Both said one thing, Ana one more alone; both are done."""
    share_out(actor=team, process=process, coders=[ana, beto], asked=ALL)
    rows = [coded(ana, voice, PATROL, "RE9"), coded(beto, voice, PATROL, "RE9"), coded(ana, voice, LIGHTS, "IN1")]
    for user in (ana, beto):
        finish_voice(actor=user, voice=voice)
    return rows


def test_only_what_one_of_them_said_is_settled(done: list[Coding], carla: User) -> None:
    for row in done[:2]:
        with pytest.raises(TequioError, match="TQ-391"):
            settle(actor=carla, row=row, stands=False, reason="No es")
    assert {row.status for row in Coding.objects.all()} == {CodingStatus.ACCEPTED} and not Settlement.objects.exists()
    Coding.objects.filter(pk=done[2].pk).update(status="adrift")
    with pytest.raises(TequioError, match="TQ-391"):
        settle(actor=carla, row=done[2], stands=True, reason="Sí es")


def test_what_was_settled_and_answered_stays_when_its_words_go(
        done: list[Coding], voice: Voice, ana: User, carla: User) -> None:
    made = settle(actor=carla, row=done[2], stands=False, reason="Habla del turno")
    answer(actor=ana, settlement=made, text="Lo dijo antes")
    assert replaced(voice, SAID.replace(LIGHTS, "quitaron los focos")) == 1
    assert Settlement.objects.count() == Answer.objects.count() == 1
    assert Coding.objects.get(pk=done[2].pk).status == CodingStatus.REJECTED
    assert done[2].pk in {one.row.pk for one in said_by_coders(voice)}


def test_a_voice_that_refused_since_is_compared_no_more(done: list[Coding], process: Process, voice: Voice) -> None:
    assert [one.pk for one in finished(process)] == [voice.pk]
    Consent.objects.create(process=process, encounter=voice.encounter, voice=voice, use=Use.DIAGNOSIS, granted=False)
    assert not finished(process).exists()


def test_a_place_is_found_again_by_who_is_done(done: list[Coding], voice: Voice, ana: User, beto: User) -> None:
    replaced(voice, SAID.replace(LIGHTS, "quitaron los focos"))
    there = place(voice, "quitaron los focos")
    with pytest.raises(TequioError, match="TQ-373"):
        place_coding(actor=beto, coding=done[2], marked=there, seen=seen(voice, beto))
    place_coding(actor=ana, coding=done[2], marked=there, seen=seen(voice, ana))
    assert Coding.objects.get(pk=done[2].pk).quote == "quitaron los focos"
    for attempt in (lambda: undo(actor=ana, voice=voice, seen=seen(voice, ana)),
                    lambda: remove_coding(actor=ana, coding=done[2], seen=seen(voice, ana))):
        with pytest.raises(TequioError, match="TQ-376"):
            attempt()


def test_a_link_that_lost_its_place_is_listed_and_placed(
        client: Client, enter: Enter, process: Process, voice: Voice, linked: Link, ana: User, beto: User) -> None:
    with pytest.raises(TequioError, match="TQ-373"):
        place_link(actor=ana, link=linked, marked=place(voice, PATROL), seen=seen(voice, ana))
    assert replaced(voice, SAID.replace(LIGHTS, "quitaron los focos")) == 1
    assert links_adrift(process, "Ana") == [linked] and not links_adrift(process, "Beto")
    there, desk = enter(client, ana), reverse("diagnosis:desk", args=[process.pk, voice.pk])
    assert f"#l-{linked.pk}" in there.get(reverse("diagnosis:coding", args=[process.pk])).content.decode()
    to = reverse("diagnosis:link_place", args=[process.pk, linked.pk])
    assert to in there.get(desk).content.decode()
    with pytest.raises(TequioError, match="TQ-373"):
        place_link(actor=beto, link=linked, marked=place(voice, PATROL), seen=seen(voice, beto))
    now = seen(voice, ana)
    assert there.post(to, {"first": "quitaron", "last": "focos", "revision": now.revision,
                           "text": now.text}).status_code == 302
    linked.refresh_from_db()
    assert (linked.quote, linked.adrift) == ("quitaron los focos", False) and to not in there.get(desk).content.decode()
    undo(actor=ana, voice=voice, seen=seen(voice, ana))
    assert links_adrift(process, "Ana") == [linked]


@pytest.mark.parametrize("who", ["facilitator", "protector", "coordinator", "official", "stranger"])
def test_the_wrong_role_places_no_link(voice: Voice, linked: Link, cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        place_link(actor=cast[who], link=linked, marked=place(voice, PATROL), seen=seen(voice, cast[who]))


TWICE = "ya nadie sale a la parada"


def test_two_passages_that_become_one_are_one_and_one_that_waits(voice: Voice, ana: User, codes: Codes) -> None:
    _code_every(voice, ana, codes, TWICE)
    assert Coding.objects.count() == 2
    assert replaced(voice, f"Pues {TWICE}.") == 1
    assert len(adrift(voice.process, "Ana")) == 1 and Coding.objects.filter(status="accepted").count() == 1


@CALM
@given(parts=st.lists(st.sampled_from([TWICE, f"{TWICE} de noche", "otra cosa", "Pues", "dice que"]), max_size=6))
def test_no_coding_is_lost_whatever_the_words_become(
        voice: Voice, ana: User, codes: Codes, parts: list[str]) -> None:
    Coding.objects.all().delete()
    voice.text = SAID
    voice.save()
    _code_every(voice, ana, codes, TWICE)
    _code_every(voice, ana, codes, PATROL)
    text = ". ".join(parts) or "Nada"
    lost = replaced(voice, text)
    rows = list(Coding.objects.all())
    assert len(rows) == 3 and sum(row.status == CodingStatus.ADRIFT for row in rows) == lost
    assert all(text[row.start:row.end] == row.quote for row in rows if row.status == CodingStatus.ACCEPTED)


def _code_every(voice: Voice, user: User, codes: Codes, quote: str) -> None:
    from tequio.diagnosis.coding.actions import Marked, Note, code_passage
    at = voice.text.find(quote)
    while at >= 0:
        code_passage(actor=user, voice=voice, code=codes["IN1"], marked=Marked(at, at + len(quote)), note=Note(),
                     seen=seen(voice, user))
        at = voice.text.find(quote, at + 1)


def test_the_history_of_an_entry_counts_nothing_for_who_codes_blind(
        client: Client, enter: Enter, process: Process, voices: list[Voice], voice: Voice, coded: Coded, codes: Codes,
        ana: User, beto: User, carla: User, team: User) -> None:
    share_out(actor=team, process=process, coders=[ana, beto], asked=ALL)
    coded(ana, voice, PATROL)
    change_code(actor=carla, code=codes["IN1"], worded=Worded("Encierro"), why="Así lo nombran",
                seen=changes_of(codes["IN1"]))
    page = reverse("diagnosis:code_edit", args=[process.pk, codes["IN1"].pk])
    assert "Tenía 1 pasaje" in enter(Client(), carla).get(page).content.decode()
    shown = enter(client, beto).get(page).content.decode()
    assert "Así lo nombran" in shown and "Tenía" not in shown


def test_two_shares_never_give_a_voice_twice(
        process: Process, voices: list[Voice], ana: User, beto: User, carla: User, team: User) -> None:
    half = partial(share_out, actor=team, process=process)
    half(coders=[ana, beto], asked=Asked([], 50, 1))
    half(coders=[beto, carla], asked=Asked([], 100, 2))
    held = list(Assignment.objects.values_list("voice_id", flat=True))
    assert len(held) == 2 * len(set(held)) == 12


def test_an_analyst_elsewhere_places_nothing(
        process: Process, voice: Voice, linked: Link, ana: User, territory: Territory) -> None:
    elsewhere = Territory.objects.create(process=process, key="lejos", name="Lejos", level="municipality")
    Membership.objects.filter(user=ana).update(territory=elsewhere)
    with pytest.raises(TequioError, match="TQ-311"):
        place_link(actor=ana, link=linked, marked=place(voice, PATROL), seen=seen(voice, ana))
