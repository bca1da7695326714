"""Drawings keep their shapes and lose whatever runs, fetches or clashes."""

import pytest

from tequio.foundation.errors import TequioError
from tequio.foundation.paper.drawing import drawing_size, safe_drawing

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20px">'


@pytest.mark.parametrize("inside", [
    "<script>alert(1)</script>",
    "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
    "<rect onload='x()'/>",
    "<image href='a.png'/>",
    "<use href='https://example.org/a.svg#b'/>",
    "<use xlink:href='data:image/svg+xml,x'/>",
    "<rect fill='url(https://example.org/a)'/>",
    "<style>@import 'a.css';</style>",
    "<style>rect { fill: url(//example.org/x) }</style>",
    "<a href='javascript:x'><rect/></a>",
    "<animate attributeName='href' to='javascript:x'/>",
    "<g:x xmlns:g='urn:x'/>",
])
def test_a_drawing_that_does_more_than_draw_is_refused(inside: str) -> None:
    with pytest.raises(TequioError) as refused:
        safe_drawing(f"{OPEN}{inside}</svg>", "f1-")
    assert refused.value.problem.code == "TQ-804"


@pytest.mark.parametrize("text", ["", "no", "<svg>", "<p/>", "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + OPEN + "&a;</svg>"])
def test_what_is_not_a_drawing_is_refused(text: str) -> None:
    with pytest.raises(TequioError):
        safe_drawing(text, "f1-")


def test_inner_names_are_prefixed_so_that_two_drawings_can_share_a_page() -> None:
    drawing = safe_drawing(f'{OPEN}<clipPath id="a"/><g clip-path="url(#a)" aria-label="x" role="img"/>'
                           '<use href="#a"/></svg>', "f7-")
    assert 'id="f7-a"' in drawing and "url(#f7-a)" in drawing and 'href="#f7-a"' in drawing
    assert "aria-label" not in drawing and "role" not in drawing


def test_the_size_comes_from_the_drawing() -> None:
    assert drawing_size(f"{OPEN}</svg>") == (40.0, 20.0)
    assert drawing_size('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12.5 8"/>') == (12.5, 8.0)
    with pytest.raises(TequioError):
        drawing_size('<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>')


@pytest.mark.parametrize("title", ["javascript: a quién pertenece", "url(http://x)", "expression(1)", "@import"])
def test_a_drawing_may_be_described_in_any_words(title: str) -> None:
    drawn = safe_drawing(f'<svg xmlns="http://www.w3.org/2000/svg" aria-label="{title}" role="img">'
                         f'<text aria-label="{title}">{title}</text></svg>', "a-")
    assert "aria-label" not in drawn and title in drawn


@pytest.mark.parametrize("attribute", ["style", "fill", "class"])
def test_what_a_drawing_does_may_not_be(attribute: str) -> None:
    with pytest.raises(TequioError) as caught:
        safe_drawing(f'<svg xmlns="http://www.w3.org/2000/svg"><rect {attribute}="url(http://x)"/></svg>', "a-")
    assert caught.value.problem.code == "TQ-804"
