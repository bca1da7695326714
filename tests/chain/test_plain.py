"""Words out of cells that platforms export as markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.chain.plain import plain


@pytest.mark.parametrize(("cell", "words"), [
    ("<p>En verano no se puede.</p><p>Que den sombra.</p>", "En verano no se puede.\nQue den sombra."),
    ("uno<br/>dos <strong>tres</strong>", "uno\ndos tres"),
    ("ca&ntilde;er&iacute;a&nbsp;rota", "cañería rota"),
    ("<ul><li>agua</li><li>luz</li></ul>", "agua\nluz"),
    ("<p>antes<script>alert(1)</script>después</p>", "antesdespués"),
    ("menos de 3 < 5 y 7 > 2", "menos de 3 < 5 y 7 > 2"),
    ("R&D; la tienda", "R&D; la tienda"),
])
def test_words_as_somebody_reads_them(cell: str, words: str) -> None:
    assert plain(cell) == words


@given(st.text(alphabet=st.characters(exclude_characters="<>&")))
def test_a_cell_without_markup_stays_as_it_is(cell: str) -> None:
    assert plain(cell) == cell


@given(st.text(alphabet="<>/pbr &;áx\n\"='"))
def test_any_cell_becomes_words(cell: str) -> None:
    assert isinstance(plain(cell), str)
