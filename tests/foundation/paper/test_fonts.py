"""The vendored fonts are the ones that were vendored, and the box font is the one its source makes."""

import hashlib
import tomllib
from importlib import resources

from tequio.foundation.paper.box_font import box_font

FONTS = resources.files("tequio.foundation.paper") / "fonts"


def test_every_font_file_has_the_sum_written_beside_it() -> None:
    folders = tomllib.loads((FONTS / "VENDORED.toml").read_text(encoding="utf-8"))
    written = {f"{name}/{file}": digest for name, folder in folders.items()
               for file, digest in folder["sha256"].items()}
    found = {f"{folder.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest()
             for folder in FONTS.iterdir() if folder.is_dir() for file in folder.iterdir()}
    assert written == found


def test_the_box_font_is_made_from_its_source() -> None:
    assert (FONTS / "tequio-box" / "TequioBox.ttf").read_bytes() == box_font()
