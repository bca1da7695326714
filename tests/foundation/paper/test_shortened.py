"""Long documents on paper: short ones whole, long ones shortened evenly, and it is said what is left out and where."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.foundation.paper.model import Block, Callout, Column, Document, ItemList, ProposalItem, Section, Table
from tequio.foundation.paper.shortened import FEWEST_IN_A_LIST, for_paper


def document(sizes: list[int]) -> Document:
    blocks: list[Block] = []
    for number, size in enumerate(sizes):
        items = ItemList(tuple(ProposalItem(str(at), "Agua") for at in range(size)))
        rows = Table("t", (Column("a"),), tuple((str(at),) for at in range(size)))
        blocks.append(Section(f"S{number}", (items if number % 2 else rows,)))
    return Document("Agenda", "es", tuple(blocks))


def entries(section: Block) -> int:
    assert isinstance(section, Section)
    first = section.blocks[0]
    return len(first.items) if isinstance(first, ItemList) else len(first.rows) if isinstance(first, Table) else 0


def test_a_short_document_goes_on_paper_whole() -> None:
    short = document([20, 30])
    assert for_paper(short, "a.html", most=50) is short


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=8))
def test_long_lists_are_shortened_and_say_so(sizes: list[int]) -> None:
    paper = for_paper(document(sizes), "agenda.html", most=200)
    kept = [entries(section) for section in paper.blocks]
    assert sum(kept) <= max(200, FEWEST_IN_A_LIST * len(sizes))
    for section, whole, shown in zip(paper.blocks, sizes, kept, strict=True):
        assert isinstance(section, Section)
        notes = [block for block in section.blocks if isinstance(block, Callout)]
        assert bool(notes) == (shown < whole)
        assert all(str(whole) in str(note.text) and "agenda.html" in str(note.text) for note in notes)
