"""Whatever is handed in is answered with a coded error, quickly, and nothing is written."""

from pathlib import Path

import pytest
from tests.diagnosis.refi_qda.files import codes, guid, passage, qde, source, zipped
from tests.diagnosis.refi_qda.hostile import every, write

from tequio.diagnosis.refi_qda import open_project
from tequio.foundation.errors import TequioError

EVERY = every()


def test_there_are_enough_of_them() -> None:
    assert len(EVERY) >= 60


@pytest.mark.parametrize(("ending", "name", "code", "data"), EVERY,
                         ids=[f"{ending[1:]}: {name}" for ending, name, _, _ in EVERY])
def test_a_hostile_project_is_answered_with_its_code(
        tmp_path: Path, ending: str, name: str, code: str, data: bytes) -> None:
    path = write(tmp_path, ending, data)
    with pytest.raises(TequioError) as fault:
        open_project(path)
    assert fault.value.problem.code == code
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert fault.value.problem.message("en") and fault.value.problem.message("es")


@pytest.mark.parametrize("said", [
    passage(0, 10**14), passage(-10**14, 3), passage("9" * 400, 3), passage("NaN", "inf"), passage("0x3", "1e3"),
    passage("", ""), passage("٣", "٤"), passage(0, 2, "sin-guid"), passage(3, 3), passage(9, 1)])
def test_positions_that_no_text_has_are_listed(tmp_path: Path, said: str) -> None:
    path = tmp_path / "a.qdpx"
    path.write_bytes(zipped({"project.qde": qde(f"{codes('luz')}<Sources>{source('uno', said)}</Sources>"),
                             f"sources/{guid('uno')}.txt": b"No hay luz"}))
    opened = open_project(path)
    assert opened.project.counts()["codings"] == 0
    assert sum(count for (kind, _), count in opened.account.listed.items() if kind == "codings") == 1


@pytest.mark.parametrize("path", ["internal://../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "internal://",
                                  "http://example.org/x.txt", "relative:///../x.txt", "\\\\equipo\\x.txt",
                                  "internal://%2e%2e%2fx"])
def test_a_text_is_fetched_from_nowhere_but_the_file(tmp_path: Path, path: str) -> None:
    file = tmp_path / "a.qdpx"
    said = source("uno", passage(0, 2), path=path)
    file.write_bytes(zipped({"project.qde": qde(f"{codes('luz')}<Sources>{said}</Sources>")}))
    made = open_project(file).project
    assert made.sources[0].text is None
    assert made.sources[0].selections == ()


def test_a_text_that_is_none_is_listed(tmp_path: Path) -> None:
    for data in (b"\xff\xfe\x00\xd8", b"a\x00b\x00\x00", b"\xef\xbb\xbfhola\x00", b"\x00" * 50):
        file = tmp_path / "a.qdpx"
        file.write_bytes(zipped({"project.qde": qde(f"{codes('luz')}<Sources>{source('uno', passage(0, 2))}</Sources>"),
                                 f"sources/{guid('uno')}.txt": data}))
        opened = open_project(file)
        assert opened.account.listed["texts", "not_a_text"] == 1
        assert opened.account.listed["selections", "without_text"] == 1


def test_a_kind_of_file_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TequioError, match="TQ-164"):
        open_project(write(tmp_path, ".docx", b"x"))
    with pytest.raises(TequioError, match="TQ-201"):
        open_project(tmp_path / "no.qdpx")
    with pytest.raises(TequioError, match="TQ-203"):
        open_project(tmp_path.rename(tmp_path.with_suffix(".qdpx")))
