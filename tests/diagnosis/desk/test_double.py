"""Coding blind to each other: what neither sees, when both see, who settles, and that every word stays on record."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.diagnosis.desk.conftest import Coded, Codes, place, seen

from tequio.diagnosis.arbitration.actions import Asked, answer, finish_voice, settle, share_out
from tequio.diagnosis.arbitration.agreement import measures
from tequio.diagnosis.arbitration.comparing import beside, shared
from tequio.diagnosis.arbitration.drawing import drawn
from tequio.diagnosis.arbitration.queries import Said, said_by_coders
from tequio.diagnosis.coding.actions import Note, link_passage, refuse_suggestion, take_suggestion
from tequio.diagnosis.coding.queries import suggestions
from tequio.diagnosis.models import Answer, Assignment, Coding, CodingStatus, Settlement, Share
from tequio.diagnosis.queries import codebook, coding_counts
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere, limit
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
PATROL, NOBODY = "La patrulla pasa y no se detiene", "apagaron el alumbrado"
ALL = Asked([], 100, 7)
# Making inputs takes long on a machine that several people share.
CALM = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


@pytest.fixture
def shared_out(process: Process, voices: list[Voice], ana: User, beto: User, team: User) -> Share:
    return share_out(actor=team, process=process, coders=[ana, beto], asked=ALL)


@pytest.fixture
def differing(shared_out: Share, voice: Voice, coded: Coded, codes: Codes, ana: User, beto: User) -> list[Coding]:
    """Both said one thing, each said one alone; both are done."""
    rows = [coded(ana, voice, PATROL, "RE9"), coded(beto, voice, "patrulla pasa", "RE9"),
            coded(ana, voice, NOBODY, "IN1", Note(memo="¿o EF3?")), coded(beto, voice, "turno de noche", "EF3")]
    for user in (ana, beto):
        finish_voice(actor=user, voice=voice)
    return rows


def test_a_share_is_drawn_by_its_seed_and_can_be_drawn_again(
        process: Process, voices: list[Voice], silent: Voice, ana: User, beto: User, carla: User, team: User) -> None:
    share = share_out(actor=team, process=process, coders=[ana, beto], asked=Asked([], 50, 41))
    assert share.drawn["taken"] == 3 and share.drawn["of"] == 6 and share.drawn["coders"] == ["Ana", "Beto"]
    keys = sorted(set(Assignment.objects.values_list("voice__key", flat=True)))
    assert keys == drawn([voice.key for voice in voices], 50, 41) and silent.key not in keys
    share_out(actor=team, process=process, coders=[ana, carla], asked=ALL)
    assert Assignment.objects.count() == 12
    with pytest.raises(TequioError, match="TQ-380"):
        share_out(actor=team, process=process, coders=[ana, beto], asked=ALL)


@CALM
@given(st.sets(st.text("abcdef", min_size=1, max_size=4)), st.integers(1, 100), st.integers(0, 2**32))
def test_a_draw_is_the_same_again_and_no_larger_than_asked(keys: set[str], percent: int, seed: int) -> None:
    one = drawn(list(keys), percent, seed)
    assert one == drawn(sorted(keys, reverse=True), percent, seed) and set(one) <= keys
    assert len(one) == -(-len(keys) * percent // 100)


@pytest.mark.parametrize("who", ["facilitator", "protector", "official", "auditor", "trustee", "stranger"])
def test_the_wrong_role_neither_shares_out_nor_settles_nor_answers(
        process: Process, differing: list[Coding], ana: User, beto: User, team: User, cast: dict[str, User],
        who: str) -> None:
    made = settle(actor=team, row=differing[2], stands=True, reason="Sí es")
    for attempt in (
            lambda: share_out(actor=cast[who], process=process, coders=[ana, beto], asked=ALL),
            lambda: settle(actor=cast[who], row=differing[3], stands=True, reason="Sí"),
            lambda: finish_voice(actor=cast[who], voice=differing[0].voice),
            lambda: answer(actor=cast[who], settlement=made, text="No")):
        with pytest.raises(TequioError, match="TQ-311"):
            attempt()


def test_two_different_people_who_may_code(
        process: Process, voices: list[Voice], ana: User, team: User, cast: dict[str, User]) -> None:
    for coders in ([ana], [ana, ana], [ana, cast["facilitator"]], [ana, cast["coordinator"]]):
        with pytest.raises(TequioError, match="TQ-379"):
            share_out(actor=team, process=process, coders=coders, asked=ALL)
    assert not Share.objects.exists()


def test_no_page_search_or_trail_shows_what_the_other_said_until_both_are_done(
        client: Client, enter: Enter, process: Process, shared_out: Share, voice: Voice, coded: Coded, codes: Codes,
        ana: User, beto: User, carla: User) -> None:
    row = coded(ana, voice, PATROL, "RE9", Note(memo="Secreto todavía"))
    link = link_passage(actor=ana, voice=voice, ends=(codes["IN1"], "feeds", codes["EF3"]), marked=place(voice, NOBODY),
                        circumstance="circunstancia rarísima", seen=seen(voice, ana))
    pages = {
        "desk": reverse("diagnosis:desk", args=[process.pk, voice.pk]),
        "code": reverse("diagnosis:code", args=[process.pk, codes["RE9"].pk]),
        "map": reverse("diagnosis:system_map", args=[process.pk]),
        "trail": reverse("trace", args=[process.pk, "voice", voice.pk]),
        "link": reverse("diagnosis:link", args=[process.pk, codes["IN1"].pk, "feeds", codes["EF3"].pk])}
    # The memo and circumstance are Ana's alone; whether any codings are counted says as much.
    there = enter(Client(), beto)
    shown = {name: there.get(url).content.decode() for name, url in pages.items()}
    assert all("Secreto" not in page and "rarísima" not in page for page in shown.values())
    assert "De otras personas" not in shown["desk"] and "Ninguna voz lleva todavía" in shown["code"]
    assert str(row.pk) not in shown["trail"] and str(link.pk) not in shown["trail"] + shown["link"]
    assert there.get(reverse("trace", args=[process.pk, "coding", row.pk])).status_code == 404
    assert there.get(reverse("trace", args=[process.pk, "link", link.pk])).status_code == 404
    assert there.post(reverse("diagnosis:coding_remove", args=[process.pk, row.pk])).status_code == 404
    found = there.post(reverse("search", args=[process.pk]), {"q": "rarísima"}).content.decode()
    assert str(link.pk) not in found
    # Somebody who does not code the voice blind sees it; so does the other, once both are done.
    assert PATROL in enter(Client(), carla).get(pages["code"]).content.decode()
    finish_voice(actor=ana, voice=voice)
    assert "Secreto" not in there.get(pages["desk"]).content.decode()
    assert there.get(reverse("diagnosis:compare", args=[process.pk, voice.pk])).status_code == 404
    finish_voice(actor=beto, voice=voice)
    assert "Secreto todavía" in there.get(pages["desk"]).content.decode()
    assert "Secreto todavía" in there.get(reverse("diagnosis:compare", args=[process.pk, voice.pk])).content.decode()


def test_counts_say_no_more_than_pages(
        process: Process, shared_out: Share, voice: Voice, coded: Coded, ana: User, carla: User) -> None:
    coded(ana, voice, PATROL, "RE9")
    told = {}
    for who in ("Ana", "Beto", "Carla"):
        with everywhere():
            limit(None, who)
            told[who] = (codebook(process).get(key="RE9").accepted, coding_counts(process)["accepted"])
    assert told == {"Ana": (1, 1), "Beto": (0, 0), "Carla": (1, 1)}


def test_taking_a_suggestion_tells_the_other_nothing(
        shared_out: Share, voice: Voice, codes: Codes, ana: User, beto: User) -> None:
    at = place(voice, "alumbrado")
    row = Coding.objects.create(process=voice.process, voice=voice, code=codes["IN1"], start=at.start, end=at.end,
                                quote="alumbrado", coder="sugerencia", status="suggested", reason="alumbrado")
    take_suggestion(actor=ana, suggestion=row, seen=seen(voice, ana))
    assert [one.pk for one in suggestions(voice, "Beto")] == [row.pk] and not suggestions(voice, "Ana")
    refuse_suggestion(actor=beto, suggestion=row, seen=seen(voice, beto))
    assert not suggestions(voice, "Beto") and Coding.objects.get(pk=row.pk).status == CodingStatus.SUGGESTED


def test_who_is_done_changes_nothing_more(
        shared_out: Share, voice: Voice, coded: Coded, codes: Codes, ana: User, carla: User) -> None:
    finish_voice(actor=ana, voice=voice)
    with pytest.raises(TequioError, match="TQ-376"):
        coded(ana, voice, PATROL)
    with pytest.raises(TequioError, match="TQ-376"):
        finish_voice(actor=ana, voice=voice)
    with pytest.raises(TequioError, match="TQ-382"):
        finish_voice(actor=carla, voice=voice)


def test_a_third_person_settles_with_a_reason_and_the_coder_answers(
        differing: list[Coding], voice: Voice, ana: User, beto: User, carla: User) -> None:
    alone = differing[2]
    for actor in (ana, beto):
        with pytest.raises(TequioError, match="TQ-381"):
            settle(actor=actor, row=alone, stands=False, reason="No es")
    with pytest.raises(TequioError, match="TQ-378"):
        settle(actor=carla, row=alone, stands=False, reason=" ")
    made = settle(actor=carla, row=alone, stands=False, reason="Habla del turno")
    with pytest.raises(TequioError, match="TQ-383"):
        settle(actor=carla, row=alone, stands=True, reason="Otra vez")
    assert Coding.objects.get(pk=alone.pk).status == CodingStatus.REJECTED
    # What the coder said counts as said, whatever was settled.
    assert alone.pk in {one.row.pk for one in said_by_coders(voice)}
    answer(actor=ana, settlement=made, text="Lo dijo antes")
    answer(actor=ana, settlement=made, text="Y lo repite")
    assert [one.text for one in Answer.objects.all()] == ["Lo dijo antes", "Y lo repite"]
    for actor, text in ((carla, "Yo"), (beto, "  ")):
        with pytest.raises(TequioError, match="TQ-384"):
            answer(actor=actor, settlement=made, text=text)


def test_nothing_is_settled_while_somebody_still_codes(
        shared_out: Share, voice: Voice, coded: Coded, ana: User, carla: User, codes: Codes) -> None:
    row = coded(ana, voice, PATROL)
    finish_voice(actor=ana, voice=voice)
    with pytest.raises(TequioError, match="TQ-382"):
        settle(actor=carla, row=row, stands=True, reason="Sí")
    assert not Settlement.objects.exists()


def test_the_pages_lay_both_beside_each_other(
        client: Client, enter: Enter, process: Process, differing: list[Coding], voice: Voice, ana: User,
        carla: User) -> None:
    there, page = enter(Client(), carla), reverse("diagnosis:compare", args=[process.pk, voice.pk])
    shown = there.get(page).content.decode()
    assert "Sólo lo dijo Ana" in shown and "Sólo lo dijo Beto" in shown and "¿o EF3?" in shown
    assert there.post(reverse("diagnosis:settle_coding", args=[process.pk, differing[2].pk]),
                      {"stands": "0", "reason": "Habla del turno"}).status_code == 302
    again = there.post(reverse("diagnosis:settle_coding", args=[process.pk, differing[2].pk]),
                       {"stands": "1", "reason": "x"})
    assert again.status_code == 400 and "TQ-383" in again.content.decode()
    hers = enter(Client(), ana)
    assert "Carla resolvió que no queda" in hers.get(page).content.decode()
    made = Settlement.objects.get()
    assert hers.post(reverse("diagnosis:settlement_answer", args=[process.pk, made.pk]),
                     {"answer": "Lo dijo antes"}).status_code == 302
    assert "Lo dijo antes" in there.get(page).content.decode()
    listed = there.get(reverse("diagnosis:double", args=[process.pk])).content.decode()
    assert "1 diferencia por resolver" in listed


def test_agreement_is_of_what_the_coders_said_and_not_of_what_was_settled(
        enter: Enter, process: Process, shared_out: Share, voices: list[Voice], coded: Coded, codes: Codes, ana: User,
        beto: User, carla: User) -> None:
    for number, said in enumerate(voices):
        for user in (ana, beto):
            if number < 3:
                coded(user, said, said.text[:8], "RE9")
        if number == 3:
            coded(ana, said, said.text[:8], "IN1")
        if number < 5:
            finish_voice(actor=ana, voice=said)
            finish_voice(actor=beto, voice=said)
    finish_voice(actor=ana, voice=voices[5])
    found = {code.key: measure for code, measure in measures(process)}
    # The voice that only one of them finished was asked of neither.
    assert found["RE9"].units == 5 and found["RE9"].alpha.value == 1.0
    assert found["IN1"].alpha.value is not None and found["IN1"].alpha.value < 0.2
    before = found["IN1"].alpha.value
    row = Coding.objects.get(code=codes["IN1"])
    settle(actor=carla, row=row, stands=False, reason="No es")
    assert {code.key: one for code, one in measures(process)}["IN1"].alpha.value == before
    shown = enter(Client(), carla).get(reverse("diagnosis:double", args=[process.pk])).content.decode()
    assert "Qué tanto coinciden" in shown and "1.00" in shown


def test_sharing_out_on_the_page(
        client: Client, enter: Enter, process: Process, voices: list[Voice], ana: User, beto: User, team: User) -> None:
    there = enter(client, team)
    got = there.post(reverse("diagnosis:share_out", args=[process.pk]), {"coder": [str(ana.pk)], "percent": "50"})
    assert got.status_code == 400 and "TQ-379" in got.content.decode()
    for percent in ("0", "101", "x", ""):
        got = there.post(reverse("diagnosis:share_out", args=[process.pk]),
                         {"coder": [str(ana.pk), str(beto.pk)], "percent": percent})
        assert got.status_code == 400 and "TQ-380" in got.content.decode()
    assert there.post(reverse("diagnosis:share_out", args=[process.pk]),
                      {"coder": [str(ana.pk), str(beto.pk)], "percent": "50"}).status_code == 302
    assert "3 de 6" in there.get(reverse("diagnosis:double", args=[process.pk])).content.decode()
    given = enter(Client(), ana).get(reverse("diagnosis:coding", args=[process.pk])).content.decode()
    assert given.count("codificar/") >= 3


said = st.builds(lambda who, says, start, long: Said(None, who, says, start, start + long),  # type: ignore[arg-type]
                 st.sampled_from("ab"), st.sampled_from("xy"), st.integers(0, 40), st.integers(1, 20))


@CALM
@given(st.lists(said, max_size=14))
def test_every_row_stands_on_the_page_once_and_only_with_one_of_the_other_coder(rows: list[Said]) -> None:
    pairs = beside(rows)
    assert sorted(map(id, (row for pair in pairs for row in (pair.one, pair.other) if row))) == sorted(map(id, rows))
    assert all(pair.other is None or (pair.one.who != pair.other.who and pair.one.says == pair.other.says
                                      and shared(pair.one, pair.other) > 0) for pair in pairs)
