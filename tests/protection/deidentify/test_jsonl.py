"""Masking a file: what comes out, what is refused, and that nothing half-written or spoken stays behind."""

import json

import pytest

from tequio.foundation.errors import TequioError
from tequio.protection.deidentify.jsonl import mask_file, read_glossary

SECRET = "Eleuterio Vargas"


def lines(path, *entries):
    path.write_text("\n".join(entry if isinstance(entry, str) else json.dumps(entry) for entry in entries))
    return path


def test_each_line_comes_out_masked_with_its_spans(tmp_path):
    source = lines(tmp_path / "in.jsonl", {"id": "v1", "text": f"Se llamaba {SECRET}."}, "", {"id": 2, "text": "Nada."})
    out = tmp_path / "out.jsonl"
    assert mask_file(source, out) == 2
    first, second = (json.loads(line) for line in out.read_text().splitlines())
    assert first == {
        "id": "v1",
        "masked": "Se llamaba [nombre].",
        "spans": [{"start": 11, "end": 27, "label": "PERSON", "reason": first["spans"][0]["reason"]}],
    }
    assert second == {"id": 2, "masked": "Nada.", "spans": []}


def test_places_are_code_points(tmp_path):
    source = lines(tmp_path / "in.jsonl", {"id": "v", "text": f"😔🙏 era {SECRET}"})
    mask_file(source, tmp_path / "out.jsonl")
    span = json.loads((tmp_path / "out.jsonl").read_text())["spans"][0]
    assert (span["start"], span["end"]) == (7, 23)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ('{"id": "v", "text": "' + SECRET, "TQ-451"),
        ('["' + SECRET + '"]', "TQ-452"),
        ('{"text": "' + SECRET + '"}', "TQ-452"),
        ('{"id": "v", "text": 5}', "TQ-452"),
        ('{"id": null, "text": "' + SECRET + '"}', "TQ-452"),
    ],
)
def test_a_bad_line_is_named_by_its_row_and_never_shown(tmp_path, bad, code):
    source = lines(tmp_path / "in.jsonl", {"id": "v0", "text": "Bien."}, bad)
    with pytest.raises(TequioError) as refused:
        mask_file(source, tmp_path / "out.jsonl")
    problem = refused.value.problem
    assert (problem.code, problem.file, problem.row) == (code, "in.jsonl", 2)
    assert SECRET not in problem.message("es") + problem.message("en")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


def test_missing_source_and_missing_folder(tmp_path):
    with pytest.raises(TequioError, match="TQ-450"):
        mask_file(tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    source = lines(tmp_path / "in.jsonl", {"id": "v", "text": "x"})
    with pytest.raises(TequioError, match="TQ-453"):
        mask_file(source, tmp_path / "none" / "out.jsonl")


def test_an_earlier_result_survives_a_refusal(tmp_path):
    out = lines(tmp_path / "out.jsonl", "earlier")
    with pytest.raises(TequioError):
        mask_file(lines(tmp_path / "in.jsonl", "{"), out)
    assert out.read_text() == "earlier"


def test_other_encodings_are_refused(tmp_path):
    source = tmp_path / "in.jsonl"
    source.write_bytes('{"id": "v", "text": "señora"}'.encode("latin-1"))
    with pytest.raises(TequioError, match="TQ-451"):
        mask_file(source, tmp_path / "out.jsonl")


def test_glossary_lines_carry_words_and_label(tmp_path):
    path = lines(tmp_path / "glossary.tsv", "el de la moto azul", "Las Piedras\tPLACE")
    assert read_glossary(path) == [("el de la moto azul", "ALIAS"), ("Las Piedras", "PLACE")]
    with pytest.raises(TequioError, match="TQ-454"):
        read_glossary(lines(tmp_path / "bad.tsv", "algo\tCOLOR"))
