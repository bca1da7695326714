"""Archives are read in memory, whatever their directory says of them."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile.books import packed

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Limits, open_archive
from tequio.foundation.intake.archive import Archive, safe


@settings(deadline=None)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}\.txt", fullmatch=True), st.binary(max_size=200_000), max_size=5),
       st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_what_went_in_comes_out(parts: dict[str, bytes], method: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    read = Archive("a.zip", buffer.getvalue(), Limits())
    assert {entry.name: read.read(entry.name) for entry in read.entries()} == parts


def test_folders_are_no_entries(tmp_path: Path) -> None:
    archive = open_archive(packed(tmp_path / "a.zip", {"voces/": "", "voces/a.txt": "hola"}))
    assert [(entry.name, entry.size) for entry in archive.entries()] == [("voces/a.txt", 4)]
    assert "voces/a.txt" in archive


def test_an_entry_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TequioError, match="TQ-209"):
        open_archive(packed(tmp_path / "a.zip", {"a.txt": "hola"})).read("b.txt")


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "C:\\a", "a\\..\\..\\b", "", "a\nb", "a\u202eb", "//x"])
def test_names_that_leave(name: str) -> None:
    assert not safe(name)


@pytest.mark.parametrize("name", ["a", "voces/a.txt", "año 1/ñandú (2).txt", "..a/b..", "xl/worksheets/sheet1.xml"])
def test_names_that_stay(name: str) -> None:
    assert safe(name)
