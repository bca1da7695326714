"""How a row of a consultation reads: what was said, where, and who should do what."""

import re

from tequio.chain.records import Record
from tequio.listening.importers.unanswered import answered, unanswered

SPHERES = ("municipality", "state", "federation", "civil_society", "business", "others")
MARKED = "x"
NOT_A_PLACE = re.compile(r"^[\d.,\s-]*$")


def as_words(record: Record) -> str:
    """What the row says: problem and description; the proposal where it names no problem."""
    said = [str(record[name]).strip() for name in ("problem", "description") if answered(record[name])]
    return _joined(said) if said else str(record["proposal"]).strip() if answered(record["proposal"]) else ""


def says_nothing(record: Record) -> str:
    """Why a row without words is listed: it answers that it has none, or it is empty."""
    asked = ("problem", "description", "proposal", *SPHERES)
    return "unanswered" if any(unanswered(record[name]) for name in asked) else "no_words"


def proposal_of(record: Record) -> str:
    """What the row asks for: the joint proposal, or else what it asks each body to do. Empty when it asks nothing."""
    if answered(record["proposal"]):
        return str(record["proposal"]).strip()
    return _joined([str(record[name]).strip() for name in SPHERES if answered(record[name])])


def problem_of(record: Record) -> str:
    """The problem and its description, empty where the row names none."""
    return _joined([str(record[name]).strip() for name in ("problem", "description") if answered(record[name])])


def place_of(record: Record) -> str:
    """The place as written; a bare number is no place."""
    written = str(record["place"] or "").strip()
    return "" if NOT_A_PLACE.match(written) else written


def tasks_of(record: Record) -> dict[str, str]:
    """What each sphere is asked to do, for the spheres that are asked; some sheets only mark them."""
    return {name: str(record[name]).strip() for name in SPHERES
            if answered(record[name]) or str(record[name]).strip().lower() == MARKED}


def _joined(parts: list[str]) -> str:
    """Parts as sentences of one text."""
    ended = (part if part[-1:] in ".!?…" else f"{part}." for part in parts if part)
    return " ".join(ended)
