"""The command that publishes asks each of two people for the list that it has just shown them."""

from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner

from tequio.cli import publish
from tequio.publication.outgoing.states import Kind, Outgoing

PEOPLE = ["Ceiba", "Garza"]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Who signed what was written; the folder and the people are there."""
    (tmp_path / "proceso" / "keys").mkdir(parents=True)
    people, made, process = iter(PEOPLE), [], uuid4()
    document = Outgoing(name="agenda-centro", title="Centro", kind=Kind.AGENDA, digest="d", marks=("m",))
    monkeypatch.setattr(publish, "open_home", lambda folder: None)
    monkeypatch.setattr(publish, "close_home", lambda: None)
    monkeypatch.setattr(publish, "read_passphrase", lambda descriptor: "frase")
    monkeypatch.setattr(publish, "unlocked", lambda folder, passphrase: (process, next(people)))
    monkeypatch.setattr(publish, "_look", lambda *_: ([document], publish.Seen(("agenda-centro",), "d")))

    def write(process: object, who: tuple[str, str], seen: object, staging: Path) -> dict[str, int]:
        made.append(who)
        return {"agendas": 1, "rounds": 0, "documents": 4}
    monkeypatch.setattr(publish, "_publish", write)
    return made


def asked(folder: Path, answers: str, *more: str) -> tuple[int, str]:
    found = CliRunner().invoke(
        publish.command, [str(folder / "proceso"), "--out", str(folder / "sitio"), *more], input=answers)
    return found.exit_code, found.output


@pytest.mark.parametrize(("answers", "times"), [("n\n", 1), ("y\nn\n", 2), ("", 1), ("y\n", 2)])
def test_without_the_yes_of_both_nothing_is_written(
        tmp_path: Path, written: list[tuple[str, str]], answers: str, times: int) -> None:
    code, told = asked(tmp_path, answers)
    assert code != 0 and told.count("[y/N]") == times and written == []
    assert [path.name for path in tmp_path.iterdir()] == ["proceso"]


def test_both_are_asked_after_they_saw_the_list(tmp_path: Path, written: list[tuple[str, str]]) -> None:
    code, told = asked(tmp_path, "y\ny\n")
    assert code == 0 and written == [("Ceiba", "Garza")]
    assert told.count("[y/N]") == 2 and told.count("agenda-centro:") == 2
    assert told.index("[y/N]") < told.rindex("agenda-centro:") < told.rindex("[y/N]")


def test_yes_asks_nobody_and_needs_a_choice(tmp_path: Path, written: list[tuple[str, str]]) -> None:
    assert asked(tmp_path, "", "--yes")[0] != 0 and written == []
    code, told = asked(tmp_path, "", "--yes", "--all")
    assert code == 0 and "[y/N]" not in told and written
