"""The form for Kobo and ODK: it converts, it asks for nothing that exposes, and its answers come back."""

import io
import re
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from tequio.chain.form_facts import SILENT, bring_back
from tequio.chain.process_file import read_process_file
from tequio.cli.xlsform import command
from tequio.foundation.errors import TequioError
from tequio.listening.guides import consent_sheet, guide
from tequio.listening.importers import Wanted, read_kobo
from tequio.listening.xlsform import COLUMNS, Encounters, Option, choice_names, encounter_form, readings

KINDS = ("workshop", "interview")
NEVER = {"start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "email", "audit",
         "start-geopoint", "background-audio", "geopoint", "geotrace", "geoshape", "image", "audio", "video", "file"}
MONDAY = "2026-11-16"


def asks(**changed: object) -> Encounters:
    said: dict[str, object] = {
        "identity": "un proceso",
        "groups": [Option("mujeres", ("Mujeres", "Women")), Option("jovenes-18", ("Jóvenes", ""))],
        "territories": [Option("centro", ("Centro", "Centro")), Option("2-norte", ("Norte", "Norte"))],
        "places": [Option("la-loma", ("La Loma", ""), "centro"), Option("el-llano", ("El Llano", ""), "2-norte")],
        "kinds": [Option(kind, (guide(kind, "es").title, guide(kind, "en").title)) for kind in KINDS],
        "silences": [Option(kind, names) for kind, names in SILENT.items()],
        "guides": {kind: (guide(kind, "es"), guide(kind, "en")) for kind in KINDS},
        "consent": (consent_sheet("es"), consent_sheet("en"))}
    return Encounters(**(said | changed))  # type: ignore[arg-type]


def sheet(data: bytes, name: str) -> list[dict[str, str]]:
    head, *rows = openpyxl.load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)
    return [{str(column): str(cell or "") for column, cell in zip(head, row, strict=True)} for row in rows]


def converted(data: bytes) -> str:
    made = convert(io.BytesIO(data), file_type=".xlsx", validate=False)
    assert made.xform is not None
    return str(made.xform)


def test_the_form_converts_in_both_languages() -> None:
    xform = converted(encounter_form(asks()))
    assert 'lang="Español (es)" default="true()"' in xform and 'lang="English (en)"' in xform
    assert xform.count("<repeat ") == 2 and "El Llano" in xform and "Women" in xform


def test_nothing_of_the_device_and_nothing_that_exposes_is_asked() -> None:
    data = encounter_form(asks())
    survey = sheet(data, "survey")
    assert not {row["type"].split()[0] for row in survey} & NEVER and not {row["name"] for row in survey} & NEVER
    # The identifier of the answer, by which a second copy of it is recognised, and nothing else by itself.
    assert re.findall(r'jr:preload="(\w+)"', converted(data)) == ["uid"]


def test_the_phone_shows_a_neutral_title_and_the_file_no_author_and_no_hour() -> None:
    data = encounter_form(asks())
    assert sheet(data, "settings")[0]["form_title"] == "Cuaderno"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        properties = archive.read("docProps/core.xml")
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
    assert b"creator" not in properties and b"created" not in properties


def test_the_same_process_gives_the_same_bytes_and_a_change_another_version_of_the_same_form() -> None:
    first, again = encounter_form(asks()), encounter_form(asks())
    assert first == again
    one, other = (sheet(data, "settings")[0] for data in (first, encounter_form(asks(places=[]))))
    assert one["form_id"] == other["form_id"] and one["version"] != other["version"]
    assert sheet(encounter_form(asks(identity="otro")), "settings")[0]["form_id"] != one["form_id"]


def test_only_a_monday_is_accepted() -> None:
    week = next(row for row in sheet(encounter_form(asks()), "survey") if row["name"] == "semana")
    assert week["constraint"] == "int(decimal-date-time(.) + 0.5) mod 7 = 4" and week["type"] == "date"


def test_a_process_without_groups_or_neighbourhoods_has_a_form_that_does_not_ask_for_them() -> None:
    asked = asks(groups=[], places=[])
    assert "grupo" not in {row["name"] for row in sheet(encounter_form(asked), "survey")}
    assert converted(encounter_form(asked)) and "group" not in bring_back(asked) and "colonia" not in bring_back(asked)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=4, unique=True))
def test_any_name_of_a_group_converts_and_is_no_formula(names: list[str]) -> None:
    groups = [Option(f"g{at}", (f"={name}${{voz}}x", name)) for at, name in enumerate(names)]
    data = encounter_form(asks(groups=groups, guides={}))
    assert "grupo" in converted(data)
    cells = (cell for row in openpyxl.load_workbook(io.BytesIO(data))["choices"].iter_rows() for cell in row)
    assert all(cell.data_type != "f" for cell in cells)


@given(st.lists(st.text(max_size=8), unique=True, max_size=8))
def test_names_are_fit_for_xml_and_never_meet(keys: list[str]) -> None:
    names = choice_names([Option(key, (key, key)) for key in keys])
    assert len(set(names.values())) == len(keys)
    assert all(name[0].isalpha() and name.isascii() and name.replace("_", "").isalnum() for name in names.values())


def export(path: Path, voices: list[Mapping[str, str]], **changed: str) -> Path:
    """As Kobo writes the answers of this form: the questions in their order, a sheet per repeat, notes empty."""
    survey = sheet(encounter_form(asks()), "survey")
    held, inside = "", {"": [], "voces": [], "silencios": []}  # type: ignore[var-annotated]
    for row in survey:
        if row["type"].startswith(("begin", "end")):
            held = row["name"]
        else:
            inside[held].append(row["name"])
    book = openpyxl.Workbook()
    book.remove(book.active)
    main = {"tipo": "workshop", "semana": MONDAY, "territorio": "centro", "colonia": "la_loma", "acepta": "si",
            "usos": "quote dialogue", "usos/quote": "1", "usos/dialogue": "1", "usos/archive": "0", "_id": "1",
            "_uuid": "u-1", "_submission_time": "2026-11-19T20:00:00", "_submitted_by": "", "_index": "1"} | changed
    _fill(book.create_sheet("Cuaderno"), [*inside[""], *main], [main])
    for name, rows in (("voces", voices), ("silencios", [
            {"silencio_tipo": "refusal", "silencio_territorio": "x2_norte", "silencio_clave": "silencio-1",
             "silencio_texto": "nadie quiso hablar del puente"}])):
        joined = [{**row, "_index": str(at), "_parent_table_name": "Cuaderno", "_parent_index": "1",
                   "_submission__uuid": "u-1"} for at, row in enumerate(rows, start=1)]
        _fill(book.create_sheet(name), [*inside[name], *joined[0]], joined)
    book.save(path)
    return path


def _fill(page: object, columns: list[str], rows: list[dict[str, str]]) -> None:
    names = list(dict.fromkeys(columns))
    page.append(names)  # type: ignore[attr-defined]
    for row in rows:
        page.append([row.get(name, "") for name in names])  # type: ignore[attr-defined]


VOICES = [{"grupo": "mujeres", "voz": "no hay luz", "permitido": "quote;dialogue;"},
          {"grupo": "jovenes_18", "voz": "nos cobran", "excepto": "quote", "excepto/quote": "1",
           "excepto/dialogue": "0", "excepto/archive": "0", "permitido": "dialogue;"}]


def test_answers_come_back_with_place_group_week_and_the_exceptions_of_each_voice(tmp_path: Path) -> None:
    path = export(tmp_path / "r.xlsx", list(VOICES))
    wanted = Wanted((COLUMNS["voices"],), {name: column for name, column in COLUMNS.items() if name != "voices"},
                    replace=readings(asks()))
    only, = read_kobo(path, wanted).submissions
    assert str(only.week) == MONDAY
    assert [(one.text, one.told.group, one.told.territory, one.told.place, one.told.allowed) for one in only.said] == [
        ("no hay luz", "mujeres", "centro", "La Loma", ("quote", "dialogue")),
        ("nos cobran", "jovenes-18", "centro", "La Loma", ("dialogue",))]


def test_without_a_yes_nothing_comes_back(tmp_path: Path) -> None:
    path = export(tmp_path / "r.xlsx", list(VOICES), acepta="no")
    wanted = Wanted(("voz",), {"agrees": "acepta"})
    assert not read_kobo(path, wanted).submissions


def test_the_sources_that_are_printed_are_read_by_a_process_file(tmp_path: Path) -> None:
    declared = ('[process]\nname = "Prueba"\n\n[[territories]]\nkey = "centro"\nname = "Centro"\n\n'
                '[[territories]]\nkey = "2-norte"\nname = "Norte"\n\n[[groups]]\nkey = "mujeres"\nes = "Mujeres"\n\n'
                '[[groups]]\nkey = "jovenes-18"\nes = "Jóvenes"\n\n')
    path = tmp_path / "proceso.toml"
    path.write_text(declared + bring_back(asks()), encoding="utf-8")
    export(tmp_path / "respuestas.xlsx", list(VOICES))
    assert tomllib.loads(path.read_text(encoding="utf-8"))["sources"][1]["sheet"] == "silencios"
    from tequio.chain.field_files import read_field_data
    from tequio.chain.records import read_rows
    voices, silences = read_process_file(path).sources
    read = read_field_data(voices, lambda name: tmp_path / name)
    assert [one.told.territory for one in read.submissions[0].said] == ["centro"] * 2
    only, = read_rows(silences, tmp_path).records
    assert (only["kind"], only["territory"], only["key"]) == ("refusal", "2-norte", "silencio-1")


@pytest.mark.django_db
def test_a_process_gives_its_own_groups_and_places(demo_process: object) -> None:
    from tequio.chain.form_facts import encounters_of
    asked = encounters_of(demo_process)  # type: ignore[arg-type]
    assert asked.groups and asked.territories and len(asked.kinds) == 7
    assert converted(encounter_form(asked))


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "cuaderno.xlsx").write_bytes(b"de alguien")
    with pytest.raises(TequioError, match="TQ-914"):
        command.callback(tmp_path, tmp_path / "cuaderno.xlsx")  # type: ignore[misc]
    assert (tmp_path / "cuaderno.xlsx").read_bytes() == b"de alguien"
