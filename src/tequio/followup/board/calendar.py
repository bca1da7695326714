"""Due days as an iCalendar file (RFC 5545) that any calendar opens. Pure; it holds no words of what was said."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIDEST = 75
ONE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """Something that is due on a day; `key` is the same every time, so that a calendar replaces what it has."""

    key: str
    day: datetime.date
    title: str
    note: str = ""


def calendar(name: str, dues: Iterable[Due], stamp: datetime.date) -> str:
    """The file, in the order of the days."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tequio//Seguimiento//ES", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{escaped(name)}"]
    for due in sorted(dues, key=lambda one: (one.day, one.key)):
        lines += ["BEGIN:VEVENT", f"UID:{escaped(due.key)}@tequio", f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
                  f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}", f"DTEND;VALUE=DATE:{due.day + ONE:%Y%m%d}",
                  f"SUMMARY:{escaped(due.title)}",
                  *([f"DESCRIPTION:{escaped(due.note)}"] if due.note else []), "TRANSP:TRANSPARENT", "END:VEVENT"]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def escaped(text: str) -> str:
    """A text as a value: its commas, semicolons and line ends would otherwise be read as the file's own."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.splitlines())
    return "".join(letter for letter in text if letter >= " " and letter != "\x7f")


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, no letter cut in two; every part after the first begins with a space."""
    part, size = "", 0
    for letter in line:
        wide = len(letter.encode())
        if size + wide > WIDEST:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + wide
    yield part
