"""No key, file name or link leads out of the folder that is written, or into one that nobody asked to read."""

from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.chain.process_file import read_process_file
from tequio.deliberation.models import Round, Sitting
from tequio.exchange.content import checked
from tequio.exchange.kinds import kinds
from tequio.foundation.errors import TequioError
from tequio.foundation.paper.model import Document
from tequio.foundation.places.keys import is_key
from tequio.foundation.places.models import Group, Institution, Process, Sphere, Territory
from tequio.foundation.trail.widths import check_widths
from tequio.publication.actions import write_files
from tequio.publication.site import write_site

from ..chain.building import HEAD, refused, source

pytestmark = pytest.mark.attack
EVIL = ["x/../../evil", "/etc/cron.d/evil", "..", ".", "a/b", "a\\b", "a b", "a.b", "a\0b", "a\nb", "«a»", "a;b", "C:x",
        "a\u202eb", "％2e", "~", "$HOME", "a\u200bb", "-/..", "\u2024\u2024/x"]


@pytest.mark.parametrize("key", EVIL)
def test_what_could_be_a_path_is_no_key(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize("key", ["centro", "Bahía-norte", "ronda_2", "añil", "07", "agua-y-luz"])
def test_a_name_of_letters_is_a_key(key: str) -> None:
    assert is_key(key)


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_a_key_stays_in_its_folder_whatever_it_says(key: str) -> None:
    if is_key(key):
        assert (Path("/sitio") / f"ronda-{key}.html").resolve().parent == Path("/sitio")


@pytest.mark.parametrize("key", EVIL[:6])
@pytest.mark.parametrize("table", ["territories", "groups", "institutions"])
def test_no_process_file_brings_such_a_key(table: str, key: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(HEAD + f"[[{table}]]\nkey = {key!r}\n", encoding="utf-8")
    with pytest.raises(TequioError) as caught:
        read_process_file(tmp_path / "p.toml")
    assert caught.value.problem.code == "TQ-561"
    assert caught.value.problem.column == f"{table}.key"


@pytest.mark.django_db
@pytest.mark.parametrize("rounds", [
    '[[rounds]]\nkey = "x/../../../../evil"\nterritory = "llano"\n',
    '[[rounds]]\nkey = "bien"\nterritory = "llano"\n[[rounds.sittings]]\nkey = "../evil"\n'])
def test_no_round_and_no_sitting_brings_such_a_key(rounds: str, tmp_path: Path, home: Path) -> None:
    problem = refused(tmp_path, source("rounds", file="rondas.toml"), {"rondas.toml": rounds})
    assert problem.code == "TQ-561"


@pytest.mark.django_db
def test_no_row_with_such_a_key_is_saved_by_any_way(process: Process) -> None:
    for row in (Territory(process=process, key="a/../b", name="x"), Group(process=process, key="../g", name_es="x"),
                Institution(process=process, key="i/..", name="x", sphere=Sphere.STATE)):
        for save in (row.save, lambda row=row: type(row).objects.bulk_create([row])):
            with pytest.raises(TequioError) as caught:
                save()
            assert caught.value.problem.code == "TQ-561"
    for row in (Round(process=process, key="r/../../x"), Sitting(process=process, key="..")):
        with pytest.raises(TequioError) as caught:
            check_widths([row])
        assert caught.value.problem.code == "TQ-561"


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["places.territory", "places.group", "places.institution", "deliberation.round",
                                   "deliberation.sitting"])
def test_no_bundle_brings_such_a_key(label: str) -> None:
    with pytest.raises(TequioError) as caught:
        checked(kinds()[label], {"key": "x/../../../../evil"})
    assert caught.value.problem.code == "TQ-350"


@pytest.mark.parametrize("name", ["../evil.html", "datos/../../evil.csv", "/tmp/evil.html", "", ".", "datos/.."])
def test_the_site_is_written_inside_its_folder_only(name: str, tmp_path: Path) -> None:
    site = tmp_path / "fuera" / "sitio"
    site.mkdir(parents=True)
    with pytest.raises(TequioError) as caught:
        write_site(site, iter([(name, b"x")]))
    assert caught.value.problem.code == "TQ-562"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_site_is_not_written_over_a_link(tmp_path: Path) -> None:
    site, elsewhere = tmp_path / "sitio", tmp_path / "otra"
    site.mkdir()
    elsewhere.mkdir()
    (elsewhere / "suyo.html").write_bytes(b"suyo")
    (site / "datos").symlink_to(elsewhere)
    (site / "index.html").symlink_to(elsewhere / "suyo.html")
    for name in ("datos/a.csv", "index.html"):
        with pytest.raises(TequioError):
            write_site(site, iter([(name, b"x")]))
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == {"suyo.html": b"suyo"}


@pytest.mark.parametrize("name", ["../agenda", "a/b", "/tmp/agenda"])
def test_no_draft_is_written_elsewhere(name: str, tmp_path: Path, process_in_memory: Process) -> None:
    with override_settings(HOME=tmp_path), pytest.raises(TequioError) as caught:
        write_files(tmp_path, name, Document(title="x", language="es", blocks=()), process_in_memory)
    assert caught.value.problem.code == "TQ-562"


@pytest.fixture
def process_in_memory() -> Process:
    return Process(name="x")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """The sheet of another team, beside the folder of the process file."""
    (tmp_path / "ajeno.csv").write_text("Zarpazo dijo esto\nZarpazo dijo lo otro\n", encoding="utf-8")
    (tmp_path / "propio").mkdir()
    (tmp_path / "propio" / "enlace.csv").symlink_to(tmp_path / "ajeno.csv")
    (tmp_path / "propio" / "carpeta").symlink_to(tmp_path)
    return tmp_path / "propio"


@pytest.mark.parametrize("told", [
    '[[sources]]\nkind = "voices"\nfile = "{}"\n', '[codebook]\nfile = "{}"\n', '[protection]\nglossary = "{}"\n',
    '[[sources]]\nkind = "survey"\nfile = "propio.csv"\ndictionary = "{}"\n'])
@pytest.mark.parametrize("file", ["../ajeno.csv", "enlace.csv", "carpeta/ajeno.csv", "/etc/passwd", "a\\u0000b"])
def test_a_file_elsewhere_is_read_only_when_it_was_asked_for(told: str, file: str, foreign: Path) -> None:
    (foreign / "p.toml").write_text(HEAD + told.replace("{}", file), encoding="utf-8")
    with pytest.raises(TequioError) as caught:
        read_process_file(foreign / "p.toml")
    assert caught.value.problem.code == "TQ-563"
    assert "Zarpazo" not in caught.value.problem.message("es") and "root:" not in caught.value.problem.message("es")
    assert read_process_file(foreign / "p.toml", allow_outside=True)


def test_a_folder_below_and_a_folder_reached_over_a_link_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "suyo" / "hojas").mkdir(parents=True)
    (tmp_path / "enlace").symlink_to(tmp_path / "suyo")
    (tmp_path / "suyo" / "p.toml").write_text(HEAD + source("voices", file="hojas/v.csv"), encoding="utf-8")
    assert read_process_file(tmp_path / "suyo" / "p.toml").sources
    assert read_process_file(tmp_path / "enlace" / "p.toml").sources


@pytest.mark.parametrize("line", [
    f"population = {2 ** 63}", f"population = {2 ** 31}", "population = -1", f"population = {10 ** 400}",
    "shape = [[nan, 1.0]]", "shape = [[inf, 1.0]]", 'shape = ["x"]', "shape = [true]",
    "shape = " + "[" * 40 + "1" + "]" * 40])
def test_numbers_that_no_place_has_are_refused_with_a_code(line: str, tmp_path: Path) -> None:
    text = HEAD.replace('code = "07031"', line)
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TequioError) as caught:
        read_process_file(tmp_path / "p.toml")
    assert caught.value.problem.code == "TQ-104"
