"""De-identification of Mexican Spanish by rules and word lists: `Detector(...).spans(text)`, `.mask(text)`."""

from tequio.protection.deidentify.detector import Detector, masked, restore_case
from tequio.protection.deidentify.reading import forget
from tequio.protection.deidentify.spans import Masked, Span

__all__ = ["Detector", "Masked", "Span", "forget", "masked", "restore_case"]
