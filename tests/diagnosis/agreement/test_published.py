"""Values that were published, or that other programs give, come out again to the precision in which they stand."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tequio.diagnosis.agreement import Answers, Passage, alpha, measured, passages_measured, scott_pi
from tequio.diagnosis.agreement.chance import gwet, quadratic
from tequio.diagnosis.agreement.continuum import Cut, cut
from tequio.diagnosis.agreement.reading import read_table
from tequio.diagnosis.agreement.report import report
from tequio.diagnosis.agreement.unitizing import Family, disagreements, unitizing_alpha

SHARED = Path(__file__).parents[4] / "shared/data"
PUBLISHED = SHARED / "agreement/published.json"
TWO_CODERS = SHARED / "intercoder/pucv_es"
STRETCH = 50_000

Spans = list[list[tuple[int, int]]]
# Krippendorff 1995, p. 57: [offset, length] by observer on a line of 24. D is nothing but passages end to end.
WHOLE_LINE: Spans = [[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], [(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]]
IN_PIECES: Spans = [[(2, 6), (10, 2), (14, 4), (20, 2)], [(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]]


def on_a_line(spans: Spans, length: int, stretch: int = 1, begin: int = 0) -> list[Cut]:
    return [cut(length * stretch, [[((at - begin) * stretch, (at - begin + long) * stretch) for at, long in mine]
                                   for mine in spans])]


def answers(values: list[list[int]], categories: int) -> Answers:
    return Answers("", np.array(values), tuple(map(str, range(categories))))


def from_table(table: list[list[int]]) -> Answers:
    pairs = [(row, column) for row, counts in enumerate(table) for column, count in enumerate(counts)
             for _ in range(count)]
    return answers([list(one) for one in zip(*pairs, strict=True)], len(table))


@pytest.mark.parametrize(("spans", "observed", "expected", "value"), [
    (IN_PIECES, 0.02778, 0.08642, 0.679), (WHOLE_LINE, 0.38715, 0.41445, 0.066)])
def test_passages_on_the_line_of_1995(spans: Spans, observed: float, expected: float, value: float) -> None:
    """The paper's own expected disagreement is a little off where there are gaps, as others have noted."""
    found = disagreements(on_a_line(spans, 24, STRETCH))
    assert found[0] == pytest.approx(observed, abs=1e-5) and found[1] == pytest.approx(expected, abs=0.005)
    assert unitizing_alpha(on_a_line(spans, 24, STRETCH)) == pytest.approx(value, abs=0.02)
    assert unitizing_alpha(on_a_line(spans, 24), "1995") == pytest.approx(value, abs=0.02)


def test_passages_on_a_line_of_half_the_length() -> None:
    """The corrected expected disagreement, where single characters matter."""
    half = [[(at // 2, long // 2) for at, long in mine] for mine in IN_PIECES]
    assert disagreements(on_a_line(half, 12)) == pytest.approx((0.02778, 0.05494), abs=1e-5)


def test_five_coders_with_missing_answers_of_hayes_and_krippendorff() -> None:
    """Their table of 40 units, for categories without order."""
    table = """112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111. .100. 0000. 1222. 33223 111.1 111.1 212.2
        1233. 1101. 000.0 0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2 110.0 2121. 22.22 3222. 222.2
        223.2 222.2 22.12 2222. 111.1"""
    rows = table.split()
    assert len(rows) == 40
    values = np.array([[-1 if one == "." else int(one) for one in row] for row in rows]).T
    assert alpha(values, 4) == pytest.approx(0.477, abs=0.001)


@pytest.mark.parametrize(("table", "ac1", "ac2"), [
    ([[80, 7], [8, 5]], 0.808, 0.808),
    ([[25, 12, 3], [13, 2, 15], [12, 16, 2]], -0.04797, 0.1831),
    ([[15, 4, 1, 0, 0], [3, 12, 4, 1, 0], [1, 3, 14, 3, 1], [0, 1, 3, 10, 2], [0, 0, 1, 2, 8]], 0.57997, 0.87005)])
def test_ac1_and_ac2_as_irrcac_gives_them(table: list[list[int]], ac1: float, ac2: float) -> None:
    counts = from_table(table).counts()
    assert gwet(counts) == pytest.approx(ac1, abs=5e-6)
    assert gwet(counts, quadratic(np.arange(1.0, len(table) + 1))) == pytest.approx(ac2, abs=5e-5)


def published() -> dict[str, Any]:
    if not PUBLISHED.exists():
        pytest.skip("The published values are not beside this checkout.")
    found: dict[str, Any] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("family", ["1995", "2004"])
def test_the_published_line_of_1995(family: Family) -> None:
    line = published()["unitizing"][0]
    for code, spans in line["units"].items():
        found, _ = disagreements(on_a_line(spans, 24))
        assert found == pytest.approx(line["observed_at_24"][code], abs=1e-5)
        value = unitizing_alpha(on_a_line(spans, 24, STRETCH), family)
        assert value == pytest.approx(line["alpha_per_category"][code], abs=0.003)


def test_the_published_text_of_2004() -> None:
    text = published()["unitizing"][1]
    begin, length = text["continuum_begin"], text["continuum_length"]
    for code, spans in text["units"].items():
        found = disagreements(on_a_line(spans, length, begin=begin))
        assert found == pytest.approx((text["observed"][code], text["expected"][code]), abs=1e-4)
    passages = [Passage(str(coder), "", at - begin, at - begin + long, code) for code, spans in text["units"].items()
                for coder, mine in enumerate(spans) for at, long in mine]
    *by_code, every = passages_measured(passages, {"": length})
    for one in by_code:
        assert one.whole_text["2004"].value == pytest.approx(text["alpha_per_category"][one.code], abs=1e-4)
    # The paper divides disagreements that it had rounded to four places.
    assert every.whole_text["2004"].value == pytest.approx(text["alpha"], abs=5e-4)


def test_the_published_row_of_zeros_and_ones() -> None:
    row = published()["digitized"]
    values = [[int(one) for one in row[which]] for which in ("first", "second")]
    found = measured(answers(values, 2))
    assert found.alpha.value == pytest.approx(row["krippendorff_alpha_nominal"], abs=5e-4)
    assert found.pairs[0].kappa.value == pytest.approx(row["cohen_kappa"], abs=5e-4)
    assert scott_pi(np.array(values), 2) == pytest.approx(row["scott_pi"], abs=5e-4)


def test_the_published_tables_of_ac1() -> None:
    published()
    for path in sorted((SHARED / "agreement").glob("gwet_*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        counts = from_table(known["table"]).counts()
        ordered = quadratic(np.array(known["categories"], float))
        for case in known["cases"]:
            found = gwet(counts, None if case["measure"] == "AC1" else ordered)
            assert found == pytest.approx(case["coefficient"], abs=1e-4)


def test_two_coders_of_interviews_in_spanish() -> None:
    """Every code of the authors' table, with the κ that they printed."""
    if not TWO_CODERS.exists():
        pytest.skip("The table of two coders is not beside this checkout.")
    table = read_table(TWO_CODERS / "INE_VE_PresenciaBinaria.xlsx", sheet="presencia_largo",
                       named={"unit": "Unidad", "value": "Code_full"})
    found = {code["name"]: code for code in report(table, all_opened=True)["codes"]}
    with (TWO_CODERS / "Reporte_Kappa_Extendido.csv").open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    assert len(known) == len(found) >= 38
    for row in known:
        pair = found[row["Code_full"]]["kappa"][0]
        assert (pair["value"], pair["agreed"]) == pytest.approx((float(row["Kappa"]), float(row["Po"])), abs=6e-4)
