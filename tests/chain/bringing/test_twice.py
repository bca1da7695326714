"""The same file, the same submission, the same transcript twice add nothing; an edit replaces what it edits."""

import datetime
from collections.abc import Callable

import pytest
from tests.chain.bringing.conftest import Hand, kobo, workbook

from tequio.agendas.models import Proposal
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Group, Process
from tequio.foundation.vault.keyring import OpenProcess
from tequio.listening.bringing.models import Delivery, Imprint
from tequio.listening.models import Encounter, Use, Voice
from tequio.listening.queries import uses_of
from tequio.protection.models import Review, ReviewStatus
from tequio.protection.reading.actions import approve_review, mask_new, seen

pytestmark = pytest.mark.django_db

ASKS = {"columns": {"voices": ["problema"], "group": ["grupo"]}}
LONG = "no hay luz en el callejón y por eso nadie sale de noche"
FIRST = {"_uuid": "a1", "grupo": "Mujeres", "problema": LONG}
SECOND = {"_uuid": "a2", "grupo": "Mujeres", "problema": "nos cobran por vender en la plaza del mercado"}
TALK = ("E1: ¿Qué pasa aquí?\nROSA: No hay luz en la calle de atrás.\nE1: ¿Y qué más?\n"
        "JUANA: Nos cobran por vender en la plaza.\n")
ASKING = {"values": {"facilitator": "E1"}}


def texts() -> list[str]:
    return sorted(voice.text for voice in Voice.objects.all())


def test_the_same_file_twice_adds_nothing(brought: Hand) -> None:
    first, second = (brought("a.csv", kobo(FIRST, SECOND), "kobo", ASKS) for _ in range(2))
    assert (first["new"], second["new"], second["here"]) == (2, 0, 2)
    assert len(texts()) == 2
    assert second["listed"] == {"read_before": 2}


def test_a_later_export_adds_only_what_is_new_in_whatever_format(brought: Hand) -> None:
    brought("a.csv", kobo(FIRST), "kobo", ASKS)
    sent = {"_submission_time": "x"}
    counts = brought("b.xlsx", workbook(FIRST | sent, SECOND | sent), "kobo", ASKS)
    assert (counts["new"], counts["here"]) == (1, 1)
    assert len(texts()) == 2


def test_the_same_submission_under_labels_is_the_same(brought: Hand) -> None:
    brought("a.csv", kobo(FIRST), "kobo", ASKS)
    named = {"_uuid": "a1", "¿Qué grupo?": "Mujeres", "¿Qué pasa en tu colonia?": LONG}
    counts = brought("b.csv", kobo(named), "kobo", {
        "columns": {"voices": ["¿Qué pasa en tu colonia?"], "group": ["¿Qué grupo?"]}})
    assert (counts["new"], counts["here"]) == (0, 1)


def test_an_edit_takes_the_place_of_what_it_edits(brought: Hand, team: User, process: object) -> None:
    brought("a.csv", kobo(FIRST, SECOND), "kobo", ASKS)
    before = Voice.objects.get(key__contains="problema", source_row=2)
    mask_new(actor=team, process=before.process)
    review = Review.objects.get(voice=before)
    approve_review(actor=team, review=review, as_seen=seen(review))
    edited = {**FIRST, "problema": "ya hay luz en el callejón, pero falta agua"}
    counts = brought("b.csv", kobo(edited, SECOND), "kobo", ASKS)
    assert (counts["newer"], counts["replaced"], counts["here"], counts["read_anew"]) == (1, 1, 1, 1)
    after = Voice.objects.get(pk=before.pk)
    assert after.text == "ya hay luz en el callejón, pero falta agua"
    assert after.key == before.key
    review.refresh_from_db()
    assert (review.status, review.first_reviewer) == (ReviewStatus.MACHINE, "")
    assert "falta agua" in review.masked
    assert len(texts()) == 2
    assert Imprint.objects.get(object_id=after.pk).replaced is not None


def test_codings_stay_where_their_quote_stands_and_the_others_wait(brought: Hand, team: User) -> None:
    from tequio.diagnosis.models import Code, Coding
    brought("a.csv", kobo(FIRST), "kobo", ASKS)
    voice = Voice.objects.get()
    code = Code.objects.create(process=voice.process, key="VN1", family="VN", label_es="x", label_en="x")
    for quote in ("nadie sale de noche", "no hay luz"):
        at = LONG.index(quote)
        Coding.objects.create(process=voice.process, voice=voice, code=code, start=at, end=at + len(quote), quote=quote,
                              coder="A", status="accepted")
    edited = {**FIRST, "problema": "Desde marzo nadie sale de noche, ya hay luz"}
    assert brought("b.csv", kobo(edited), "kobo", ASKS)["codings"] == 1
    # What lost its words waits for a person; it never just goes.
    assert Coding.objects.get(status="adrift").quote == "no hay luz"
    kept = Coding.objects.get(status="accepted")
    assert edited["problema"][kept.start:kept.end] == kept.quote == "nadie sale de noche"


def test_an_edit_may_take_a_permission_back_and_gives_none(brought: Hand, encounter: Encounter) -> None:
    asks = {"columns": {"voices": ["problema"], "consent": ["usos"]},
            "replace": {"consent": {"citar": "quote", "archivar": "archive"}}}
    def told(uses: str, words: str = LONG) -> str:
        return kobo({"_uuid": "a1", "usos": uses, "problema": words})
    brought("a.csv", told("citar archivar"), "kobo", asks, encounter)
    voice = Voice.objects.get()
    assert Use.QUOTE in uses_of([voice])[voice.pk]
    brought("b.csv", told("archivar", LONG + "."), "kobo", asks, encounter)
    assert uses_of([voice])[voice.pk] == [Use.DIAGNOSIS, Use.ARCHIVE]
    brought("c.csv", told("citar archivar", LONG + ".."), "kobo", asks, encounter)
    assert uses_of([voice])[voice.pk] == [Use.DIAGNOSIS, Use.ARCHIVE]


def test_what_an_edit_leaves_out_and_who_now_says_no_are_named_for_people_to_decide(brought: Hand) -> None:
    asks = {"columns": {"voices": ["problema", "propuesta"], "agrees": ["acepta"]}}
    both = {"_uuid": "a1", "acepta": "si", "problema": LONG, "propuesta": "que vuelva el taller de los sábados"}
    other = {"_uuid": "a2", "acepta": "si", "problema": SECOND["problema"], "propuesta": "que pinten el mercado"}
    brought("a.csv", kobo(both, other), "kobo", asks)
    counts = brought("b.csv", kobo({**both, "propuesta": ""}, {**other, "acepta": "no"}), "kobo", asks)
    kept = {str(voice.pk): voice.text for voice in Voice.objects.all()}
    assert [kept[pk] for pk in counts["left"]] == ["que vuelva el taller de los sábados"]
    assert {kept[pk] for pk in counts["refused"]} == {SECOND["problema"], "que pinten el mercado"}
    assert len(kept) == 4


def test_the_same_transcript_twice_adds_nothing_as_text_or_as_another_text(brought: Hand, encounter: Encounter) -> None:
    assert brought("t.txt", TALK, "transcript", ASKING, encounter)["new"] == 2
    assert brought("otra.md", TALK, "transcript", ASKING, encounter)["new"] == 0
    mended = TALK.replace("¿Y qué más?", "¿Qué más?")
    assert brought("corregida.txt", mended, "transcript", ASKING, encounter)["new"] == 0
    assert len(texts()) == 2


def test_a_survey_without_a_key_is_known_by_its_rows(brought: Hand) -> None:
    asks = {"columns": {"voices": ["q1"]}}
    table = "sexo,q1\n1,no hay luz\n2,no hay luz\n1,nos cobran\n"
    assert brought("r.csv", table, "survey", asks)["new"] == 3
    counts = brought("r.csv", table + "2,falta agua\n", "survey", asks)
    assert (counts["new"], counts["here"]) == (1, 3)


def test_keys_of_voices_cannot_be_guessed_from_short_answers(brought: Hand) -> None:
    from tequio.listening.importers.fingerprints import fingerprint
    brought("r.csv", "sexo,q1\n1,no hay luz\n", "survey", {"columns": {"voices": ["q1"]}})
    content = fingerprint("survey", "1", "no hay luz")
    guessed = fingerprint("survey", "content", content, "1").partition(":")[2]
    assert guessed[:12] not in Voice.objects.get().key


def test_an_agenda_comes_in_once(brought: Hand) -> None:
    assert brought("agenda.txt", "1. Poner luminarias\n2. Abrir un taller\n", "agenda_list")["new"] == 2
    counts = brought("agenda.md", "- Poner luminarias\n- Otra cosa\n", "agenda_list")
    assert (counts["new"], counts["here"]) == (1, 1)
    assert Proposal.objects.count() == 3


def test_imprints_are_known_after_the_key_of_the_process_was_renewed(brought: Hand, process: Process) -> None:
    from django.db import transaction

    from tequio.foundation.vault.renewal import renew_key
    brought("a.csv", kobo(FIRST), "kobo", ASKS)
    with transaction.atomic():
        renew_key(process.pk, without="nadie")
    assert brought("a.csv", kobo(FIRST), "kobo", ASKS)["new"] == 0


def test_the_bytes_are_gone_once_they_came_in_and_the_name_of_the_file_is_sealed(brought: Hand, women: Group) -> None:
    from django.db import connection
    brought("lista de Zarpersona.csv", kobo(FIRST), "kobo", ASKS)
    row = Delivery.objects.get()
    assert (row.data, row.choices, row.name) == ("", "", "lista de Zarpersona.csv")
    assert Voice.objects.get().source_file == "archivo-1"
    with connection.cursor() as cursor:
        for table in ("listening_delivery", "listening_voice", "listening_encounter", "listening_imprint"):
            cursor.execute(f"SELECT * FROM {table}")
            cells = [cell for line in cursor.fetchall() for cell in line]
            assert not any(b"Zarpersona" in (
                bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode())
                           for cell in cells)


def test_a_file_that_nobody_confirmed_is_gone_the_next_day(
        hand_over: Callable[..., Delivery], monkeypatch: pytest.MonkeyPatch, opened: OpenProcess) -> None:
    from tequio.listening.bringing import actions
    row = hand_over("a.csv", kobo(FIRST), "kobo")
    monkeypatch.setattr(actions, "today", lambda: row.day + datetime.timedelta(days=1))
    actions.sweep(row.process)
    assert not Delivery.objects.exists()
