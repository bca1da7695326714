"""Reading untrusted files: sheets, texts, transcripts and archives that somebody sent."""

from tequio.foundation.intake.archive import Archive, Entry, open_archive
from tequio.foundation.intake.door import File, Handed, hand_in
from tequio.foundation.intake.limits import Limits
from tequio.foundation.intake.reading import read_sheet
from tequio.foundation.intake.reading_text import read_text
from tequio.foundation.intake.sheet import Row, Sheet
from tequio.foundation.intake.text import Text, Turn
from tequio.foundation.intake.tidy import neutral, seen, tidy

__all__ = ["Archive", "Entry", "File", "Handed", "Limits", "Row", "Sheet", "Text", "Turn", "hand_in", "neutral",
           "open_archive", "read_sheet", "read_text", "seen", "tidy"]
