"""The small weights behind the rules: they say why without a word of the text, and are forgotten with the rest."""

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.protection.deidentify.measured import measure, read
from tests.protection.deidentify.test_bars import HERE, ranges

from tequio.protection.deidentify import Detector, forget, likely

DETECTOR = Detector()
REASON = re.compile(f"likely by (?:{'|'.join(likely.REASONS)})")
SAID = "ahí en la pinzona cobra el tusa de holanda ni puerta , . y mi hermano don lencho"
TEXTS = st.lists(st.sampled_from(SAID.split()), max_size=25).map(" ".join)


def test_every_weight_can_be_read() -> None:
    weights = likely.weights()
    assert "always" in weights
    assert all(cue == cue.strip("\t\n") and abs(weight) < 20 for cue, weight in weights.items())


@given(TEXTS)
def test_the_reason_says_what_spoke_for_it_and_no_word_of_the_text(text: str) -> None:
    reasons = [span.reason for span in DETECTOR.spans(text) if span.reason.startswith("likely")]
    assert all(REASON.fullmatch(reason) for reason in reasons)


@given(TEXTS)
def test_what_the_team_wrote_knows_no_likely_words(text: str) -> None:
    assert not [span for span in DETECTOR.spans(text, drafted=True) if span.reason.startswith("likely")]


def test_words_met_are_forgotten_with_the_others() -> None:
    DETECTOR.spans("ahí en la pinzona cobra uno")
    assert likely._pulls.cache_info().currsize
    forget()
    assert not likely._pulls.cache_info().currsize


def test_the_weights_find_more_and_cost_next_to_nothing(monkeypatch) -> None:
    rows = read(HERE / "data" / "held_out.jsonl")
    with_weights = measure(rows, ranges, lower=True)
    monkeypatch.setattr(likely, "THRESHOLD", float("inf"))
    without = measure(rows, ranges, lower=True)
    assert with_weights.recall > without.recall
    assert with_weights.precision > without.precision - 0.02
