"""What is suggested is mostly so: held against public rows that a reader coded before seeing any suggestion."""

import csv

import pytest
from benchmarks import suggestions
from tests.diagnosis.coded_rows import CODED

from tequio.diagnosis.codebook import default_codebook
from tequio.diagnosis.suggest import Suggester

LEAST = 0.7
FAMILIES = ("VL", "VN", "RE")


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


def test_on_rows_of_its_own_what_is_suggested_is_mostly_so() -> None:
    """Held without any public sheet: codes of violence and of the state's response, given before any suggestion."""
    suggester = Suggester({entry.key: entry.cues for entry in default_codebook()})
    family = {entry.key: entry.family for entry in default_codebook()}
    proposed = both = accepted = 0
    for text, codes in CODED:
        by_hand = set(codes.split())
        found = {one.code for one in suggester.suggest(text) if family[one.code] in FAMILIES}
        proposed, both, accepted = proposed + len(found), both + len(found & by_hand), accepted + len(by_hand)
        assert by_hand or not found, text
    assert accepted == sum(len(codes.split()) for _, codes in CODED) >= 30
    assert both / proposed >= 0.85 and both / accepted >= 0.6


def test_its_rows_name_codes_that_exist() -> None:
    assert {code for _, codes in CODED for code in codes.split()} <= {entry.key for entry in default_codebook()}
    assert sum(not codes for _, codes in CODED) >= 20
