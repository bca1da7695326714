"""The pages of a room as they go over the Wi-Fi: made once when it opens, the same bytes for everybody.

They carry no name of the process and no word about what is deliberated. Statements come apart, when the page runs.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import override

from tequio.deliberation.room import queries
from tequio.deliberation.room.models import Room
from tequio.protection.reading.models import RefusalReason

LANGUAGES = {"": "es-mx", "en": "en"}
SCRIPT, STYLE, FONT, HTML = "text/javascript", "text/css", "font/woff2", "text/html; charset=utf-8"
FILES = {
    "nacl.js": ("vendor/tweetnacl/nacl-fast.min.js", SCRIPT),
    "letters.js": ("tequio/js/letters.js", SCRIPT),
    "phone.js": ("room/phone.js", SCRIPT),
    "wall.js": ("room/wall.js", SCRIPT),
    "room.css": ("room/room.css", STYLE),
    "sans.woff2": ("vendor/atkinson-hyperlegible-next/atkinson-hyperlegible-next-latin-wght-normal.woff2", FONT),
    "serif.woff2": ("vendor/alegreya/alegreya-latin-wght-normal.woff2", FONT),
}


@dataclass(frozen=True)
class RoomAddress:
    """Where a room is reached."""

    host: str
    port: int
    phones: bool

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"

    @property
    def typed(self) -> str:
        return f"{self.host}:{self.port}"


def qr(text: str) -> str:
    """A code for cameras, as SVG to stand in a page."""
    return str(segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2, light="#ffffff", omitsize=True))


def pages_for(room: Room, place: RoomAddress, public: str) -> dict[str, tuple[str, bytes]]:
    """Every page and file of the room by its path. `public` is the address that letters are sealed to."""
    found = {f"/f/{name}": (kind, _file(path)) for name, (path, kind) in FILES.items()}
    for ending, language in LANGUAGES.items():
        with override(language):
            about = _about(room, place, public, language)
            wall = f"/pared/{ending}" if ending else "/pared"
            found[wall] = (HTML, render_to_string("room/wall.html", about).encode())
            if place.phones:
                found[f"/{ending}"] = (HTML, render_to_string("room/phone.html", about).encode())
    return found


def _about(room: Room, place: RoomAddress, public: str, language: str) -> dict[str, Any]:
    return {
        "language": language, "public": public, "place": place, "qr": qr(place.url) if place.phones else "",
        "groups": [{"key": group.key, "name": group.name_in(language)} for group in queries.groups_of(room.process)],
        "reasons": [{"key": str(value), "text": label} for value, label in RefusalReason.choices],
    }


def _file(path: str) -> bytes:
    found = finders.find(path)
    assert isinstance(found, str), path
    return Path(found).read_bytes()
