"""One reader of numbers: as people write them, and never guessed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.intake.numbers import UnclearError, marks, number, whole
from tequio.foundation.intake.tidy import cell_text


@pytest.mark.parametrize(("text", "value"), [
    ("0,123", 0.123), ("0.123", 0.123), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("$90,000.00", 90000.0),
    ("150.000,00 €", 150000.0), ("−5", -5.0), ("–5", -5.0), ("80 %", 80.0), ("12,5", 12.5), ("12.5", 12.5),
    ("1,234,567", 1234567.0), ("1.234.567", 1234567.0), ("$90,000", 90000.0), ("MX$ 1,200", 1200.0),
    ("1'234,567.80", 1234567.8), ("90 000,5", 90000.5), ("90\u00a0000", 90000.0), ("$ (1,200.50)", -1200.5),
    ("1234,567", 1234.567), ("1.5e+05", 150000.0), ("120 pesos", 120.0), ("7 USD", 7.0), ("-0,5", -0.5)])
def test_as_people_write_them(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["150.000", "1,234", "12,345", "-9.100"])
def test_what_can_be_read_in_two_ways_is_asked(text: str) -> None:
    with pytest.raises(UnclearError):
        number(text)
    plain = float(text.replace(",", "").replace(".", ""))
    assert {number(text, decimal="."), number(text, decimal=",")} == {plain, plain / 1000}


@pytest.mark.parametrize("text", ["", "-", "doce", "1.2.3,4", "1,23,456.7", "inf", "nan", "1e999", "12 de mayo",
                                  "3 a 4", "2024-05", "1/2", "(5)"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        number(text)


@pytest.mark.parametrize(("cells", "told"), [
    (["1,234", "12.5"], {"."}), (["150.000", "7,5"], {","}), (["1.234.567", "3"], {","}), (["1,234"], set()),
    (["0.5", "0,5"], {".", ","}), (["x", "", "3"], set())])
def test_other_cells_of_the_column_tell(cells: list[str], told: set[str]) -> None:
    assert marks(cells) == told


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_of_the_file_itself_is_what_it_is(value: float) -> None:
    assert math.isclose(number(cell_text(value)), value, rel_tol=1e-12)


@given(st.integers(0, 10**9), st.integers(0, 99), st.booleans())
def test_both_ways_of_writing_an_amount_agree(units: int, cents: int, negative: bool) -> None:
    english = f"{'-' if negative else ''}{units:,}.{cents:02d}"
    spanish = english.translate(str.maketrans(",.", ".,"))
    assert number(english) == number(spanish) == float(english.replace(",", ""))


def test_a_count_has_no_decimals() -> None:
    assert whole("1.0") == 1
    assert whole("1,200", decimal=".") == 1200
    with pytest.raises(ValueError):
        whole("1.5")
