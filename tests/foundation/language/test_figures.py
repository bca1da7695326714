"""Rates and amounts are no telephones, and telephones are no amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.language.figures import is_amount


@pytest.mark.parametrize(("number", "after"), [
    ("20223.98469", ""), ("7.1234567", ""), ("1234567.891", ""), ("-3204.55512", ""), ("1,234,567", ""),
    ("1 234 567", " hab"), ("6033391", " pesos"), ("6033391", " luminarias"), ("6033391", "%"), ("2014 2015 2016", ""),
])
def test_amounts(number: str, after: str) -> None:
    assert is_amount(number, after)


@pytest.mark.parametrize(("number", "after"), [
    ("7444550192", ""), ("744 455 0192", " pesos"), ("744.455.0192", ""), ("744.4550192", ""), ("55.12345678", ""),
    ("5512345", " si no contesto"), ("52 1 744 455 0192", ""), ("811 530 7741", ""),
])
def test_telephones(number: str, after: str) -> None:
    assert not is_amount(number, after)


@given(st.from_regex(r"[1-9]\d{9}", fullmatch=True), st.text(max_size=20))
def test_ten_digits_in_one_run_are_never_an_amount(number: str, after: str) -> None:
    assert not is_amount(number, after)
