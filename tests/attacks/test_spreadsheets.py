"""No cell of a table that leaves is a formula, in whatever program and with whatever separator it is opened."""

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tequio.deliberation.rounds.exporting import csv_of
from tequio.foundation.audit.exporting import as_csv
from tequio.foundation.spreadsheets import csv_text, harmless

pytestmark = pytest.mark.attack
RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
TEXTS = st.text(st.sampled_from("=+-@＝＋－＠;,\t\n\r |\"'\xa0a1é."), max_size=30)


def cells(text: str, separator: str) -> list[str]:
    """The cells as a program sees them that parts lines at every separator, whatever stands in quotation marks."""
    return [cell.strip(" \xa0\"") for cell in re.split(rf"[{re.escape(separator)}\r\n]", text)]


@pytest.mark.parametrize("said", [
    "=1+1", "＝1+1", "DIF que se fue;=1+1", "DIF; =cmd|' /C calc'!A0", "a;\"=1+1", "uno\n=1+1", "uno\t@SUM(A1)",
    " =1+1", "\"=1+1\"", ";＝HYPERLINK(\"http://x\")", "a|+1",
    "\r-1"])
def test_a_text_that_holds_a_formula_is_a_text(said: str) -> None:
    for separator in ";\t|":
        assert not any(cell.startswith(RUN) for cell in cells(csv_text([[said, "2"]]), separator))


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example([";\"=1"])
@example(["a;\xa0 \"'=1"])
def test_no_separator_makes_a_formula_of_what_somebody_wrote(row: list[str]) -> None:
    for separator in ";\t|":
        assert not any(cell.startswith(RUN) for cell in cells(csv_text([row]), separator))


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_harms_nothing_is_read_back_as_it_was(row: list[str]) -> None:
    read = next(csv.reader(io.StringIO(csv_text([row]), newline="")), [])
    assert [cell.replace("'", "") for cell in read] == [cell.replace("'", "") for cell in row]


def test_ordinary_words_and_numbers_stay_as_they_are() -> None:
    row = ["No hay agua; hay pipas", "3,5", "«Sí», dijo", 7, None, "uno - dos", "a\n\nb"]
    assert [harmless(cell) for cell in row] == row


def test_every_table_that_leaves_is_written_so() -> None:
    assert csv_of([{"texto": "a;=1"}]).decode("utf-8-sig").splitlines() == ['"texto"', '"a;\'=1"']
    assert as_csv([]).startswith('"process","sequence"')
