"""Transcripts: turns become words, labels of speakers are forgotten."""

import datetime
from pathlib import Path

import docx
import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Wanted, as_words, read_transcript

TALK = """Transcripción del taller
Asisten: Remigia Ficticia y Petra Inventada

FACILITADORA: ¿Qué pasa en el barrio?
REMIGIA: No hay luz.
Y da miedo volver.
FACILITADORA: ¿Y qué más?
PETRA [00:02:10]: Nos cobran por vender.
REMIGIA: A mi hermana también.
"""
NAMES = ("REMIGIA", "Remigia", "PETRA", "Petra")


def written(path: Path, text: str = TALK) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_turns_of_one_speaker_share_a_part_and_no_name(tmp_path: Path) -> None:
    talk = read_transcript(written(tmp_path / "t.txt"))
    assert [passage.role for passage in talk.passages] == [
        "facilitator", "participant 1", "facilitator", "participant 2", "participant 1"]
    assert [name for name in NAMES if name in repr(talk)] == []


def test_parts_are_forgotten_before_voices_and_the_facilitator_has_none(tmp_path: Path) -> None:
    read = as_words(read_transcript(written(tmp_path / "t.txt")),
                    Wanted(values={"group": "mujeres", "week": "2026-11-20", "consent": "cita; archivo"}))
    one = read.submissions[0]
    assert [said.text for said in one.said] == [
        "No hay luz.\nY da miedo volver.", "Nos cobran por vender.", "A mi hermana también."]
    assert {said.told.group for said in one.said} == {"mujeres"}
    assert one.week == datetime.date(2026, 11, 16)
    assert one.said[0].told.allowed == ("cita", "archivo")
    assert "participant" not in repr(read)
    assert [dropped.row for dropped in read.rows_dropped] == [1, 3]
    assert [dropped.reason for dropped in read.columns_dropped] == ["preface"]


def test_who_is_present_is_not_a_voice(tmp_path: Path) -> None:
    said = as_words(read_transcript(written(tmp_path / "t.txt")), Wanted()).submissions[0].said
    assert [name for name in NAMES if any(name in one.text for one in said)] == []


def test_labels_that_ask_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path / "t.txt", "E1: ¿Qué pasa?\nP1: No hay luz.\nE1: ¿Y qué más?\nP1: Nos cobran.\n")
    assert [passage.role for passage in read_transcript(path, asking=["e1"]).passages] == [
        "facilitator", "participant 1", "facilitator", "participant 1"]


def test_a_letter_alone_is_never_taken_for_the_facilitator(tmp_path: Path) -> None:
    path = written(tmp_path / "t.txt", "E: No hay luz.\nM: Nos cobran.\nE: Da miedo.\n")
    assert "facilitator" not in {passage.role for passage in read_transcript(path).passages}


def test_the_same_talk_in_word_has_the_same_fingerprint(tmp_path: Path) -> None:
    document = docx.Document()
    for line in TALK.strip().split("\n"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "t.docx"))
    assert read_transcript(tmp_path / "t.docx").fingerprint == read_transcript(written(tmp_path / "t.txt")).fingerprint


def test_a_text_without_speakers_is_one_voice_with_its_lines_joined_or_is_cut_as_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "t.txt", "No hay luz.\n\nNos cobran\npor vender.\n")
    talk = read_transcript(path)
    assert [(one.role, one.text) for one in talk.passages] == [("", "No hay luz.\nNos cobran por vender.")]
    assert [notice.code for notice in talk.notices] == ["TQ-672"]
    cut = read_transcript(path, how="paragraph")
    assert [one.text for one in cut.passages] == ["No hay luz.", "Nos cobran por vender."] and not cut.notices
    assert cut.fingerprint == talk.fingerprint


def test_subtitles_are_gathered_into_sentences(tmp_path: Path) -> None:
    lines = [f"{at}\n00:00:{at:02d},000 --> 00:00:{at:02d},900\nuna palabra más {'y' if at % 4 else 'fin.'}\n"
             for at in range(1, 25)]
    talk = read_transcript(written(tmp_path / "t.srt", "\n".join(lines)))
    assert len(talk.passages) == 2
    assert all(one.text.endswith("fin.") for one in talk.passages)


def test_named_voices_of_subtitles_are_forgotten_too(tmp_path: Path) -> None:
    talk = read_transcript(written(
        tmp_path / "t.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Remigia>No hay luz\n\n00:01.000 --> 00:02.000\n"
        "<v Moderadora>¿Y qué más?\n"))
    assert [passage.role for passage in talk.passages] == ["participant 1", "facilitator"]
    assert "Remigia" not in repr(talk) and "Remigia" not in talk.passages[0].text


def test_a_talk_of_the_facilitator_alone_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "t.txt", "MODERADORA: Bienvenidas.\nFACILITADOR: Empezamos.\n")
    with pytest.raises(TequioError) as fault:
        as_words(read_transcript(path), Wanted())
    assert fault.value.problem.code == "TQ-432"
