"""`tequio agreement` with what researchers hand over: an account and a page, or an error that says where."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tequio.cli import language
from tequio.cli.agreement import command

UNITS = "unit,coder,value\n"
PASSAGES = "coder,start,length,value\n"
LINKS = "unit,coder,origin,relation,goal\n"
TWO = UNITS + "".join(f"v{at},{who},{'IN1' if (at + (who == 'b' and at == 3)) % 2 else 'VL2'}\n"
                      for at in range(12) for who in "ab")
SEVERAL = UNITS + "v1,a,IN1\nv1,a,VL2\nv1,b,IN1\nv2,a,\nv2,b,VL2\nv3,a,IN1\nv4,a,IN1\nv4,b,IN1\n"


def run(folder: Path, content: str | bytes, *options: str, name: str = "tabla.csv") -> Result:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(command, [str(path), "--out", str(folder / "out"), *options], catch_exceptions=True)


def account(folder: Path, content: str | bytes, *options: str) -> dict[str, Any]:
    answer = run(folder, content, *options)
    assert answer.exit_code == 0, answer.exception
    found: dict[str, Any] = json.loads((folder / "out/agreement.json").read_text(encoding="utf-8"))
    return found


def by_name(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in rows}


def test_one_category_a_unit(tmp_path: Path) -> None:
    found = account(tmp_path, TWO)
    assert (found["read_as"], found["units"], found["coders"]) == ("categories", 12, ["a", "b"])
    assert found["questions"][0]["alpha"]["value"] == pytest.approx(1 - 23 * 2 / (24 ** 2 - 11 ** 2 - 13 ** 2))
    assert set(by_name(found["codes"])) == {"IN1", "VL2"}


def test_several_codes_a_unit(tmp_path: Path) -> None:
    found = account(tmp_path, SEVERAL)
    assert (found["read_as"], found["without_value"], found["questions"]) == ("several", 1, [])
    codes = by_name(found["codes"])
    assert codes["VL2"]["units"] == 3  # only one coder opened v3
    assert codes["VL2"]["kappa"][0]["value"] == pytest.approx(-0.5)
    assert codes["IN1"]["alpha"]["value"] == 1.0
    assert by_name(account(tmp_path / "all", SEVERAL, "--all-opened")["codes"])["IN1"]["units"] == 4


def test_semicolons_other_names_and_another_encoding(tmp_path: Path) -> None:
    said = TWO.replace("unit,coder,value", "Unidad,Codificó,Categoría").replace("IN1", "desempleo y presión")
    found = account(tmp_path, said.replace(",", ";").encode("cp1252"))
    assert "desempleo y presión" in by_name(found["codes"])
    named = TWO.replace("unit,coder,value", "Fragmento,Equipo,Tema")
    same = account(tmp_path / "named", named, "--column", "unit=Fragmento", "--column", "coder=Equipo",
                   "--column", "value=Tema")
    assert same["questions"][0]["alpha"] == found["questions"][0]["alpha"]


def test_a_facet_is_a_question_of_its_own(tmp_path: Path) -> None:
    rows = "".join(f"v{at},{who},{facet},{value}\n" for at in range(6) for who in "ab"
                   for facet, value in (("lugar", ("casa", "calle")[at % 2]), ("efecto", ("sí", "no")[at % 3 == 0])))
    found = by_name(account(tmp_path, "unit,coder,facet,value\n" + rows)["questions"])
    assert set(found) == {"lugar", "efecto"} and found["lugar"]["alpha"]["value"] == 1.0


def test_units_of_one_voice_are_resampled_together(tmp_path: Path) -> None:
    rows = "".join(f"p{at},{who},{at // 8},{'IN1' if (at // 8 + (who == 'b' and at // 8 == 2)) % 2 else 'VL2'}\n"
                   for at in range(64) for who in "ab")
    found = account(tmp_path, "unit,coder,voice,value\n" + rows)["questions"][0]
    assert (found["units"], found["voices"]) == (64, 8) and "few_voices" in {one["caution"] for one in
                                                                            found["cautions"]}


def test_the_arbiter_is_left_out(tmp_path: Path) -> None:
    with_arbiter = TWO + "".join(f"v{at},juez,VL2\n" for at in range(12))
    found = account(tmp_path, with_arbiter, "--without", "juez")
    assert found["left_out"] == 12 and found["coders"] == ["a", "b"]
    assert found["questions"] == account(tmp_path / "two", TWO)["questions"]


def test_passages(tmp_path: Path) -> None:
    rows = PASSAGES + "a,225,70,c\na,370,30,c\nb,220,80,c\nb,355,20,c\nb,400,20,c\n"
    found = account(tmp_path, rows, "--begin", "150", "--end", "450")
    assert found["codes"][0]["whole_text"]["2004"]["value"] == pytest.approx(0.7286, abs=1e-4)
    assert found["length_known"] and found["characters"] == 300
    guessed = account(tmp_path / "guess", rows)
    assert not guessed["length_known"] and guessed["characters"] == 420


def test_passages_of_several_texts(tmp_path: Path) -> None:
    rows = ("text,text_length,coder,start,end,value\nt,80,a,0,10,c\nt,80,b,0,12,c\nu,60,a,5,9,c\nu,60,b,,,\n"
            "w,40,a,1,9,c\n")
    found = account(tmp_path, rows)
    assert (found["texts"], found["characters"]) == (3, 180)
    both = account(tmp_path / "both", rows.replace("w,40,a,1,9,c\n", ""))
    assert both["codes"][0]["whole_text"] == found["codes"][0]["whole_text"]


def test_links(tmp_path: Path) -> None:
    rows = LINKS + ("v1,a,FA1,alimenta,VL1\nv1,b,FA1,alimenta,VL1\nv2,a,VL1,interrumpe,IN1\nv2,b,IN1,feeds,VL1\n"
                    "v3,a,,,\n")
    found = account(tmp_path, rows)["links"]
    assert found["both_drew"]["value"] == 0.5
    assert found["direction"]["units"] == 2 and found["relation"]["alpha"]["why"] == "all_equal"


@pytest.mark.parametrize("language_of_page", ["es", "en"])
@pytest.mark.parametrize("content", [TWO, SEVERAL, PASSAGES + "a,0,5,c\nb,0,5,c\n", UNITS + "v1,a,IN1\nv2,a,IN1\n",
                                     LINKS + "v1,a,A,feeds,B\nv1,b,A,feeds,B\n"])
def test_the_page_says_what_has_no_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str,
                                          language_of_page: str) -> None:
    monkeypatch.setattr(language, "_chosen", language_of_page, raising=False)
    found = account(tmp_path, content)
    page = (tmp_path / "out/agreement.html").read_text(encoding="utf-8")
    assert "α" in page and "nan" not in page.lower().split("<main>")[1]
    if found["kind"] == "units" and len(found["coders"]) == 1:
        assert "no hay con quién comparar" in page or "nobody to compare with" in page


REFUSED: dict[str, tuple[str | bytes, str]] = {
    "an empty file": ("", "TQ-205"), "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "TQ-2"),
    "no rows": (UNITS, "TQ-149"), "no coder": ("unit,value\nv1,IN1\n", "TQ-142"),
    "no value": ("unit,coder\nv1,a\n", "TQ-142"), "passages without length": ("coder,start,value\na,1,c\n", "TQ-142"),
    "a unit without name": (UNITS + ",a,IN1\n", "TQ-143"), "nobody": (UNITS + "v1,,IN1\n", "TQ-143"),
    "a start in words": (PASSAGES + "a,cinco,5,c\n", "TQ-144"), "half a letter": (PASSAGES + "a,0.5,5,c\n", "TQ-144"),
    "a negative start": (PASSAGES + "a,-3,5,c\n", "TQ-144"),
    "a huge start": (PASSAGES + f"a,{'9' * 40},5,c\n", "TQ-144"),
    "arabic digits": (PASSAGES + "a,٣,5,c\n", "TQ-144"), "no length": (PASSAGES + "a,0,0,c\n", "TQ-145"),
    "a passage without code": (PASSAGES + "a,0,4,\n", "TQ-143"),
    "an end before its start": ("coder,start,end,value\na,9,4,c\n", "TQ-145"),
    "two lengths": ("text,text_length,coder,start,length,value\nt,9,a,0,4,c\nt,8,b,0,4,c\n", "TQ-147"),
    "past the end of the text": ("text,text_length,coder,start,length,value\nt,9,a,0,4,c\nt,9,b,4,6,c\n", "TQ-145"),
    "a link to itself": (LINKS + "v,a,A,feeds,A\n", "TQ-148"),
    "a link of no kind": (LINKS + "v,a,A,mata,B\n", "TQ-148"),
    "half a link": (LINKS + "v,a,A,feeds,\n", "TQ-143"),
    "a coder for each row": (UNITS + "".join(f"v{at},c{at},IN1\n" for at in range(300)), "TQ-150"),
    "links between a thousand codes": (LINKS + "".join(f"v,a,A{at},feeds,B{at}\n" for at in range(1000)), "TQ-151"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_measured_is_refused_with_its_place(tmp_path: Path, what: str) -> None:
    content, code = REFUSED[what]
    answer = run(tmp_path, content)
    problem = answer.exception.problem  # type: ignore[union-attr]
    assert problem.code.startswith(code)
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.partial").exists()
    if code in ("TQ-143", "TQ-144", "TQ-145", "TQ-147", "TQ-148"):
        assert problem.row and problem.column


def test_two_answers_where_one_is_asked_for(tmp_path: Path) -> None:
    answer = run(tmp_path, UNITS + "v1,a,IN1\nv1,b,IN1\nv1,a,VL2\n", "--codes", "categories")
    assert answer.exception.problem.code == "TQ-146" and answer.exception.problem.row == 4  # type: ignore[union-attr]


def test_a_row_twice_counts_once(tmp_path: Path) -> None:
    found = account(tmp_path, TWO + "v0,a,VL2\n")
    assert found["repeated"] == 1
    assert found["questions"] == account(tmp_path / "once", TWO)["questions"]


@pytest.mark.parametrize("said", ["unit", "unidad=x", "unit=", "=x"])
def test_a_column_option_that_says_nothing(tmp_path: Path, said: str) -> None:
    assert run(tmp_path, TWO, "--column", said).exception.problem.code == "TQ-152"  # type: ignore[union-attr]


def test_an_end_before_the_last_passage(tmp_path: Path) -> None:
    answer = run(tmp_path, PASSAGES + "a,0,50,c\n", "--end", "40")
    assert answer.exception.problem.code == "TQ-145"  # type: ignore[union-attr]
