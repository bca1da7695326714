"""Which cells of an XLSX hold a date: a number is one only because of the format it is shown in.

Source: ECMA-376 part 1, sections 18.8.30 (numFmt), 18.17.4 (dates); two epochs, and a 29 February 1900 that never was.
"""

import datetime as dt
import re
from dataclasses import dataclass

from lxml import etree

from tequio.foundation.intake.archive import Archive
from tequio.foundation.intake.markup import local, parse

BUILT_IN = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
BUILT_IN_ELAPSED = 46
NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)
LAST_SERIAL = 2_958_466  # 1 January 10000
FALSE_LEAP_DAY = 60
DAY = 86_400
LONGEST_CODE = 255


@dataclass(frozen=True)
class Dates:
    """Style numbers that show a date and those that show elapsed time, and the day on which counting begins."""

    moments: frozenset[str]
    elapsed: frozenset[str]
    epoch_1904: bool

    def value(self, number: float, style: str) -> object:
        """`number` as the date, time or duration that its style shows, or as it is."""
        if style in self.elapsed and abs(number) < LAST_SERIAL:
            return dt.timedelta(days=number)
        if style in self.moments and 0 <= number < LAST_SERIAL:
            return self._moment(number)
        return number

    def _moment(self, number: float) -> object:
        """To the nearest second: serial numbers carry rounding noise below it."""
        days, second = divmod(round(number * DAY), DAY)
        clock = dt.time(second // 3_600, second // 60 % 60, second % 60)
        if self.epoch_1904:
            return dt.datetime.combine(dt.date(1904, 1, 1) + dt.timedelta(days=days), clock)
        if number < 1:
            return clock
        first = dt.date(1899, 12, 31 if number < FALSE_LEAP_DAY else 30)
        return dt.datetime.combine(first + dt.timedelta(days=days), clock)


def date_styles(archive: Archive, book: etree._Element, relations: dict[str, tuple[str, str]]) -> Dates:
    """The styles of a workbook whose main part is `book`.

    Raises TequioError: TQ-209 damaged, TQ-215 entities.
    """
    epoch = any(item.get("date1904", "0") in ("1", "true") for item in book.iter("{*}workbookPr"))
    path = next((target for target, kind in relations.values() if kind == "styles"), "")
    if path not in archive:
        return Dates(frozenset(), frozenset(), epoch)
    root = parse(archive.read(path), file=archive.file, part=path)
    custom = {item.get("numFmtId", ""): item.get("formatCode", "") for item in root.iter("{*}numFmt")}
    used = [item.get("numFmtId", "0") for item in root.iter("{*}xf") if local(item.getparent()) == "cellXfs"]
    kinds = [_kind(number, custom.get(number)) for number in used]
    return Dates(frozenset(str(at) for at, kind in enumerate(kinds) if kind == "moment"),
                 frozenset(str(at) for at, kind in enumerate(kinds) if kind == "elapsed"), epoch)


def _kind(number: str, code: str | None) -> str:
    if code is None:
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
        return "elapsed" if known == BUILT_IN_ELAPSED else "moment" if known in BUILT_IN else ""
    shown = NOT_CODE.sub("", code[:LONGEST_CODE].split(";")[0])
    if ELAPSED.search(shown):
        return "elapsed"
    return "moment" if DATE_LETTER.search(shown.replace("General", "")) else ""
