"""Coding at the desk: what one step keeps, who may take it, in which state, and that each can be undone."""

from random import Random
from uuid import uuid4

import pytest
from tests.diagnosis.desk.conftest import SAID, Coded, Codes, place, seen

from tequio.diagnosis.coding.actions import (
    Marked,
    Note,
    Seen,
    change_coding,
    code_passage,
    link_passage,
    place_coding,
    redo,
    refuse_suggestion,
    remove_coding,
    remove_link,
    take_suggestion,
    undo,
)
from tequio.diagnosis.coding.facets import Facets
from tequio.diagnosis.coding.queries import adrift, codable_voices, suggestions
from tequio.diagnosis.models import Coding, CodingStatus, Link, Sheet, Step
from tequio.foundation.accounts.models import Membership, Role, User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.models import Edge
from tequio.listening.models import Consent, Use, Voice
from tequio.listening.queries import refuses, refusing
from tequio.protection.withdrawing.actions import narrow

pytestmark = pytest.mark.django_db
PATROL = "La patrulla pasa y no se detiene"
NOBODY = "ya nadie sale a la parada"


def suggestion(voice: Voice, codes: Codes) -> Coding:
    at = place(voice, "alumbrado")
    return Coding.objects.create(process=voice.process, voice=voice, code=codes["IN1"], start=at.start, end=at.end,
                                 quote="alumbrado", coder="sugerencia", status="suggested", reason="alumbrado")


def test_a_coding_keeps_its_quote_its_surroundings_and_its_trail(coded: Coded, voice: Voice, ana: User) -> None:
    row = coded(ana, voice, PATROL, "RE9", Note(Facets(life="street", polarity="nothing"), "  Lo dicen tres  "))
    assert (row.quote, row.coder, row.status) == (PATROL, "Ana", CodingStatus.ACCEPTED)
    assert SAID[row.start:row.end] == PATROL
    assert row.before == SAID[row.start - 32:row.start] and row.after == SAID[row.end:row.end + 32]
    assert (row.life, row.polarity, row.memo) == ("street", "nothing", "Lo dicen tres")
    assert Edge.objects.filter(source_id=voice.pk, target_id=row.pk).exists()
    assert Entry.objects.filter(actor="Ana", verb="code_voices", object_id=voice.pk).count() == 1


def test_passages_may_overlap_and_one_may_carry_several_codes(coded: Coded, voice: Voice, ana: User) -> None:
    coded(ana, voice, PATROL, "RE9")
    coded(ana, voice, PATROL, "IN1")
    coded(ana, voice, "pasa y no se detiene. Mi vecina", "IN1")
    assert Coding.objects.filter(coder="Ana").count() == 3
    with pytest.raises(TequioError, match="TQ-767"):
        coded(ana, voice, PATROL, "IN1")


@pytest.mark.parametrize("who", ["facilitator", "protector", "coordinator", "official", "auditor", "trustee",
                                 "stranger"])
def test_the_wrong_role_codes_nothing(
        voice: Voice, codes: Codes, cast: dict[str, User], who: str) -> None:
    with pytest.raises(TequioError, match="TQ-311"):
        code_passage(actor=cast[who], voice=voice, code=codes["IN1"], marked=Marked(0, 5), note=Note(),
                     seen=seen(voice, cast[who]))
    with pytest.raises(TequioError, match="TQ-311"):
        undo(actor=cast[who], voice=voice, seen=seen(voice, cast[who]))
    with pytest.raises(TequioError, match="TQ-311"):
        link_passage(actor=cast[who], voice=voice, ends=(codes["IN1"], "feeds", codes["EF3"]), marked=Marked(0, 5),
                     circumstance="", seen=seen(voice, cast[who]))
    assert not Coding.objects.exists() and not Step.objects.exists()


def test_an_analyst_of_one_territory_codes_there(voice: Voice, codes: Codes) -> None:
    user = User.objects.create_user("de-aqui", process=voice.process)
    Membership.objects.create(user=user, process=voice.process, role=Role.ANALYST, territory=voice.territory)
    code_passage(actor=user, voice=voice, code=codes["IN1"], marked=Marked(0, 5), note=Note(), seen=seen(voice, user))
    assert Coding.objects.get().coder == "de-aqui"


def test_what_refused_the_diagnosis_is_neither_offered_nor_coded(
        voice: Voice, silent: Voice, codes: Codes, ana: User, coded: Coded) -> None:
    assert voice in codable_voices(voice.process) and silent not in codable_voices(voice.process)
    with pytest.raises(TequioError, match="TQ-763"):
        coded(ana, silent, "De esto")
    coded(ana, voice, PATROL)
    Consent.objects.create(process=voice.process, encounter=voice.encounter, voice=voice, use=Use.DIAGNOSIS,
                           granted=False)
    for attempt in (undo, redo):
        with pytest.raises(TequioError, match="TQ-763"):
            attempt(actor=ana, voice=voice, seen=seen(voice, ana))
    # One voice is asked as all are.
    for use in Use:
        every = refusing(voice.process, use)
        assert {one.pk for one in Voice.objects.all() if refuses(one, use)} == every


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4), (0, len(SAID) + 1), (6, 5), (5, 6)])
def test_a_passage_that_is_none_is_refused(voice: Voice, codes: Codes, ana: User, start: int, end: int) -> None:
    if (start, end) == (5, 6):
        start, end = SAID.index(" "), SAID.index(" ") + 1
    with pytest.raises(TequioError, match="TQ-501"):
        code_passage(actor=ana, voice=voice, code=codes["IN1"], marked=Marked(start, end), note=Note(),
                     seen=seen(voice, ana))


def test_a_category_a_closed_entry_and_an_unknown_facet_are_refused(
        voice: Voice, codes: Codes, ana: User, coded: Coded) -> None:
    with pytest.raises(TequioError, match="TQ-372"):
        coded(ana, voice, PATROL, "IN")
    codes["RE9"].closed = True
    with pytest.raises(TequioError, match="TQ-372"):
        coded(ana, voice, PATROL, "RE9")
    with pytest.raises(TequioError, match="TQ-388"):
        coded(ana, voice, PATROL, "IN1", Note(Facets(life="moon")))
    with pytest.raises(TequioError, match="TQ-386"):
        link_passage(actor=ana, voice=voice, ends=(codes["IN1"], "feeds", codes["IN1"]),
                     marked=place(voice, PATROL), circumstance="", seen=seen(voice, ana))
    assert not Coding.objects.exists() and not Link.objects.exists()


def test_two_windows_never_overwrite_each_other(voice: Voice, ana: User, codes: Codes, coded: Coded) -> None:
    old = seen(voice, ana)
    row = coded(ana, voice, PATROL)
    for attempt in (
            lambda: change_coding(actor=ana, coding=row, note=Note(memo="otra"), seen=old),
            lambda: remove_coding(actor=ana, coding=row, seen=old),
            lambda: undo(actor=ana, voice=voice, seen=old),
            lambda: code_passage(actor=ana, voice=voice, code=codes["EF3"], marked=place(voice, NOBODY), note=Note(),
                                 seen=old)):
        with pytest.raises(TequioError, match="TQ-371"):
            attempt()
    assert Coding.objects.get().memo == ""


def test_what_was_marked_in_other_words_is_refused(voice: Voice, ana: User, codes: Codes) -> None:
    before = seen(voice, ana)
    voice.text = "Lo que se dijo es ahora otra cosa"
    voice.save()
    with pytest.raises(TequioError, match="TQ-375"):
        code_passage(actor=ana, voice=voice, code=codes["IN1"], marked=Marked(0, 5), note=Note(), seen=before)


def test_everybody_changes_their_own(voice: Voice, ana: User, beto: User, codes: Codes, coded: Coded) -> None:
    row = coded(ana, voice, PATROL)
    link = link_passage(actor=ana, voice=voice, ends=(codes["IN1"], "feeds", codes["EF3"]),
                        marked=place(voice, NOBODY), circumstance="de noche", seen=seen(voice, ana))
    for attempt in (
            lambda: change_coding(actor=beto, coding=row, note=Note(), seen=seen(voice, beto)),
            lambda: remove_coding(actor=beto, coding=row, seen=seen(voice, beto)),
            lambda: place_coding(actor=ana, coding=row, marked=Marked(0, 5), seen=seen(voice, ana)),
            lambda: remove_link(actor=beto, link=link, seen=seen(voice, beto))):
        with pytest.raises(TequioError, match="TQ-373"):
            attempt()
    assert (link.quote, link.circumstance, link.coder) == (NOBODY, "de noche", "Ana")
    remove_link(actor=ana, link=link, seen=seen(voice, ana))
    assert not Link.objects.exists()


def test_a_suggestion_becomes_a_coding_once_somebody_takes_it(voice: Voice, ana: User, codes: Codes) -> None:
    row = suggestion(voice, codes)
    made = take_suggestion(actor=ana, suggestion=row, seen=seen(voice, ana))
    assert (made.coder, made.status, made.reason) == ("Ana", "accepted", "alumbrado")
    assert Coding.objects.get(pk=row.pk).status == CodingStatus.TAKEN
    for attempt in (take_suggestion, refuse_suggestion):
        with pytest.raises(TequioError, match="TQ-389"):
            attempt(actor=ana, suggestion=row, seen=seen(voice, ana))
    undo(actor=ana, voice=voice, seen=seen(voice, ana))
    assert [one.pk for one in suggestions(voice, "Ana")] == [row.pk]
    refuse_suggestion(actor=ana, suggestion=row, seen=seen(voice, ana))
    assert Coding.objects.get().status == CodingStatus.REJECTED and not suggestions(voice, "Ana")


def test_nothing_to_undo_is_said(voice: Voice, ana: User, coded: Coded) -> None:
    with pytest.raises(TequioError, match="TQ-374"):
        undo(actor=ana, voice=voice, seen=seen(voice, ana))
    coded(ana, voice, PATROL)
    undo(actor=ana, voice=voice, seen=seen(voice, ana))
    coded(ana, voice, NOBODY)
    with pytest.raises(TequioError, match="TQ-374"):
        redo(actor=ana, voice=voice, seen=seen(voice, ana))


@pytest.mark.parametrize("seed", range(6))
def test_any_run_of_steps_undone_and_done_again_is_the_same(
        voice: Voice, ana: User, codes: Codes, coded: Coded, seed: int) -> None:
    chance = Random(seed)
    suggestion(voice, codes)
    states = [_state(voice)]
    for _ in range(12):
        chance.choice([_add, _change, _remove, _link, _take])(chance, voice, ana, codes)
        if (state := _state(voice)) != states[-1]:
            states.append(state)
    taken = Step.objects.filter(undone=False).count()
    seen_back = [_state(voice)]
    for _ in range(taken):
        undo(actor=ana, voice=voice, seen=seen(voice, ana))
        seen_back.append(_state(voice))
    assert seen_back[-1] == states[0]
    for expected in reversed(seen_back[:-1]):
        redo(actor=ana, voice=voice, seen=seen(voice, ana))
        assert _state(voice) == expected


def _state(voice: Voice) -> object:
    codings = sorted((str(row.pk), row.code_id, row.start, row.end, row.quote, row.before, row.after, row.memo,
                      row.life, row.status, row.coder) for row in Coding.objects.filter(voice=voice))
    links = sorted((str(row.pk), row.origin_id, row.goal_id, row.quote) for row in Link.objects.filter(voice=voice))
    edges = sorted(str(one) for one in Edge.objects.filter(source_id=voice.pk).values_list("target_id", flat=True)
                   if Coding.objects.filter(pk=one).exists() or Link.objects.filter(pk=one).exists())
    return codings, links, edges if codings or links else []


def _add(chance: Random, voice: Voice, user: User, codes: Codes) -> None:
    start = chance.randrange(0, len(SAID) - 12)
    key = chance.choice(["IN1", "RE9", "EF3"])
    if not Coding.objects.filter(voice=voice, code=codes[key], start=start).exists():
        code_passage(actor=user, voice=voice, code=codes[key], marked=Marked(start, start + 10), note=Note(),
                     seen=seen(voice, user))


def _change(chance: Random, voice: Voice, user: User, codes: Codes) -> None:
    row = _own(chance, voice, user)
    if row is not None:
        change_coding(actor=user, coding=row, note=Note(Facets(life="home"), f"nota {uuid4()}"),
                      seen=seen(voice, user))


def _remove(chance: Random, voice: Voice, user: User, codes: Codes) -> None:
    row = _own(chance, voice, user)
    if row is not None:
        remove_coding(actor=user, coding=row, seen=seen(voice, user))


def _link(chance: Random, voice: Voice, user: User, codes: Codes) -> None:
    link_passage(actor=user, voice=voice, ends=(codes["IN1"], "feeds", codes["EF3"]), marked=place(voice, PATROL),
                 circumstance="", seen=seen(voice, user))


def _take(chance: Random, voice: Voice, user: User, codes: Codes) -> None:
    for row in suggestions(voice, user.pseudonym):
        take_suggestion(actor=user, suggestion=row, seen=seen(voice, user))


def _own(chance: Random, voice: Voice, user: User) -> Coding | None:
    rows = list(Coding.objects.filter(voice=voice, coder=user.pseudonym).order_by("pk"))
    return chance.choice(rows) if rows else None


def test_what_lost_its_words_waits_and_finds_a_place_again(voice: Voice, ana: User, coded: Coded) -> None:
    from tequio.diagnosis.anchoring import anchor_again
    kept, lost = coded(ana, voice, PATROL), coded(ana, voice, "apagaron el alumbrado")
    voice.text = "😀 Pues así fue. " + SAID.replace("apagaron el alumbrado", "quitaron los focos")
    voice.save()
    assert anchor_again([voice]) == 1
    kept.refresh_from_db()
    assert voice.text[kept.start:kept.end] == PATROL and kept.text_version == 2
    assert [one.pk for one in adrift(voice.process, "Ana")] == [lost.pk]
    with pytest.raises(TequioError, match="TQ-374"):
        undo(actor=ana, voice=voice, seen=seen(voice, ana))
    with pytest.raises(TequioError, match="TQ-371"):
        place_coding(actor=ana, coding=lost, marked=place(voice, "quitaron los focos"),
                     seen=Seen(0, seen(voice, ana).text))
    place_coding(actor=ana, coding=lost, marked=place(voice, "quitaron los focos"), seen=seen(voice, ana))
    lost.refresh_from_db()
    assert (lost.quote, lost.status) == ("quitaron los focos", CodingStatus.ACCEPTED) and not adrift(
        voice.process, "Ana")


def test_a_place_that_carries_the_same_already_is_refused(voice: Voice, ana: User, coded: Coded) -> None:
    lost = coded(ana, voice, "apagaron el alumbrado")
    Coding.objects.filter(pk=lost.pk).update(status="adrift")
    coded(ana, voice, PATROL)
    with pytest.raises(TequioError, match="TQ-767"):
        place_coding(actor=ana, coding=lost, marked=place(voice, PATROL), seen=seen(voice, ana))


def test_steps_of_one_coder_are_no_others(voice: Voice, ana: User, beto: User, coded: Coded) -> None:
    coded(ana, voice, PATROL)
    with pytest.raises(TequioError, match="TQ-374"):
        undo(actor=beto, voice=voice, seen=seen(voice, beto))
    assert Coding.objects.count() == 1




def test_nothing_is_left_to_undo_where_the_diagnosis_was_taken_back(
        voice: Voice, ana: User, team: User, coded: Coded, codes: Codes, process: Process) -> None:
    remove_coding(actor=ana, coding=coded(ana, voice, PATROL), seen=seen(voice, ana))
    coded(ana, voice, NOBODY)
    narrow(actor=team, about=voice, uses=[Use.DIAGNOSIS])
    assert not Coding.objects.exists() and not Step.objects.exists() and not Sheet.objects.exists()
