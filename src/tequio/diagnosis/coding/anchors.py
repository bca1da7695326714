"""A passage in its text, in code points, and where it stands once the text was replaced. Pure."""

from dataclasses import dataclass

# How much is kept on each side of a quote: enough to tell two equal quotes apart.
CONTEXT = 32


@dataclass(frozen=True)
class Passage:
    """`text[start:end]`, with what stands before and after it."""

    start: int
    end: int
    quote: str
    before: str
    after: str


def passage(text: str, start: int, end: int) -> Passage:
    return Passage(start, end, text[start:end], text[max(0, start - CONTEXT):start], text[end:end + CONTEXT])


def place_again(old: Passage, text: str) -> int | None:
    """Where the quote now begins, or None where it is gone or could mean several places.

    Of several equal quotes the one counts whose surroundings are the old ones on more characters than any other's.
    """
    if not old.quote:
        return None
    if text[old.start:old.end] == old.quote and _likeness(old, text, old.start) == len(old.before) + len(old.after):
        return old.start
    places = _places(old.quote, text)
    if len(places) < 2:
        return places[0] if places else None
    likest = sorted(((_likeness(old, text, place), place) for place in places), reverse=True)
    return likest[0][1] if likest[0][0] > likest[1][0] else None


def _places(quote: str, text: str) -> list[int]:
    found, at = [], text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _likeness(old: Passage, text: str, place: int) -> int:
    """How many characters next to the quote are the same as before, on both sides."""
    end = place + len(old.quote)
    return _same(old.before[::-1], text[max(0, place - CONTEXT):place][::-1]) + _same(
        old.after, text[end:end + CONTEXT])


def _same(first: str, second: str) -> int:
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count
