"""Exports of KoboToolbox: one submission, whatever the format it was downloaded in."""

import datetime
from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Wanted, read_kobo
from tests.listening.importers.made import ASKS, SECRETS, as_json, delimited, root, submission, turn, workbook


def test_repeats_are_joined_on_the_identifier_and_not_on_the_count(tmp_path: Path) -> None:
    first, second = submission(1, barrio="La Loma"), submission(2, barrio="El Llano")
    # The count of the export says the contrary of what the identifiers say.
    rows = [turn(first, "no hay luz", parent_index=2), turn(second, "nos cobran", index=2, parent_index=1)]
    read = read_kobo(workbook(tmp_path / "e.xlsx", [first, second], rows), ASKS)
    assert [(one.said[0].text, one.said[0].told.place) for one in read.submissions] == [
        ("no hay luz", "La Loma"), ("nos cobran", "El Llano")]


def test_a_turn_inside_a_turn_takes_the_group_of_the_turn_that_holds_it(tmp_path: Path) -> None:
    first = submission(1)
    results = [{**first, "aportes": [
        {"aportes/grupo": "mujeres", "aportes/detalle": [{"aportes/detalle/problema": "no hay luz"}]},
        {"aportes/grupo": "jovenes", "aportes/detalle": [{"aportes/detalle/problema": "nos cobran"}]}]}]
    read = read_kobo(as_json(tmp_path / "e.json", results), ASKS)
    assert [(one.text, one.told.group) for one in read.submissions[0].said] == [
        ("no hay luz", "mujeres"), ("nos cobran", "jovenes")]


def test_every_format_gives_the_same_words_and_fingerprints(tmp_path: Path) -> None:
    first = submission(1)
    book = workbook(tmp_path / "e.xlsx", [first], [turn(first, "no hay luz"), turn(first, "nos cobran", index=2)])
    whole = {name: cell for name, cell in first.items() if "/" not in name or name.startswith("meta")}
    listed = as_json(tmp_path / "e.json", [{**whole, "aportes": [
        {"aportes/grupo": "mujeres", "aportes/problema": text} for text in ("no hay luz", "nos cobran")]}])
    spread = {f"aportes[{at}]/{name}": cell for at, text in ((1, "no hay luz"), (2, "nos cobran"))
              for name, cell in (("grupo", "mujeres"), ("problema", text))}
    old = delimited(tmp_path / "e.csv", [{**first, **spread}])
    read = [read_kobo(path, ASKS) for path in (book, listed, old)]
    assert len({one.submissions[0].fingerprint for one in read}) == 1
    assert len({one.submissions[0].version for one in read}) == 1
    assert all(one.submissions[0].repeats["aportes"] == [
        {"aportes/problema": "no hay luz"}, {"aportes/problema": "nos cobran"}] for one in read)


@pytest.mark.parametrize("between", ["/", ":", " - ", " > ", "."])
def test_groups_may_stand_before_a_question_with_any_separator(tmp_path: Path, between: str) -> None:
    row = {name.replace("/", between): cell for name, cell in submission(1).items() if not name.startswith("meta")}
    row = {f"taller{between}{name}" if name in ("barrio", "grupo") else name: cell for name, cell in row.items()}
    row |= {f"taller{between}grupo": "mujeres", f"taller{between}aporte{between}problema": "no hay luz"}
    said = read_kobo(delimited(tmp_path / "e.csv", [row]), ASKS).submissions[0].said[0]
    assert (said.text, said.told.group, said.told.place, said.told.allowed) == (
        "no hay luz", "mujeres", "La Loma", ("citar",))


def test_a_mapping_with_groups_reads_an_export_without_them(tmp_path: Path) -> None:
    path = delimited(tmp_path / "e.csv", [{**submission(1), "grupo": "mujeres", "problema": "no hay luz"}])
    read = read_kobo(path, Wanted(("aportes/problema",), {"group": "aportes/grupo"}))
    assert read.submissions[0].words == {"problema": "no hay luz"}


def test_a_field_finds_the_question_that_carries_its_name_but_no_position(tmp_path: Path) -> None:
    path = delimited(tmp_path / "e.csv", [{**submission(1), "grupo": "mujeres", "problema": "no hay luz"}])
    own = {"group": ("grupo",), "place": ("lugar",), "agrees": ("acepta",)}
    told = read_kobo(path, Wanted(("problema",), own=own)).submissions[0].told
    assert (told.group, told.place) == ("mujeres", "")


def test_a_question_can_be_named_by_its_place(tmp_path: Path) -> None:
    path = delimited(tmp_path / "e.csv", [{"_uuid": "1", "grupo": "mujeres", "problema": "no hay luz"}])
    assert [read_kobo(path, Wanted((place,))).submissions[0].words for place in ("#3", "=C")] == [
        {"problema": "no hay luz"}] * 2


def test_times_are_cut_to_the_week(tmp_path: Path) -> None:
    rows = [{**submission(1, start="2026-11-18T23:59:00"), "problema": "no hay luz"}]
    read = read_kobo(delimited(tmp_path / "e.csv", rows), Wanted(("problema",)))
    assert read.submissions[0].week == datetime.date(2026, 11, 16)


def test_nothing_that_exposes_people_leaves_the_reader(tmp_path: Path) -> None:
    first = submission(1)
    book = workbook(tmp_path / "e.xlsx", [first], [turn(first, "no hay luz") | {"aportes/foto": SECRETS["foto"]}])
    read = read_kobo(book, ASKS)
    shown = f"{read!r}{[one.text for one in read.submissions[0].said]}"
    assert [secret for secret in (*SECRETS.values(), root(1)) if secret in shown] == []
    reasons = {(one.column, one.reason) for one in read.columns_dropped}
    assert {("deviceid", "metadata"), ("_submitted_by", "metadata"), ("lugar", "position"),
            ("_lugar_latitude", "position"), ("foto", "media"), ("aportes/foto", "media"),
            ("phonenumber", "metadata")} <= reasons


@pytest.mark.parametrize(("name", "cells"), [
    ("lugar", {}), ("foto", {}), ("username", {}), ("telefono", {"telefono": "no tengo"}),
    ("contesta", {"contesta": "55 1234 5678"}), ("ruta", {"ruta": "19.1 -102.1 0 0; 19.2 -102.2 0 0"}),
])
def test_a_column_that_exposes_people_is_refused_when_it_is_asked_for(
        tmp_path: Path, name: str, cells: dict[str, str]) -> None:
    path = delimited(tmp_path / "e.csv", [{**submission(1), "problema": "no hay luz", **cells}])
    with pytest.raises(TequioError) as fault:
        read_kobo(path, Wanted(("problema",), {"place": name}))
    assert fault.value.problem.code == "TQ-422"
    with pytest.raises(TequioError):
        read_kobo(path, Wanted((name,)))


def test_a_question_about_telephones_is_no_telephone(tmp_path: Path) -> None:
    asks = "¿Por qué no llaman al teléfono de emergencias cuando pasa algo?"
    path = delimited(tmp_path / "e.csv", [{**submission(1), asks: "porque nadie contesta"}])
    assert read_kobo(path, Wanted((asks,))).submissions[0].words == {asks: "porque nadie contesta"}


def test_tags_under_the_headings_are_no_submission(tmp_path: Path) -> None:
    rows = [{"barrio": "#loc+name", "problema": "#description"},
            {**submission(1), "problema": "no hay luz"}]
    read = read_kobo(delimited(tmp_path / "e.csv", rows), Wanted(("problema",)))
    assert len(read.submissions) == 1
    assert [(one.reason, one.row) for one in read.rows_dropped] == [("tags", 2)]
    assert read.rows == {"": 2}


@pytest.mark.parametrize(("rows", "wanted", "code"), [
    ([{"type": "text", "name": "problema"}], Wanted(("name",)), "TQ-425"),
    ([{"_uuid": "1", "problema": "x"}], Wanted(), "TQ-421"),
    ([{"_uuid": "1", "problema": "x"}], Wanted(("solución",)), "TQ-221"),
    ([{"_uuid": "1", "a/problema": "x", "b/problema": "y"}], Wanted(("problema",)), "TQ-222"),
])
def test_what_cannot_be_read_says_so(
        tmp_path: Path, rows: list[dict[str, str]], wanted: Wanted, code: str) -> None:
    with pytest.raises(TequioError) as fault:
        read_kobo(delimited(tmp_path / "e.csv", rows), wanted)
    assert fault.value.problem.code == code
