"""How words and amounts are set on a page."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tequio.web.templatetags.words import along, amount, masked, quoted


@pytest.mark.parametrize(("value", "spanish", "english"), [
    (25, "25", "25"),
    (1137, "1,137", "1,137"),
    ((10, 15), "entre 10 y 15", None),
    ((None, 10), "menos de 10", None),
    ((10, None), "10 o más", None),
    (None, "sin dato", None),
    ((None, None), "sin dato", None),
    (0, "0", "0"),
])
def test_amounts_are_said_in_words(value: object, spanish: str, english: str | None) -> None:
    with override("es-mx"):
        assert amount(value) == spanish
    if english:
        with override("en"):
            assert amount(value) == english


@pytest.mark.parametrize(
    "stand_in", ["una persona", "Otra persona", "una clave de elector (4)", "nombre", "un teléfono"])
def test_stand_ins_are_drawn_as_such(stand_in: str) -> None:
    assert masked(f"vi a [{stand_in}] ahí") == f'vi a <span class="masked">{stand_in}</span> ahí'


@pytest.mark.parametrize("text", ["[algo dicho]", "[ ]", "[1]", "(una persona)", "[una persona dijo]"])
def test_other_brackets_are_words(text: str) -> None:
    assert masked(text) == text


@given(st.text())
def test_masking_never_lets_markup_through(text: str) -> None:
    drawn = masked(text).replace('<span class="masked">', "").replace("</span>", "")
    assert "<" not in drawn
    assert ">" not in drawn


def test_quotes_inside_a_quote_are_the_inner_kind() -> None:
    assert quoted("me dijo «vete» y ya") == "«me dijo “vete” y ya»"


@given(st.text(alphabet=st.characters(exclude_characters="«»“”")))
def test_quoting_what_is_quoted_already_adds_nothing(text: str) -> None:
    assert quoted(quoted(text)) == quoted(text)


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        list(along([{"text": "a"}, {"text": "b"}], [{"label": "A"}]))
