"""A text that its column does not hold ends in a coded error that names the column, on both databases alike."""

import csv
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from tests.attacks.canaries import ROWS, file_of, free, words_of, write_process

from tequio.chain.kinds import KINDS, As
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import read_process_file
from tequio.chain.stages.run import run_stages
from tequio.chain.widths import OWN, TABLE_WIDTHS, longest, shortened
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.trail.widths import check_widths
from tequio.foundation.vault.fields import SealedField
from tequio.listening.models import Encounter, Voice

HOLDS = {("encounters", "reason"): "listening.Encounter.reason", ("encounters",
"facilitator"): "listening.Encounter.facilitator",
         ("codings", "coder"): "diagnosis.Coding.coder", ("proposals", "section"): "agendas.Proposal.section",
         ("observations", "period"): "measurement.Observation.period", ("observations",
         "note"): "measurement.Observation.note",
         **{("indicators", name): f"measurement.Indicator.{name}" for name in (
             "key", "name_es", "name_en", "unit_es", "unit_en", "instrument", "vintage")}}


@pytest.mark.parametrize(("kind", "name"), HOLDS)
def test_the_limit_is_what_the_column_holds(kind: str, name: str) -> None:
    app, model, column = HOLDS[kind, name].split(".")
    held = apps.get_model(app, model)._meta.get_field(column)
    # What is sealed may be as long as it is; a sheet keeps it short all the same.
    assert isinstance(held, SealedField) or longest(kind, name) == held.max_length  # type: ignore[union-attr]


def test_the_limits_of_the_process_file_are_within_those_of_its_columns() -> None:
    columns = {"process": "Process", "territories": "Territory", "groups": "Group", "institutions": "Institution"}
    for table, widths in TABLE_WIDTHS.items():
        model = apps.get_model("places", columns[table])
        for name, most in widths.items():
            column = {"es": "name_es", "en": "name_en"}.get(name, name)
            assert most <= (model._meta.get_field(column).max_length or 0)  # type: ignore[union-attr]


LONG = [(kind, field.name) for kind in ROWS for field in KINDS[kind].fields
        if field.read is As.TEXT and longest(kind, field.name) < 1_000 and (kind, field.name) not in (
            ("statements", "round"), ("votes", "round"), ("votes", "participant"), ("survey", "key"))]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "name"), LONG)
def test_every_short_text_of_every_sheet_names_its_file_row_and_column(
        kind: str, name: str, tmp_path: Path, home: Path) -> None:
    process_file = write_process(tmp_path)
    fields = {field.name: words_of(kind, field) for field in free(kind)} | ROWS[kind] | {name: "x" * 300}
    with (tmp_path / f"{file_of(kind)}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(fields))
        writer.writeheader()
        writer.writerow(fields)
    with pytest.raises(TequioError) as fault:
        run_stages(read_process_file(process_file), home, "frase", Ledger(), lambda *_: None)
    problem = fault.value.problem
    assert (problem.code, problem.file, problem.row, problem.column) == ("TQ-247", f"{file_of(kind)}.csv", 2, name)
    assert not Process.objects.exists()


@pytest.mark.parametrize(("old", "new", "column"), [
    ('name = "Canarios"', f'name = "{"x" * 300}"', "process.name"), ('key = "centro"', f'key = "{"x" * 90}"',
    "territories.key"),
    ('name = "Centro de Prueba"', f'name = "{"x" * 300}"', "territories.name"),
    ('es = "Mujeres de doña Xóchitl Zargrupo"', f'es = "{"x" * 300}"', "groups.es"),
    ('name = "Consejo de Xóchitl Zaroficina"', f'name = "{"x" * 300}"', "institutions.name")])
def test_the_process_file_is_refused_before_anything_is_written(tmp_path: Path, old: str, new: str,
    column: str) -> None:
    path = write_process(tmp_path)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TequioError) as fault:
        read_process_file(path)
    assert (fault.value.problem.code, fault.value.problem.column) == ("TQ-247", column)


@pytest.mark.django_db
@pytest.mark.parametrize(("file", "line"), [
    ("agenda.toml", f'title = "{"x" * 300}"\n'), ("rondas.toml", None)])
def test_titles_of_agendas_and_rounds(tmp_path: Path, home: Path, file: str, line: str | None) -> None:
    path = write_process(tmp_path)
    text = re.sub(r"(?m)^title = .*\n", "", (tmp_path / file).read_text("utf-8"))
    (tmp_path / file).write_text(line + text if line else text + f'title = "{"x" * 300}"\n', encoding="utf-8")
    with pytest.raises(TequioError) as fault:
        run_stages(read_process_file(path), home, "frase", Ledger(), lambda *_: None)
    assert fault.value.problem.code == "TQ-247"


@pytest.mark.django_db
def test_a_file_with_a_long_name_is_read_on_every_database(tmp_path: Path, home: Path) -> None:
    name = "relatoría de la consulta ciudadana " * 5 + ".csv"
    (tmp_path / name).write_text("problema\nno hay luz\n", encoding="utf-8")
    (tmp_path / "p.toml").write_text(
        '[process]\nname = "P"\n[[territories]]\nkey = "c"\nname = "C"\n'
        f'[[sources]]\nkind = "consultation"\nfile = "{name}"\n',
        encoding="utf-8")
    run_stages(read_process_file(tmp_path / "p.toml"), home, "frase", Ledger(), lambda *_: None)
    check_widths([*Voice.objects.all(), *Encounter.objects.all()])


def test_names_that_begin_alike_stay_apart() -> None:
    one, other = shortened("x" * 90 + "a", 60), shortened("x" * 90 + "b", 60)
    assert one != other
    assert len(one) == len(other) == 60
    assert OWN and shortened("corto", 60) == "corto"


def test_numbers_that_no_column_holds_are_refused() -> None:
    from tequio.listening.models import Attendance
    with pytest.raises(TequioError) as fault:
        check_widths([Attendance(count=2**40)])
    assert fault.value.problem.code == "TQ-248"
    assert isinstance(Attendance._meta.get_field("count"), models.PositiveIntegerField)
