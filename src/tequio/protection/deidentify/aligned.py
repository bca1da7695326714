"""Where a place of a text lies once the text is masked, and the other way round."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from tequio.protection.deidentify.placeholders import masked_pieces
from tequio.protection.deidentify.spans import Span


@dataclass(frozen=True, slots=True)
class _Piece:
    said: tuple[int, int]
    shown: tuple[int, int]
    hidden: bool


class Aligned:
    """A text and the same text masked. A place inside of what is hidden becomes one edge of its stand-in."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._pieces: list[_Piece] = []
        parts, said, shown = [], 0, 0
        for before, stood, span in masked_pieces(text, spans):
            parts += [before, stood]
            begin, end = (span.start, span.end) if span else (len(text), len(text))
            self._pieces.append(_Piece((said, begin), (shown, shown + len(before)), False))
            shown += len(before)
            if span:
                self._pieces.append(_Piece((begin, end), (shown, shown + len(stood)), True))
            said, shown = end, shown + len(stood)
        self.masked = "".join(parts)

    def shown(self, start: int, end: int) -> tuple[int, int]:
        """A passage of what was said, in the masked text: it never ends inside a stand-in."""
        return self._across(start, end, [(piece.said, piece.shown, piece.hidden) for piece in self._pieces])

    def said(self, start: int, end: int) -> tuple[int, int]:
        """A passage of the masked text, in what was said: it never ends inside of what is hidden."""
        return self._across(start, end, [(piece.shown, piece.said, piece.hidden) for piece in self._pieces])

    @staticmethod
    def _across(start: int, end: int, pieces: list[tuple[tuple[int, int], tuple[int, int], bool]]) -> tuple[int, int]:
        def place(at: int, last: bool) -> int:
            begins = [one[0][0] for one in pieces]
            # The end of a passage belongs to the piece before it.
            found = max(0, bisect_right(begins, at - 1 if last and at else at) - 1)
            here, there, hidden = pieces[found]
            if hidden:
                return there[1] if last else there[0]
            return min(there[0] + at - here[0], there[1])

        return place(start, False), place(end, True)
