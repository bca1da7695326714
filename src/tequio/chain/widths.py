"""How long the short texts of a process file and its sheets may be: what their columns hold on every database."""

from collections.abc import Mapping
from hashlib import sha256

# By the field of a sheet. Texts that only name something else are looked up and need no limit.
WIDTHS = {"key": 80, "reason": 200, "facilitator": 60, "coder": 60, "name_es": 160, "name_en": 160, "unit_es": 80,
          "unit_en": 80, "instrument": 160, "vintage": 40, "period": 10, "note": 200, "round": 80, "participant": 200}
# Keys that become part of longer ones, and themes, which are printed as headings.
OWN = {("consultation", "key"): 40, ("agenda_list", "key"): 60, ("proposals", "section"): 120}
# By table of the process file.
TABLE_WIDTHS: Mapping[str, Mapping[str, int]] = {
    "process": {"name": 200},
    "territories": {"key": 50, "name": 160, "code": 16, "modelled_on": 160},
    "groups": {"key": 80, "es": 120, "en": 120},
    "institutions": {"key": 80, "name": 160},
}
UNLIMITED = 100_000
DIGITS = 6


def longest(kind: str, field: str) -> int:
    return OWN.get((kind, field), WIDTHS.get(field, UNLIMITED))


def shortened(name: str, most: int) -> str:
    """`name`, or its beginning and some digits that tell it from others that begin alike."""
    if len(name) <= most:
        return name
    return f"{name[:most - DIGITS - 1]}~{sha256(name.encode()).hexdigest()[:DIGITS]}"
