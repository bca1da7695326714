"""Changing the codebook: who, from which state, and that old codings stay where they were and are found."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.diagnosis.desk.conftest import Coded, Codes

from tequio.diagnosis import queries
from tequio.diagnosis.codebook.actions import (
    Worded,
    add_code,
    change_code,
    close_code,
    merge_code,
    open_code,
    split_code,
)
from tequio.diagnosis.models import Code, CodeChange, Coding
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.models import Entry
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.listening.models import Voice

pytestmark = pytest.mark.django_db
Enter = Callable[[Client, User], Client]
PATROL = "La patrulla pasa y no se detiene"


def test_an_entry_is_added_worded_anew_and_closed_with_its_history(
        process: Process, codes: Codes, ana: User, coded: Coded, voice: Voice) -> None:
    row = add_code(actor=ana, process=process, key="in7", worded=Worded("Perros sueltos"), why="Lo dicen muchos")
    assert (row.key, row.family, row.label_en) == ("IN7", "IN", "Perros sueltos")
    coded(ana, voice, PATROL)
    change_code(actor=ana, code=codes["IN1"], worded=Worded("Encierro", "Staying in", cues=("encerradas",)),
                why="Así lo nombran", seen=0)
    close_code(actor=ana, code=codes["IN1"], why="Se confunde", seen=1)
    codes["IN1"].refresh_from_db()
    with pytest.raises(TequioError, match="TQ-372"):
        coded(ana, voice, "Mi vecina dejó", "IN1")
    assert Coding.objects.get().code.label_es == "Encierro"
    told = list(CodeChange.objects.filter(code=codes["IN1"]))
    assert [(one.act, one.by, one.why, one.below) for one in told] == [
        ("changed", "Ana", "Así lo nombran", 1), ("closed", "Ana", "Se confunde", 1)]
    assert "Miedo a salir" in told[0].before
    assert [one.number for one in CodeChange.objects.all()] == [1, 2, 3]
    open_code(actor=ana, code=codes["IN1"], why="Hace falta", seen=2)
    assert Entry.objects.filter(verb="define_codebook.opened").count() == 1


def test_merged_codings_are_found_under_both(
        process: Process, codes: Codes, ana: User, coded: Coded, voice: Voice) -> None:
    row = coded(ana, voice, PATROL, "RE9")
    merge_code(actor=ana, code=codes["RE9"], into=codes["IN1"], why="Es lo mismo", seen=0)
    assert [one.pk for one in queries.passages(codes["IN1"])] == [row.pk]
    assert [one.pk for one in queries.passages(codes["RE9"])] == [row.pk]
    assert Coding.objects.get().code_id == codes["RE9"].pk
    merge_code(actor=ana, code=codes["IN1"], into=codes["EF3"], why="También", seen=0)
    assert Code.objects.get(key="RE9").successor_id == codes["EF3"].pk
    assert [one.pk for one in queries.passages(codes["EF3"])] == [row.pk]


def test_a_split_entry_stays_as_the_category_of_the_new_ones(
        process: Process, codes: Codes, ana: User, coded: Coded, voice: Voice) -> None:
    row = coded(ana, voice, PATROL, "RE9")
    made = split_code(actor=ana, code=codes["RE9"], into=[("RE10", Worded("Llega tarde")), ("RE11", Worded("No para"))],
                      why="Son dos cosas", seen=0)
    assert {one.family for one in made} == {"RE"} and not Code.objects.get(key="RE9").codable
    assert [one.pk for one in queries.passages(codes["RE9"])] == [row.pk]
    assert CodeChange.objects.filter(code=codes["RE9"], act="split").count() == 2


@pytest.mark.parametrize("who", ["facilitator", "protector", "official", "auditor", "trustee", "stranger"])
def test_the_wrong_role_changes_nothing(process: Process, codes: Codes, cast: dict[str, User], who: str) -> None:
    actor, row = cast[who], codes["IN1"]
    for attempt in (
            lambda: add_code(actor=actor, process=process, key="IN8", worded=Worded("x"), why="y"),
            lambda: change_code(actor=actor, code=row, worded=Worded("x"), why="y", seen=0),
            lambda: split_code(actor=actor, code=row, into=[("IN8", Worded("x")), ("IN9", Worded("z"))], why="y",
                               seen=0),
            lambda: merge_code(actor=actor, code=row, into=codes["EF3"], why="y", seen=0),
            lambda: close_code(actor=actor, code=row, why="y", seen=0),
            lambda: open_code(actor=actor, code=row, why="y", seen=0)):
        with pytest.raises(TequioError, match="TQ-311"):
            attempt()
    assert not CodeChange.objects.exists() and Code.objects.count() == 4


def test_the_wrong_state_changes_nothing(process: Process, codes: Codes, ana: User) -> None:
    row, goal = codes["IN1"], codes["EF3"]
    for code, attempt in (
            ("TQ-378", lambda: close_code(actor=ana, code=row, why="  ", seen=0)),
            ("TQ-371", lambda: change_code(actor=ana, code=row, worded=Worded("x"), why="y", seen=3)),
            ("TQ-377", lambda: change_code(actor=ana, code=row, worded=Worded(" "), why="y", seen=0)),
            ("TQ-377", lambda: merge_code(actor=ana, code=row, into=row, why="y", seen=0)),
            ("TQ-377", lambda: merge_code(actor=ana, code=row, into=codes["IN"], why="y", seen=0)),
            ("TQ-377", lambda: split_code(actor=ana, code=row, into=[("IN8", Worded("x"))], why="y", seen=0)),
            ("TQ-377", lambda: open_code(actor=ana, code=row, why="y", seen=0)),
            ("TQ-387", lambda: add_code(actor=ana, process=process, key="IN1", worded=Worded("x"), why="y")),
            ("TQ-387", lambda: add_code(actor=ana, process=process, key="=1+1", worded=Worded("x"), why="y"))):
        with pytest.raises(TequioError, match=code):
            attempt()
    assert not CodeChange.objects.exists() and Code.objects.count() == 4
    close_code(actor=ana, code=goal, why="y", seen=0)
    for attempt in (lambda: merge_code(actor=ana, code=row, into=goal, why="y", seen=0),
                    lambda: close_code(actor=ana, code=goal, why="y", seen=1)):
        with pytest.raises(TequioError, match="TQ-377"):
            attempt()


def test_the_pages_change_it_and_say_what_is_below(
        client: Client, enter: Enter, process: Process, codes: Codes, ana: User, coded: Coded, voice: Voice) -> None:
    coded(ana, voice, PATROL)
    there, row = enter(client, ana), codes["IN1"]
    shown = there.get(reverse("diagnosis:code_edit", args=[process.pk, row.pk])).content.decode()
    assert "Pasajes con esta entrada: 1. Vínculos: 0." in shown
    post = {"seen": "0", "why": "Así lo nombran", "es": "Encierro", "cues": "encerradas; adentro"}
    assert there.post(reverse("diagnosis:code_change", args=[process.pk, row.pk]), post).status_code == 302
    assert Code.objects.get(pk=row.pk).cues == ["encerradas", "adentro"]
    stale = there.post(reverse("diagnosis:code_change", args=[process.pk, row.pk]), post)
    assert stale.status_code == 409 and "TQ-371" in stale.content.decode()
    got = there.post(reverse("diagnosis:code_merge", args=[process.pk, row.pk]),
                     {"seen": "1", "why": "Es lo mismo", "into": "EF3 · Dejar el trabajo"})
    assert got.status_code == 302
    assert "Dejar el trabajo" in there.get(reverse("diagnosis:code", args=[process.pk, row.pk])).content.decode()
    assert there.post(reverse("diagnosis:code_add", args=[process.pk]),
                      {"key": "IN9", "es": "Otra", "why": "falta"}).status_code == 302


@pytest.mark.parametrize("who", ["facilitator", "protector", "official", "auditor", "stranger"])
def test_the_pages_are_for_those_who_may(
        client: Client, enter: Enter, process: Process, codes: Codes, cast: dict[str, User], who: str) -> None:
    there = enter(client, cast[who])
    for name in ("code_edit", "code_change", "code_split", "code_merge", "code_close"):
        assert there.post(reverse(f"diagnosis:{name}", args=[process.pk, codes["IN1"].pk])).status_code in (404, 405)
    assert there.get(reverse("diagnosis:code_add", args=[process.pk])).status_code == 404


def test_the_codebook_is_taken_along_as_a_table_without_formulas(
        client: Client, enter: Enter, process: Process, codes: Codes, ana: User) -> None:
    change_code(actor=ana, code=codes["IN1"], worded=Worded("=cmd()", definition_es="a, \"b\""), why="y", seen=0)
    there = enter(client, ana)
    sheet = load_workbook(io.BytesIO(there.get(reverse("diagnosis:codebook_xlsx", args=[process.pk])).content))["codes"]
    rows = [[cell.value for cell in row] for row in sheet.rows]
    assert rows[0][:3] == ["key", "es", "en"] and len(rows) == 5
    assert rows[1][1] == "'=cmd()"
    text = there.get(reverse("diagnosis:codebook_csv", args=[process.pk])).content.decode()
    assert "'=cmd()" in text and text.count("IN") >= 2
