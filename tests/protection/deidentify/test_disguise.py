"""What hides from a list of marked words is masked as a person sees it, and stays in its place in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.protection.deidentify import Detector
from tequio.protection.deidentify.disguise import seen

DETECTOR = Detector(glossary=[("el Llillo", "ALIAS"), ("Rutilio", "PERSON"), ("la de los tamales rojos", "RELATION")])
PLAIN = Detector()
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u034f", "\u200e"]
LEET = {"o": "0", "i": "1", "e": "3", "a": "4", "s": "5", "t": "7"}


@pytest.mark.parametrize("drafted", [False, True])
@pytest.mark.parametrize(("text", "hidden"), [
    ("Lo mandó el Lli\u200dllo ayer.", "el Lli\u200dllo"),
    ("Fue Ru\u00adti\u00adlio quien cobró.", "Ru\u00adti\u00adlio"),
    ("dicen que R u t i l i o cobra", "R u t i l i o"),
    ("dicen que R-u-t-i-l-i-o cobra", "R-u-t-i-l-i-o"),
    ("dicen que r.u.t.i.l.i.o cobra", "r.u.t.i.l.i.o"),
    ("dicen que 3l Rut1l10 cobra", "Rut1l10"),
    ("el L1i11o manda", "L1i11o"),
    ("e l L l i l l o manda", "e l L l i l l o"),
    ("Ｒｕｔｉｌｉｏ vino", "Ｒｕｔｉｌｉｏ"),
    ("vino Rutili\u043e con otro", "Rutili\u043e"),
])
def test_a_marked_word_is_masked_however_it_is_written(text: str, hidden: str, drafted: bool) -> None:
    start = text.index(hidden)
    spans = DETECTOR.spans(text, drafted=drafted)
    assert any(span.start <= start and start + len(hidden) <= span.end for span in spans)


@pytest.mark.parametrize(("text", "hidden"), [
    ("lo mandó martín", "mart\u200dín"),
    ("le pagan a evaristo", "3v4r1st0"),
    ("le pagan a evaristo", "e v a r i s t o"),
])
def test_a_name_is_masked_however_it_is_written(text: str, hidden: str) -> None:
    name = text.split()[-1]
    disguised = text.replace(name, hidden)
    assert hidden not in PLAIN.mask(disguised).text


@pytest.mark.parametrize("text", [
    "Nos vemos a las 3pm y a las 10am.",
    "Vive 1 familia por cada 5 casas.",
    "Pagan 10kg de maíz en 2da vuelta y 5to lugar.",
    "Queremos luz 👩\u200d👧 y agua ❤\ufe0f.",
])
def test_digits_and_pictures_that_hide_nothing_stay(text: str) -> None:
    assert PLAIN.spans(text) == []


@given(st.text(max_size=20), st.integers(1, 6), st.sampled_from(UNSEEN), st.text(max_size=20))
def test_an_unseen_letter_anywhere_inside_hides_nothing(before: str, place: int, unseen: str, after: str) -> None:
    hidden = "Rutilio"[:place] + unseen + "Rutilio"[place:]
    text = f"{before} . {hidden} . {after}"
    start = text.index(hidden)
    spans = DETECTOR.spans(text)
    assert any(span.start <= start and start + len(hidden) <= span.end for span in spans)


@given(st.sets(st.sampled_from(sorted(LEET)), min_size=1))
def test_any_choice_of_digits_for_letters_hides_nothing(letters: set[str]) -> None:
    word = "".join(LEET[letter] if letter in letters else letter for letter in "rutilio")
    spans = DETECTOR.spans(f"dicen que {word} cobra")
    assert any(span.start <= 10 and span.end >= 17 for span in spans)


@given(st.text(max_size=80))
def test_every_letter_that_is_seen_knows_where_it_stood(text: str) -> None:
    read = seen(text, lambda _: True)
    assert len(read.places) == len(read.text) + 1
    assert all(first < second for first, second in zip(read.places, read.places[1:], strict=False))
