"""How a row of a consultation reads: what was said, where, and who should do what."""

import re

from tequio.chain.records import Record
from tequio.listening.importers.said import says

SPHERES = ("municipality", "state", "federation", "civil_society", "business", "others")
NOT_A_PLACE = re.compile(r"^[\d.,\s-]*$")


def as_words(record: Record) -> str:
    """What the row says: problem and description; the proposal where it names no problem."""
    said = [str(record[name]).strip() for name in ("problem", "description") if says(record[name])]
    return _joined(said) if said else str(record["proposal"]).strip() if says(record["proposal"]) else ""


def proposal_of(record: Record) -> str:
    """What the row asks for: the joint proposal, or else what it asks each body to do. Empty when it asks nothing."""
    if says(record["proposal"]):
        return str(record["proposal"]).strip()
    return _joined([str(record[name]).strip() for name in SPHERES if says(record[name])])


def problem_of(record: Record) -> str:
    """The problem and its description, empty where the row names none."""
    return _joined([str(record[name]).strip() for name in ("problem", "description") if record[name]])


def place_of(record: Record) -> str:
    """The place as written; a bare number is no place."""
    written = str(record["place"] or "").strip()
    return "" if NOT_A_PLACE.match(written) else written


def tasks_of(record: Record) -> dict[str, str]:
    """What each sphere is asked to do, for the spheres that are asked."""
    return {name: str(record[name]).strip() for name in SPHERES if says(record[name])}


def _joined(parts: list[str]) -> str:
    """Parts as sentences of one text."""
    ended = (part if part[-1:] in ".!?…" else f"{part}." for part in parts if part)
    return " ".join(ended)
