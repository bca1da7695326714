"""Words padded to a step before they are sealed, so that the length of an envelope tells its step and no more. Pure.

The padding is the byte FF, which stands in no UTF-8 text (RFC 3629, section 3): what was sealed without it opens too.
Up to 64 KiB each step is twice the one before; above it steps are an eighth of a power of two, so that pictures grow by
an eighth at most.
"""

FILL = b"\xff"
LEAST, DOUBLING = 128, 1 << 16
EIGHTHS = 8
# An envelope is longer than what it holds by version, nonce and tag.
AROUND = 1 + 12 + 16
# The lengths of envelopes while steps double.
SMALL = tuple(AROUND + (LEAST << times) for times in range((DOUBLING // LEAST).bit_length()))


def step(size: int) -> int:
    """The length to which `size` bytes are filled up."""
    if size <= LEAST:
        return LEAST
    above = 1 << (size - 1).bit_length()
    if above <= DOUBLING:
        return above
    grain = above // 2 // EIGHTHS
    return -(-size // grain) * grain


def padded(words: bytes) -> bytes:
    return words + FILL * (step(len(words)) - len(words))


def unpadded(words: bytes) -> bytes:
    return words.rstrip(FILL)


def on_a_step(envelope: int) -> bool:
    """Whether an envelope of this length tells only its step."""
    return envelope > AROUND and step(envelope - AROUND) == envelope - AROUND
