"""What holds for any text: order, bounds, length, determinism, and no cost that grows faster than the text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.protection.deidentify import Detector, forget, restore_case
from tequio.protection.deidentify.placeholders import STAND_IN

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
        # `del` before a stand-in with its article is `de`.
        whole = piece.removesuffix("l ") if piece.lower().endswith(("del ", "al ")) else piece
        place = masked.text.index(whole, place) + len(whole)


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


@given(st.lists(st.sampled_from(["el Yiyo", "EL YIYO", "el yiyo", "el Toño", "el tono"]), min_size=1, max_size=6))
def test_one_name_has_one_stand_in(names):
    masked = DETECTOR.mask(" ".join(f"Le dicen {name}." for name in names)).text
    people = {name.lower().replace("ñ", "n") for name in names}
    assert len(set(STAND_IN.findall(masked))) == len(people)


@given(TEXTS)
def test_no_span_crosses_the_end_of_a_sentence(text):
    for span in DETECTOR.spans(text + ". Que el regreso tenga luz"):
        assert span.end <= len(text) or span.start > len(text)


@given(TEXTS)
def test_what_the_team_wrote_loses_only_part_of_what_somebody_said_would(text):
    said = {place for span in DETECTOR.spans(text) for place in range(span.start, span.end)}
    assert {place for span in DETECTOR.spans(text, drafted=True) for place in range(span.start, span.end)} <= said


HOSTILE = "Colonia |calle 5 |hermano |a.|x-1/|1 |Aa|don |el |a@|Sec. |b|á|a\u0301|ñoz|el de la |Ana Ruiz, "


@settings(max_examples=6, deadline=None)
@given(st.sampled_from(HOSTILE.split("|")))
def test_long_hostile_lines_come_to_an_end(piece):
    text = piece * 4000
    assert all(span.end <= len(text) for span in DETECTOR.spans(text))
