"""The detector and the opinion engine as commands of their own."""

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tequio.cli.__main__ import house


def run(*arguments: object) -> Result:
    return CliRunner().invoke(house(), [str(argument) for argument in arguments])


@pytest.fixture
def votes(tmp_path: Path) -> Path:
    """Two camps of thirty on twelve statements."""
    path = tmp_path / "votos.csv"
    chance = random.Random(5)
    rows = [f"p{person},s{statement},{1 if (person < 30) == (statement < 6) else -1}"
            for person in range(60) for statement in range(12) if chance.random() < 0.9]
    path.write_text("participant,statement,vote\n" + "\n".join(rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("mode", ["default", "polis"])
def test_opinions_writes_its_three_files(votes: Path, tmp_path: Path, mode: str) -> None:
    done = run("opinions", votes, "--out", tmp_path / "fuera", "--mode", mode)
    assert done.exit_code == 0, done.output
    answer = json.loads((tmp_path / "fuera" / "opinions.json").read_text("utf-8"))
    assert answer["participants"] == 60
    assert answer["statements"] == 12
    assert answer["groups"]["k"] == 2
    assert set(answer["seconds"]) >= {"reading", "counts", "slate"}
    groups = (tmp_path / "fuera" / "groups.csv").read_text("utf-8").splitlines()
    assert len(groups) == 61
    assert (tmp_path / "fuera" / "groups.csv").stat().st_mode & 0o077 == 0
    page = (tmp_path / "fuera" / "opinions.html").read_text("utf-8")
    assert "p1" not in page.partition("<main")[2]


def test_a_vote_outside_the_three_is_named_and_nothing_is_written(votes: Path, tmp_path: Path) -> None:
    votes.write_text(votes.read_text("utf-8").replace("p3,s2,1", "p3,s2,7"), encoding="utf-8")
    done = run("opinions", votes, "--out", tmp_path / "fuera")
    assert done.exit_code == 2
    assert done.output.startswith("TQ-601")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["votos.csv"]


def test_deidentify_masks_a_file_of_texts(tmp_path: Path) -> None:
    source = tmp_path / "textos.jsonl"
    source.write_text(json.dumps({"id": 1, "text": "Me llamo Ramiro Zendejas y vivo en la calle Olmo 12."}) + "\n")
    done = run("deidentify", source, "--out", tmp_path / "tapados.jsonl")
    assert done.exit_code == 0, done.output
    line = json.loads((tmp_path / "tapados.jsonl").read_text("utf-8"))
    assert "Ramiro" not in line["masked"]
    assert "Olmo" not in line["masked"]
    assert all({"start", "end", "label", "reason"} == set(span) for span in line["spans"])
