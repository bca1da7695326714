"""Passages as their tools counted them, brought to code points; what has no place is listed with its codings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from tequio.diagnosis.refi_qda.account import Account
from tequio.diagnosis.refi_qda.model import Selection
from tequio.diagnosis.refi_qda.offsets import Marked, Text, Way, choose, spans


@dataclass(frozen=True, slots=True)
class Counted:
    """A passage with the positions of its tool, and what it is said to quote."""

    made: Selection
    start: int
    end: int
    quote: str = field(default="", repr=False)
    exact: bool = False  # whether the quote is the whole passage, so that it can be found again by it


def place(counted: Sequence[tuple[Text, Sequence[Counted]]], account: Account, *,
          known: Way | None = None) -> list[list[Selection]]:
    """The passages of each text, in the way of counting by which most of all begin and end at words."""
    marked = [Marked(text, np.array([one.start for one in passages], dtype=np.int64),
                     np.array([one.end for one in passages], dtype=np.int64), [one.quote for one in passages])
              for text, passages in counted]
    chosen = choose(marked, known=known)
    account.reading = chosen.told()
    made = []
    for one, (_, passages), way in zip(marked, counted, chosen.of_each, strict=True):
        if way != chosen.way:
            account.notice("sources", "own_reading")
        made.append(list(_within(passages, one, way, account)))
    return made


def leave(selection: Selection, reason: str, account: Account) -> None:
    """A passage that is not kept takes its codings along."""
    account.leave("selections", reason, selection.guid)
    for coding in selection.codings:
        account.leave("codings", reason, coding.guid)


def by_quote(selection: Selection, text: str, quote: str, account: Account) -> Selection:
    """A passage that says something else than was marked moves to where the quote stands, if that is one place."""
    if not quote or text[selection.start:selection.end] == quote:
        return selection
    account.notice("selections", "quote_differs")
    if text.count(quote) != 1:
        return selection
    start = text.index(quote)
    return replace(selection, start=start, end=start + len(quote))


def _within(passages: Sequence[Counted], marked: Marked, way: Way, account: Account) -> Iterator[Selection]:
    starts, ends, inside = spans(marked, way)
    marked.text.let_go()
    if inside:
        account.notice("selections", "inside_a_sign", inside)
    for one, start, end in zip(passages, starts.tolist(), ends.tolist(), strict=True):
        if start < 0 or end < 0:
            leave(one.made, "beyond", account)
        elif end <= start:
            leave(one.made, "empty", account)
        else:
            placed = replace(one.made, start=start, end=end)
            yield by_quote(placed, marked.text.kept, one.quote, account) if one.exact else placed
