"""Each remedy of the catalogue for what a sheet or a process file can have wrong is followed, and then it is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.chain.building import HEAD, SECOND, source

from tequio.chain.process_file import read_process_file
from tequio.chain.records import Rows, read_rows
from tequio.foundation.errors import Problem, TequioError

SERIES = "indicador,periodo,valor\nrobos,2031,4\n"
FORUM = "Lugar,Problema,Propuesta\nEl Pozo,Falta agua,Una pipa\n"


@dataclass(frozen=True)
class Case:
    """A source with its sheet, or a process file, that raises `code`; and what becomes of both by its remedy."""

    code: str
    sheet: str | bytes
    # From what is said to the source and the sheet as the remedy has them.
    mend: Callable[["Case", Problem], tuple[str, str | bytes]]
    kind: str = "observations"
    about: str = ""
    head: str = HEAD


def snippet(pattern: str, language: str = "es") -> Callable[[Case, Problem], tuple[str, str | bytes]]:
    """The line of the process file that the remedy itself writes."""
    def mend(case: Case, problem: Problem) -> tuple[str, str | bytes]:
        found = re.search(pattern, problem.remedy(language))
        assert found, problem.remedy(language)
        key = found[0].partition(" =")[0]
        kept = [line for line in case.about.splitlines() if not line.startswith(f"{key} =")]
        return "\n".join([*kept, found[0]]), case.sheet
    return mend


def sheet(text: str | bytes) -> Callable[[Case, Problem], tuple[str, str | bytes]]:
    return lambda case, _: (case.about, text)


def about(line: str) -> Callable[[Case, Problem], tuple[str, str | bytes]]:
    return lambda case, _: (line, case.sheet)


def nearest(case: Case, problem: Problem) -> tuple[str, str | bytes]:
    """The column that the remedy names."""
    named = re.findall("«([^»]*)»", problem.remedy("es"))
    return case.about.replace("Problemas", named[0]), case.sheet


CASES = (
    Case("TQ-121", SERIES.replace("indicador", "delito"), about('columns = { indicator = "delito" }')),
    Case("TQ-121", "Reporte de la oficina,,\n" + SERIES, snippet(r"header_from = \d+")),
    Case("TQ-121", "Reporte de la oficina,,\n" + SERIES, snippet(r"header_from = \d+", "en")),
    Case("TQ-122", SERIES.replace("robos", ""),
         lambda case, problem: (f'values = {{ {problem.facts["field"]} = "robos" }}', case.sheet)),
    Case("TQ-123", SERIES.replace("2031", "SIN_FECHA"),
         lambda case, problem: ("", SERIES.replace("2031", str(problem.facts["wanted"]).split(", ")[3]))),
    Case("TQ-123", SERIES.replace(",4", ",cuatro"),
         lambda case, problem: ("", SERIES.replace(",4", f",{problem.facts['wanted']}"))),
    Case("TQ-135", SERIES.replace(",4", ",150.000"), snippet(r'decimal = "."')),
    Case("TQ-135", SERIES.replace(",4", ",150.000"), snippet(r'decimal = ","')),
    Case("TQ-208", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), sheet(SERIES)),
    Case("TQ-205", b"", sheet(SERIES)),
    Case("TQ-217", "\n\n", sheet(SERIES)),
    Case("TQ-221", FORUM, nearest, "consultation", 'columns = { problem = "Problemas" }'),
    Case("TQ-221", FORUM, about('columns = { problem = "=B" }'), "consultation", 'columns = { problem = "Problemas" }'),
    Case("TQ-221", FORUM, about('columns = { problem = "#2" }'), "consultation", 'columns = { problem = "Problemas" }'),
    Case("TQ-221", "Foro del agua\n" + FORUM, snippet(r"header_from = \d+"), "consultation",
         'columns = { problem = "Problema" }'),
    Case("TQ-222", "Qué pasa / A,Qué hace / A\nuno,dos\n", about('columns = { problem = "Qué hace / A" }'),
         "consultation", 'columns = { problem = "A" }'),
    Case("TQ-223", FORUM, about('columns = { problem = "#2" }'), "consultation", 'columns = { problem = "#9" }'),
    Case("TQ-224", FORUM, about("header_rows = 1"), "consultation", "header_rows = 30"),
    Case("TQ-225", FORUM.replace("agua", "pan del niño").encode("cp1252"), snippet(r'encoding = "[^"]+"'),
         "consultation", 'encoding = "utf-8"'),
    Case("TQ-225", b"Propuesta\nni\x81ez\n", about(""), "consultation", 'encoding = "cp1252"'),
    Case("TQ-225", ("Propuesta\n" + "Más jardín, más niñez\n" * 3).encode() + b"\xff\n",
         sheet("Propuesta\n" + "Más jardín, más niñez\n" * 3), "consultation"),
    Case("TQ-226", b"Propuesta\nsi\x00\n", sheet("Propuesta\nsi\n"), "consultation"),
    Case("TQ-227", FORUM, about('delimiter = ","'), "consultation", 'delimiter = "#"'),
    Case("TQ-228", 'Propuesta,Lugar\n"Una pipa,El Pozo\n', sheet('Propuesta,Lugar\n"Una pipa",El Pozo\n'),
         "consultation"),
    Case("TQ-229", "Lugar,Propuesta\nEl Pozo,Una pipa, y pronto\nLa Vega,Luz\n",
         sheet('Lugar,Propuesta\nEl Pozo,"Una pipa, y pronto"\nLa Vega,Luz\n'), "consultation"),
    Case("TQ-229", "Lugar,Propuesta\nEl Pozo,si,Una pipa\nLa Vega,no,Luz\n",
         sheet("Lugar,Acepta,Propuesta\nEl Pozo,si,Una pipa\nLa Vega,no,Luz\n"), "consultation"),
    Case("TQ-239", FORUM, about('encoding = "utf-8"'), "consultation",
         'encoding = "mojibake"'),
    Case("TQ-247", SERIES.replace(",valor", ",valor,nota").replace(",4", f",4,{'x' * 300}"),
         sheet(SERIES.replace(",valor", ",valor,nota").replace(",4", ",4,corta"))),
)
# Of the process file itself: what is written, and the line that the remedy asks for instead.
DECLARED = (
    ("TQ-104", 'decimal = ";"', r'decimal = "\."'), ("TQ-104", "orphans = 7", r"orphans = 0\.01"),
    ("TQ-105", "renglones = 3", "$"),
)


def read(folder: Path, case: Case, said: str, content: str | bytes) -> Rows:
    (folder / "hoja.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    (folder / "p.toml").write_text(case.head + source(case.kind, said, "hoja.csv"), encoding="utf-8")
    return read_rows(read_process_file(folder / "p.toml").sources[0], folder)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_what_the_remedy_says_is_read(case: Case, tmp_path: Path) -> None:
    with pytest.raises(TequioError) as fault:
        read(tmp_path, case, case.about, case.sheet)
    problem = fault.value.problem
    assert problem.code == case.code
    for language in ("es", "en"):
        assert not re.search(r"(?<!\{)\{[a-z_]+\}(?!\})", problem.message(language)), "a fact is missing"
    said, content = case.mend(case, problem)
    assert read(tmp_path, case, said, content).records


@pytest.mark.parametrize(("code", "line", "remedy"), DECLARED)
def test_what_the_remedy_says_of_the_process_file(code: str, line: str, remedy: str, tmp_path: Path) -> None:
    case = Case(code, SERIES, about(""))
    with pytest.raises(TequioError) as fault:
        read(tmp_path, case, line, SERIES)
    assert fault.value.problem.code == code
    found = re.search(remedy, fault.value.problem.remedy("es"))
    assert found
    assert read(tmp_path, case, found[0], SERIES).records


@pytest.mark.parametrize("kind", [
    "findings", "observations", "proposals", "returns", "silences", "encounters", "voices", "consultation"])
def test_every_kind_that_lies_in_a_territory_takes_the_column_that_the_remedy_names(kind: str, tmp_path: Path) -> None:
    problem = Problem("TQ-127")
    named = re.search(r"columns = \{ territory = \"…\" \}", problem.remedy("es"))
    assert named and named[0] in problem.remedy("en")
    (tmp_path / "p.toml").write_text(
        HEAD + SECOND + source(kind, named[0].replace("…", "Municipio")), encoding="utf-8")
    assert read_process_file(tmp_path / "p.toml").sources[0].columns["territory"] == ("Municipio",)


def test_a_page_is_not_told_of_a_process_file_alone() -> None:
    for code in ("TQ-421", "TQ-424", "TQ-425"):
        for language in ("es", "en"):
            assert not Problem(code).remedy(language).startswith(("Escribe voices", "Write voices", "Di qué", "Say"))
