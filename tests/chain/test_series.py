"""Figures of a series: numbers as people write them, periods that are some, tables of offices as they come."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.chain.building import HEAD, SECOND, listed, refused, run, source

from tequio.chain.periods import MONTHS, of_headings, period
from tequio.chain.process_file import read_process_file
from tequio.chain.records import read_rows
from tequio.foundation.errors import TequioError
from tequio.measurement.models import Observation

INDICATORS = "clave,nombre_es,origen\nrobos,Robos,oficial\n"


def series(folder: Path, text: str | bytes, about: str = "", *, two: bool = False, file: str = "o.csv") -> dict[
        tuple[str, str], float | None]:
    """The observations of one sheet, by territory and period, as a build reads them."""
    (folder / file).write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "p.toml").write_text(HEAD + (SECOND if two else "") + source("observations", about, file), "utf-8")
    declared = read_process_file(folder / "p.toml")
    rows = read_rows(declared.sources[0], folder)
    return {(record["territory"], record["period"]): record["value"] for record in rows.records}


@pytest.mark.parametrize(("cells", "values"), [
    (["0,123", "12,5", "150.000"], [0.123, 12.5, 150000]), (["1,234", "12.5"], [1234, 12.5]),
    (['1.234,5', '−5', '80%'], [1234.5, -5, 80]), (["$90,000.00", "$1,200"], [90000, 1200]),
    (["150.000,00 €", "12"], [150000, 12]), (["1,234,567", "9,500"], [1234567, 9500])])
def test_numbers_of_a_column_are_read_together(cells: list[str], values: list[float], tmp_path: Path) -> None:
    rows = "".join(f'robos,{2000 + at},"{cell}"\n' for at, cell in enumerate(cells))
    assert list(series(tmp_path, f"indicador,periodo,valor\n{rows}").values()) == pytest.approx(values)


@pytest.mark.parametrize("others", ["", 'robos,2024,"0,5"\nrobos,2025,0.5\n', "robos,2024,7\n"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about(others: str, tmp_path: Path) -> None:
    text = f"indicador,periodo,valor\n{others}robos,2031,150.000\n"
    with pytest.raises(TequioError) as fault:
        series(tmp_path, text)
    problem = fault.value.problem
    assert (problem.code, problem.row, problem.column, problem.value) == (
        "TQ-135", text.count("\n"), "valor", "150.000")
    assert {"150", "150000"} == {problem.facts["one"], problem.facts["other"]}
    assert series(tmp_path, text, 'decimal = ","')["", "2031"] == 150000
    assert series(tmp_path, text, 'decimal = "."')["", "2031"] == 150


def test_a_number_of_a_workbook_is_what_the_workbook_says(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["indicador", "periodo", "valor"], ["robos", 2030, 12.345], ["robos", 2031, 150]):
        book.active.append(row)
    book.save(tmp_path / "o.xlsx")
    assert list(series(tmp_path, (tmp_path / "o.xlsx").read_bytes(), file="o.xlsx").values()) == [12.345, 150]
    book.active.append(["robos", 2032, "12.345"])  # typed as text, and nothing tells
    book.save(tmp_path / "o.xlsx")
    with pytest.raises(TequioError) as fault:
        series(tmp_path, (tmp_path / "o.xlsx").read_bytes(), file="o.xlsx")
    assert (fault.value.problem.code, fault.value.problem.row) == ("TQ-135", 4)


@pytest.mark.parametrize(("written", "kept"), [
    ("2031", "2031"), ("2031-3", "2031-03"), ("03/2031", "2031-03"), ("marzo 2031", "2031-03"),
    ("Marzo de 2031", "2031-03"), ("ene-2031", "2031-01"), ("2031-T2", "2031-T2"), ("2031Q2", "2031-T2"),
    ("T2 2031", "2031-T2"), ("2031-S1", "2031-S1"), ("2031-W05", "2031-W05"), ("31/03/2031", "2031-03-31"),
    ("2031-03-31T00:00:00", "2031-03-31"), ("2019-2021", "2019-2021"), ("2019/2021", "2019-2021")])
def test_periods_as_people_write_them(written: str, kept: str) -> None:
    assert period(written) == kept
    assert period(kept) == kept
    assert len(kept) <= 10


@pytest.mark.parametrize("cell", ["SIN_FECHA", "enero", "2024-13", "45292", "2024-00", "2023-02-30", "24", "ene-24",
                                  "2024-T5", "2021-2019", "n/d", "20240101", "2024-W60", "todo el año"])
def test_what_is_no_period_is_refused_with_its_row(cell: str, tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        series(tmp_path, f"indicador,periodo,valor\nrobos,2024,1\nrobos,{cell},9\n")
    problem = fault.value.problem
    assert (problem.code, problem.row, problem.column, problem.value) == ("TQ-123", 3, "periodo", cell)


@given(st.integers(1900, 2100), st.integers(1, 12),
       st.sampled_from(["{y}-{m:02d}", "{m}/{y}", "{n} {y}", "{n} de {y}"]))
def test_every_month_is_one_period_however_it_is_written(year: int, month: int, form: str) -> None:
    for name in MONTHS[month - 1]:
        assert period(form.format(y=year, m=month, n=name.upper())) == f"{year}-{month:02d}"


@pytest.mark.django_db
def test_a_row_says_its_territory_by_key_name_or_code(tmp_path: Path, home: Path) -> None:
    rows = "territorio,indicador,periodo,valor\nllano,robos,2031,1\nLA RIBERA,robos,2031,2\n7031,robos,2032,3\n" \
           "07032,robos,2032,4\n"
    ledger = run(tmp_path, source("indicators") + source("observations"),
                 {"indicators.csv": INDICATORS, "observations.csv": rows}, HEAD + SECOND)
    assert listed(ledger) == []
    assert set(Observation.objects.values_list("territory__key", "period", "value")) == {
        ("llano", "2031", 1), ("ribera", "2031", 2), ("llano", "2032", 3), ("ribera", "2032", 4)}


MONTHLY = """Cve. Municipio,Municipio,Año,Tipo,Enero,Febrero,Marzo,Total
7031,El Llano,2031,Robo,"1,200",7,,"1,207"
7032,La Ribera,2031,Robo,3,0,5,8
7031,El Llano,2031,Fraude,9,9,9,27
Total,,2031,Robo,"1,203",7,5,"1,215"
Fuente: la oficina.,,,,,,,
"""
OFFICIAL = """columns = { territory = "Cve. Municipio", period = "Año" }
values = { indicator = "robos" }
only = { "Tipo" = "robo" }"""


@pytest.mark.django_db
def test_a_table_with_months_side_by_side_comes_as_it_is(tmp_path: Path, home: Path) -> None:
    ledger = run(tmp_path, source("indicators") + source("observations", f'{OFFICIAL}\ndecimal = "."'),
                 {"indicators.csv": INDICATORS, "observations.csv": MONTHLY}, HEAD + SECOND)
    assert set(Observation.objects.values_list("territory__key", "period", "value")) == {
        ("llano", "2031-01", 1200), ("llano", "2031-02", 7), ("llano", "2031-03", None),
        ("ribera", "2031-01", 3), ("ribera", "2031-02", 0), ("ribera", "2031-03", 5)}
    assert listed(ledger) == [(5, "total")]
    assert ledger.outside["observations.csv"] == 2  # another kind of crime, and the note
    assert ledger.rows["observations.csv"] == 5


def test_years_side_by_side_and_a_last_row(tmp_path: Path) -> None:
    table = "municipio,2029,2030\nllano,1,2\nribera,3,4\nTodo el estado,90,91\nNota: cifras revisadas,,\n"
    about = 'columns = { territory = "municipio" }\nvalues = { indicator = "robos" }\nlast_row = 3'
    assert series(tmp_path, table, about, two=True) == {
        ("llano", "2029"): 1, ("llano", "2030"): 2, ("ribera", "2029"): 3, ("ribera", "2030"): 4}


def test_the_process_file_may_say_which_columns_are_periods(tmp_path: Path) -> None:
    table = "año,M1,M2\n2031,4,6\n"
    about = 'values = { indicator = "robos" }\ncolumns = { period = "año" }\nperiods = { M1 = "*-01", "M2" = "*-02" }'
    assert series(tmp_path, table, about) == {("", "2031-01"): 4, ("", "2031-02"): 6}
    with pytest.raises(TequioError) as fault:
        series(tmp_path, table.replace("2031,", "2031-05,"), about)
    assert (fault.value.problem.code, fault.value.problem.row, fault.value.problem.value) == ("TQ-123", 2, "2031-05")


@given(st.lists(st.sampled_from(["Municipio", "Clave", "Total", "2031", "Enero", "sep", "2031-02", "Valor"]),
                unique=True))
def test_headings_are_periods_of_one_sort(headings: list[str]) -> None:
    found = of_headings(headings)
    assert set(found) <= set(headings) - {"Municipio", "Clave", "Total", "Valor"}
    assert len({"*" in pattern for pattern in found.values()}) <= 1


def test_figures_need_a_column(tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        series(tmp_path, "indicador,periodo,cuantos\nrobos,2031,4\n")
    assert (fault.value.problem.code, fault.value.problem.facts["field"]) == ("TQ-121", "value")


@pytest.mark.django_db
@pytest.mark.parametrize(("orphans", "listing"), [(1, True), (3, False)])
def test_few_rows_that_name_nothing_are_listed_and_many_stop(orphans: int, listing: bool, tmp_path: Path,
                                                             home: Path) -> None:
    good = "".join(f"robos,{year},{year % 7}\n" for year in range(1900, 2050))
    bad = "".join(f"hurtos,{year},1\n" for year in range(1900, 1900 + orphans))
    sheets = {"indicators.csv": INDICATORS, "observations.csv": f"indicador,periodo,valor\n{bad}{good}"}
    sources = source("indicators") + source("observations")
    if listing:
        assert listed(run(tmp_path, sources, sheets)) == [(2, "unknown")]
        return
    problem = refused(tmp_path, sources, sheets)
    assert (problem.code, problem.row, problem.column, problem.value) == ("TQ-124", 2, "indicador", "hurtos")
    told = problem.remedy("es").partition("orphans = ")[2].split(" ")[0]
    assert len(listed(run(tmp_path, sources + f"orphans = {told}\n", sheets))) == orphans


@pytest.mark.django_db
def test_nothing_may_be_an_orphan_where_the_source_says_so(tmp_path: Path, home: Path) -> None:
    rows = "indicador,periodo,valor\nhurtos,2031,1\n" + "".join(f"robos,{year},1\n" for year in range(1900, 2050))
    problem = refused(tmp_path, source("indicators") + source("observations", "orphans = 0"),
                      {"indicators.csv": INDICATORS, "observations.csv": rows})
    assert problem.code == "TQ-124"


@pytest.mark.parametrize("line", [
    'decimal = ";"', "orphans = 2", "orphans = -0.1", 'periods = "enero"', "last_row = true"])
def test_what_cannot_be_said_of_rows(line: str, tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        series(tmp_path, "indicador,periodo,valor\nrobos,2031,4\n", line)
    assert fault.value.problem.code == "TQ-104"


@pytest.mark.parametrize("kind", ["kobo", "transcript", "wide_votes", "agenda_list"])
def test_what_is_no_sheet_of_rows_refuses_what_it_would_ignore(kind: str, tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(HEAD + source(kind, "last_row = 3"), "utf-8")
    with pytest.raises(TequioError) as fault:
        read_process_file(tmp_path / "p.toml")
    assert (fault.value.problem.code, fault.value.problem.value) == ("TQ-105", "last_row")
