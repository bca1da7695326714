"""Identifiers, colours, days and numbers as tools write them, brought to what the standard asks."""

import re
import sys
from uuid import NAMESPACE_URL, uuid5

GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
COLOUR = re.compile(r"#?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
WITH_ALPHA = re.compile(r"#([0-9a-fA-F]{2})([0-9a-fA-F]{6})")
RGB = re.compile(r"rgb\(\s{0,3}([0-9]{1,3})\s{0,3},\s{0,3}([0-9]{1,3})\s{0,3},\s{0,3}([0-9]{1,3})\s{0,3}\)")
DAY = re.compile(r"([0-9]{4}-[01][0-9]-[0-3][0-9])[T ]([0-2][0-9]:[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?)"
                 r"(Z|[+-][0-2][0-9]:[0-5][0-9])?")
NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
OURS = uuid5(NAMESPACE_URL, "urn:tequio:refi-qda")
NAMED_COLOURS = {"black": "#000000", "white": "#ffffff", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
                 "yellow": "#ffff00", "orange": "#ffa500", "purple": "#800080", "gray": "#808080", "grey": "#808080"}
TRUE, FALSE = ("true", "1", "yes", "si"), ("false", "0", "no")


def made_from(*parts: object) -> str:
    """An identifier that is the same whenever it is made from the same."""
    return str(uuid5(OURS, "\x1f".join(str(part) for part in parts).encode("utf-8", "replace").decode()))


def guid(said: str) -> tuple[str, bool]:
    """In lower case without braces, and whether one had to be made; '' for nothing."""
    bare = said.strip()
    if found := GUID.fullmatch(bare):
        return sys.intern(found[1].lower()), False
    return (made_from("id", bare), True) if bare else ("", False)


def colour(said: str) -> str:
    """`#rrggbb` of what a tool wrote, '' for what is no colour."""
    bare = said.strip().lower()
    if found := COLOUR.fullmatch(bare):
        short = found[1]
        return "#" + (short if len(short) == 6 else "".join(sign * 2 for sign in short))
    if found := WITH_ALPHA.fullmatch(bare):
        return f"#{found[2]}"
    if (found := RGB.fullmatch(bare)) and all(int(part) < 256 for part in found.groups()):
        return "#" + "".join(f"{int(part):02x}" for part in found.groups())
    if bare.lstrip("-").isdecimal() and len(bare) < 12:  # a signed whole number of alpha, red, green, blue
        return f"#{int(bare) & 0xFFFFFF:06x}"
    return NAMED_COLOURS.get(bare, "")


def day(said: str) -> str:
    """A date with its hour as XML Schema has it, '' for anything else."""
    found = DAY.fullmatch(said.strip())
    if not found:
        return ""
    date, time = found[1], found[2]
    year, month, of_month = (int(part) for part in date.split("-"))
    good = year >= 1 and 1 <= month <= 12 and 1 <= of_month <= _longest(year, month) and time[:2] <= "23"
    zone = found[3] or ""
    return f"{date}T{time}{zone}" if good and zone[1:3] <= "13" else ""


def number(said: str) -> int | None:
    return int(said) if NUMBER.fullmatch(said.strip()) else None


def yes(said: str) -> bool | None:
    bare = said.strip().lower()
    return True if bare in TRUE else False if bare in FALSE else None


def _longest(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
