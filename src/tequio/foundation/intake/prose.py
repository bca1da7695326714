"""Long texts made uniform, so that offsets into them mean the same on every system."""

import re
import unicodedata

from tequio.foundation.intake.tidy import LINE_ENDS, UNSEEN

BLANKS = " \t\xa0"
GAPS = re.compile(r"\n{4,}")


def uniform(text: str) -> str:
    """NFC, LF, no control, bidirectional or zero-width characters, no blanks at the end of lines."""
    text = unicodedata.normalize("NFC", UNSEEN.sub("", LINE_ENDS.sub("\n", text)))
    lines = "\n".join(line.rstrip(BLANKS) for line in text.split("\n"))
    return GAPS.sub("\n\n\n", lines).strip("\n")
