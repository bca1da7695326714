"""What is suggested is mostly so: held against public rows that a reader coded before seeing any suggestion."""

import csv

import pytest
from benchmarks import suggestions

from tequio.diagnosis.codebook import default_codebook
from tequio.diagnosis.suggest import Suggester

LEAST = 0.7


def test_three_hundred_rows_are_coded_by_codes_that_exist() -> None:
    with suggestions.CODED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["source"], row["row"]) for row in rows}) == 300
    assert {code for row in rows for code in row["codes"].split()} <= {entry.key for entry in default_codebook()}


def test_no_code_is_suggested_below_the_threshold() -> None:
    found = suggestions.by_hand(Suggester({entry.key: entry.cues for entry in default_codebook()}))
    if not found:
        pytest.skip("the public sheets are not beside this checkout")
    whole = suggestions.whole(found.values())
    assert whole.proposed > 100 and whole.both / whole.proposed >= LEAST
    assert not [code for code, one in found.items() if one.proposed and one.both / one.proposed < LEAST]
