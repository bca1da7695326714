"""What holds for any text: order, bounds, length, determinism, and no cost that grows faster than the text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.protection.deidentify import Detector, Placeholders, forget, restore_case

DETECTOR = Detector(places=["Las Pozas"], glossary=[("el de la moto azul", "ALIAS")])
WORDS = """
mi hermano el Chino de la colonia calle 5 Juárez 744 309 81 17 lunes Técnica 25 «El Yiyo» don Beto a@b.mx CURP
MUOD990605HBCRCN09 patrulla P-2417 , . ? ( ) y entre con dueño única farmacia los de la virgen a dos casas le dicen
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=40).map(" ".join))


@given(TEXTS)
def test_spans_are_inside_sorted_and_apart(text):
    spans = DETECTOR.spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(first.end <= second.start for first, second in pairwise(spans))


@given(TEXTS)
def test_what_is_not_masked_stays_as_it_was(text):
    masked = DETECTOR.mask(text)
    kept, here = [], 0
    for span in masked.spans:
        kept.append(text[here : span.start])
        here = span.end
    place = 0
    for piece in [*kept, text[here:]]:
        place = masked.text.index(piece, place) + len(piece)


@given(TEXTS)
def test_the_same_text_gives_the_same_spans_also_after_forgetting(text):
    before = DETECTOR.spans(text)
    forget()
    assert DETECTOR.spans(text) == before


@given(TEXTS)
def test_restored_case_keeps_every_place(text):
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert restored.lower() == text.lower()


@given(st.lists(st.sampled_from(["Yiyo", "el Yiyo", "EL YIYO", "Toño", "tono"]), max_size=6))
def test_one_name_has_one_number(names):
    counters = Placeholders()
    masked = {name: DETECTOR.mask(f"Le dicen {name}.", counters=counters).text for name in names}
    people = {name.lower().removeprefix("el ").replace("ñ", "n") for name in names}
    assert len(set(masked.values())) == len(people)


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(["Colonia ", "calle 5 ", "hermano ", "a.", "x-1/", "1 ", "Aa", "don ", "el ", "a@", "Sec. "]))
def test_long_hostile_lines_come_to_an_end(piece):
    text = piece * 4000
    assert all(span.end <= len(text) for span in DETECTOR.spans(text))
