"""What of a long document goes on paper, pure: a booklet that can be carried, and where the whole stands.

The page for screens always holds everything. Paper takes the first of each long list in the order of the document, and
says under each how many more there are and in which file.
"""

from dataclasses import replace

from tequio.foundation.paper.model import Block, Callout, Document, ItemList, Points, Section, Table
from tequio.foundation.paper.words import word

MOST = 1_500
FEWEST_IN_A_LIST = 10


def for_paper(document: Document, whole: str, *, most: int = MOST) -> Document:
    """The document, with long lists shortened where it holds more than `most` entries; `whole` names the full one."""
    sizes = [size for block in document.blocks for size in _sizes(block)]
    if sum(sizes) <= most:
        return document
    return replace(document, blocks=_shortened(document.blocks, _fair(sizes, most), document, whole))


def _sizes(block: Block) -> list[int]:
    if isinstance(block, Section):
        return [size for inner in block.blocks for size in _sizes(inner)]
    return [len(_entries(block))]


def _entries(block: Block) -> tuple[object, ...]:
    if isinstance(block, ItemList):
        return block.items
    if isinstance(block, Table):
        return block.rows
    return block.points if isinstance(block, Points) else ()


def _fair(sizes: list[int], most: int) -> int:
    """The longest that a list may be so that all together stay within `most`; short lists stay whole."""
    low, high = FEWEST_IN_A_LIST, max(sizes)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(min(size, middle) for size in sizes) <= most else (low, middle - 1)
    return low


def _shortened(blocks: tuple[Block, ...], longest: int, document: Document, whole: str) -> tuple[Block, ...]:
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            made.append(replace(block, blocks=_shortened(block.blocks, longest, document, whole)))
            continue
        size = len(_entries(block))
        made.append(_cut(block, longest) if size > longest else block)
        if size > longest:
            made.append(Callout("note", word("shortened", document.language).format(
                shown=longest, all=size, file=whole)))
    return tuple(made)


def _cut(block: Block, longest: int) -> Block:
    if isinstance(block, ItemList):
        return replace(block, items=block.items[:longest])
    if isinstance(block, Table):
        return replace(block, rows=block.rows[:longest])
    return replace(block, points=block.points[:longest]) if isinstance(block, Points) else block
