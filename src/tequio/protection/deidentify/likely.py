"""What the rules leave and a sum of small weights still holds for hidden: which words stand around, how a word ends.

The weights stand in `data/likely.tsv`, one cue a line, learnt from invented testimonies by
`benchmarks/deidentify/train.py`; a word is masked when those of its cues add up to more than a threshold.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from tequio.protection.deidentify.found import ARTICLES
from tequio.protection.deidentify.reading import DIGITS, LOWER, Reading, also_forgets
from tequio.protection.deidentify.spans import Span
from tequio.protection.deidentify.wordclasses import (
    ACRONYM,
    ALSO_WORD,
    ARTICLE,
    COMMON,
    CUE_BITS,
    FUNCTION,
    KIN,
    NUMBER,
    ORDINARY,
    PART_OF_DAY,
    PLAIN,
    POSSESSIVE,
    ROLE,
    TITLE,
    TRADE,
    UNIT,
    UNKNOWN,
    VERB,
    WEEKDAY,
)

# Nothing of these classes hides anybody by itself.
NEVER = FUNCTION | POSSESSIVE | ARTICLE | WEEKDAY | UNIT | KIN | PART_OF_DAY | ACRONYM | NUMBER
NEVER_ALONE = ALSO_WORD | COMMON | CUE_BITS | ORDINARY | PLAIN | ROLE | TITLE | TRADE | VERB
AROUND = (-2, -1, 0, 1, 2)
# `organizarnos`, `cobrándole`: verbs that no list holds.
WITH_PRONOUNS = tuple(
    verb + pronoun
    for verb in ("ar", "er", "ir", "ando", "iendo", "yendo")
    for pronoun in ("me", "te", "se", "nos", "lo", "la", "los", "las", "le", "les", "selo", "sela", "noslo")
)
REASONS = ("two words before", "the word before", "the word itself", "the word after", "two words after", "the pair")
THRESHOLD = 0.0
SHORTEST = 3
JOINS = frozenset(("de", "del", "la", "los", "las", "el", "y"))
MOST_JOINS = 2


def likely(reading: Reading, spans: Sequence[Span]) -> list[Span]:
    """Words that none of `spans` covers and that their cues hold for hidden. One that stands beside a span, or beside
    another such word, is part of the same."""
    masked = covered(reading, spans)
    found: list[Span] = []
    for place in candidates(reading, masked):
        if masked[place] or not (why := _why(reading, place, masked)):
            continue
        first = place - (reading.word(place - 1) in ARTICLES and not reading.public[place - 1])
        start, end = reading.starts[first], reading.ends[place]
        if found and _one(reading, found[-1].end, start):
            start = found[-1].end - 1
        elif first and masked[first - 1] and reading.joined(first):
            start = reading.ends[first - 1] - 1
        after = place + 1
        if after < reading.size and masked[after] and reading.shapes[after] < DIGITS and reading.joined(after):
            end = reading.starts[after] + 1
        found.append(Span(start, end, "WORD", f"likely by {why}"))
    return found


def covered(reading: Reading, spans: Sequence[Span]) -> list[bool]:
    """Which tokens lie in one of `spans`, which are sorted and lie apart."""
    masked, place = [False] * reading.size, 0
    for span in spans:
        while place < reading.size and reading.ends[place] <= span.start:
            place += 1
        while place < reading.size and reading.starts[place] < span.end:
            masked[place] = True
            place += 1
    return masked


def candidates(reading: Reading, masked: list[bool]) -> Iterator[int]:
    """Where a word stands that could hide somebody: no ordinary one, unless what stands beside it is masked."""
    for place, bits in enumerate(reading.bits):
        if bits & NEVER or reading.shapes[place] >= DIGITS or reading.public[place]:
            continue
        beside = (place and masked[place - 1]) or (place + 1 < reading.size and masked[place + 1])
        if (beside and not bits & (ORDINARY | VERB)) or _could_be_a_name(reading, place, bits):
            yield place


def _could_be_a_name(reading: Reading, place: int, bits: int) -> bool:
    fold = reading.folds[place]
    if bits & NEVER_ALONE or len(fold) < SHORTEST or fold.endswith(WITH_PRONOUNS):
        return False
    # Where names have capitals, a word of the dictionary without one names nobody.
    return bool(bits & UNKNOWN) or reading.shapes[place] != LOWER or not reading.trusted[place]


def word_cues(fold: str, bits: int, shape: int) -> tuple[str, ...]:
    """What a word tells by itself: itself, how it begins and ends, its classes, its capitals."""
    length = "long" if len(fold) > 7 else "short" if len(fold) < 4 else "middle"
    classes = [f"class {bit}" for bit in range(bits.bit_length()) if bits >> bit & 1] or ["class none"]
    return (f"word {fold}", f"end {fold[-3:]}", f"end {fold[-2:]}", f"shape {shape}", length, *classes)


def pair_cues(reading: Reading, place: int, masked: list[bool]) -> tuple[str, ...]:
    """What neighbours tell together, and which of them are masked."""
    before, two_before, after = reading.word(place - 1), reading.word(place - 2), reading.word(place + 1)
    bits = reading.bits[place]
    bits_before = reading.bits[place - 1] if place else -1
    bits_after = reading.bits[place + 1] if place + 1 < reading.size else -1
    written = f"{reading.shapes[place]} {reading.trusted[place]:d} {reading.opening[place]:d}"
    left = "".join("01"[masked[here]] if here >= 0 else "-" for here in (place - 2, place - 1))
    right = "".join("01"[masked[here]] if here < reading.size else "-" for here in (place + 1, place + 2))
    return (
        f"{two_before} {before}",
        f"{before} {bits:x}",
        f"{bits:x} {after}",
        f"{bits_before:x} {bits:x}",
        f"{bits:x} and {bits_after:x}",
        f"{two_before} {before} {bits:x}",
        f"all {bits:x}",
        f"written {written}",
        f"left {left}",
        f"right {right}",
        f"left {left} {before}",
        f"right {right} {after}",
        f"between {left[1]} {right[0]} {bits:x}",
    )


@cache
def weights() -> dict[str, float]:
    """Cue → weight, in hundredths in the file."""
    lines = (files(__package__) / "data" / "likely.tsv").read_text(encoding="utf-8").splitlines()
    return {cue: int(weight) / 100 for cue, weight in (line.rsplit("\t", 1) for line in lines)}


@lru_cache(maxsize=65_536)
def _pulls(fold: str, bits: int, shape: int) -> tuple[float, ...]:
    """What a word adds to the word two after it, one after it, itself, one before, two before."""
    known = weights()
    cues = word_cues(fold, bits, shape)
    return tuple(sum(known.get(f"{offset} {cue}", 0.0) for cue in cues) for offset in AROUND)


def _why(reading: Reading, place: int, masked: list[bool]) -> str:
    """What speaks most for masking the word, or an empty string when too little does."""
    known = weights()
    parts = [_part(reading, place + offset, index) for index, offset in enumerate(AROUND)]
    parts.append(sum(known.get(cue, 0.0) for cue in pair_cues(reading, place, masked)))
    if sum(parts) + known["always"] <= THRESHOLD:
        return ""
    return REASONS[parts.index(max(parts))]


def _part(reading: Reading, place: int, index: int) -> float:
    if not 0 <= place < reading.size:
        return weights().get(f"{AROUND[index]} none", 0.0)
    return _pulls(reading.folds[place], reading.bits[place], reading.shapes[place])[index]


def _one(reading: Reading, last: int, start: int) -> bool:
    """Two finds with nothing between them, or `de la`."""
    between = reading.text[last:start].lower().split()
    return len(between) <= MOST_JOINS and all(word in JOINS for word in between)


also_forgets(_pulls.cache_clear)
