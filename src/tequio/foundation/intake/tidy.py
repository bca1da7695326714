"""Any value of a cell as one clean text: what a person sees, without what a machine hides in it."""

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal

LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
# Control characters, bidirectional overrides, zero-width marks, tags and lone surrogates: none of them is seen, and
# each can make a text read otherwise than it is. ZWJ and ZWNJ stay, they shape emoji and scripts.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)
PLAIN = re.compile(r"[!-~](?:[ -~]*[!-~])?")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)%?")
EXACT_INTEGERS = 2**53
REMEMBERED = 50_000
SHORT = 60


class Figure(str):
    """The text of a cell that the file itself holds as a number: its dot is the decimal mark, whatever the column."""

    __slots__ = ()


def tidy(text: str) -> str:
    """NFC, LF, no control, bidirectional or zero-width characters; tabs become spaces, ends are stripped."""
    if PLAIN.fullmatch(text):
        return text
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", UNSEEN.sub("", text)).strip()


def seen(text: str) -> str:
    """What a person sees of a text that was typed, or that goes to a terminal: blanks and lines stay as they are."""
    return UNSEEN.sub("", text.replace("\x85", "\n"))


def cell_text(value: object) -> str:
    """A cell as text: `3` for 3.0, ISO dates, `true`/`false`, blanks as ''."""
    if isinstance(value, str):
        return tidy(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return Figure(number_text(value) if isinstance(value, float) else value)
    if isinstance(value, dt.datetime):
        return moment_text(value)
    if isinstance(value, dt.timedelta):
        return duration_text(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return Figure(decimal_text(value))
    if isinstance(value, bytes | bytearray):  # old writers of Parquet mark no text as such
        return tidy(value.decode("utf-8", "replace"))
    return tidy(str(value))


class Tidier:
    """`cell_text` that gives one object for equal short texts: most cells of a survey repeat a few answers."""

    def __init__(self) -> None:
        self._known: dict[object, str] = {}

    def __call__(self, value: object) -> str:
        if value is None or value == "":
            return ""
        if not isinstance(value, str) or len(value) > SHORT:
            return cell_text(value)
        text = self._known.get(value)
        if text is None:
            text = cell_text(value)
            if len(self._known) < REMEMBERED:
                self._known[value] = text
        return text


def number_text(value: float) -> str:
    if not math.isfinite(value):
        return ""
    if value.is_integer() and abs(value) < EXACT_INTEGERS:
        return str(int(value))
    return repr(value)


def decimal_text(value: Decimal) -> str:
    text = f"{value:f}" if value.is_finite() else ""
    return text.rstrip("0").rstrip(".") if "." in text else text


def moment_text(value: dt.datetime) -> str:
    """A date where the hour is midnight, else to the second: serial dates carry rounding noise below it."""
    if value.microsecond >= 500_000 and value < dt.datetime.max.replace(microsecond=0, tzinfo=value.tzinfo):
        value += dt.timedelta(seconds=1)
    value = value.replace(microsecond=0)
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat()


def duration_text(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, second = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"


def neutral(text: str) -> str:
    """`text` so that no spreadsheet runs it: an apostrophe before = + - @ (and their full-width twins).

    Plain numbers such as -3 or +52 stay as they are.
    """
    if text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text):
        return "'" + text
    return text
