"""De-identification of Mexican Spanish by rules and word lists: `Detector(...).spans(text)`, `.mask(text)`."""

from tequio.protection.deidentify.detector import Detector, restore_case
from tequio.protection.deidentify.placeholders import Placeholders
from tequio.protection.deidentify.reading import forget
from tequio.protection.deidentify.spans import Masked, Span

__all__ = ["Detector", "Masked", "Placeholders", "Span", "forget", "restore_case"]
