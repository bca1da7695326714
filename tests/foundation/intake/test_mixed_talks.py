"""Talks in which two people typed in two habits: every name is found, and none of them stays in the words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.foundation.intake import read_text
from tequio.foundation.intake.text import Turn
from tequio.foundation.intake.turns import turns

HABITS = {
    "colon": "{name}: {words}", "bold": "**{name}:** {words}", "clock": "[00:01:02] {name}: {words}",
    "voice": "<v {name}>{words}</v>", "brackets": "[{name}] {words}", "round": "({name}) {words}",
    "dash": "{name} — {words}", "hyphen": "{name} - {words}", "capitals": "{name}\n{words}",
    "bullet": "- {name}: {words}",
}
PEOPLE = ("Chela", "Lola Paz", "Doña Meche", "Beto")
SAID = ("Falta luz en la parada.", "El agua sube de noche.", "Y nadie viene.", "Queremos una cancha.", "Así es.")
CAPTIONS = ("colon", "voice", "brackets", "round", "capitals", "bullet")


def line(habit: str, name: str, words: str) -> str:
    return HABITS[habit].format(name=name.upper() if habit == "capitals" else name, words=words)


def spoken(found: list[Turn]) -> list[tuple[str, str]]:
    return [(turn.speaker.lower(), turn.text) for turn in found]


def talk(first: str, second: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Two people in one habit, two in the other, each of whom speaks twice."""
    lines, said = [], []
    for at in range(8):
        name, words = PEOPLE[at % 4], SAID[at % 5]
        lines.append(line(first if at % 4 < 2 else second, name, words))
        said.append((name.lower(), words))
    return lines, said


@pytest.mark.parametrize("first", HABITS)
@pytest.mark.parametrize("second", HABITS)
def test_minutes_in_two_habits(first: str, second: str) -> None:
    lines, said = talk(first, second)
    content = "\n".join(lines)
    found = turns(content)
    assert spoken(found) == said
    assert all(content[turn.begin:turn.end] == turn.text for turn in found)


@pytest.mark.parametrize("kind", ["vtt", "srt"])
@pytest.mark.parametrize("first", CAPTIONS)
@pytest.mark.parametrize("second", CAPTIONS)
def test_captions_in_two_habits(first: str, second: str, kind: str, tmp_path: Path) -> None:
    lines, said = talk(first, second)
    path, stop = tmp_path / f"a.{kind}", "." if kind == "vtt" else ","
    path.write_text(("WEBVTT\n\n" if kind == "vtt" else "") + "".join(
        f"{at}\n00:00:{at:02d}{stop}000 --> 00:00:{at:02d}{stop}900\n{text}\n\n" for at, text in enumerate(lines, 1)),
        encoding="utf-8")
    assert spoken(read_text(path).turns) == said


@pytest.mark.parametrize(("content", "said"), [
    ("FACILITA: ¿Qué falta?\n— Luz.\n— Agua.\nFACILITA: ¿Y más?\n— Topes.\n",
     [("facilita", "¿Qué falta?"), ("", "Luz."), ("", "Agua."), ("facilita", "¿Y más?"), ("", "Topes.")]),
    ("FACILITADORA\n¿Qué falta?\nCHELA\nLuz.\nBeto: Agua.\nCHELA\nTopes.\nBeto: Sí.\n",
     [("facilitadora", "¿Qué falta?"), ("chela", "Luz."), ("beto", "Agua."), ("chela", "Topes."), ("beto", "Sí.")]),
])
def test_names_and_nobody_in_particular(content: str, said: list[tuple[str, str]]) -> None:
    assert spoken(turns(content)) == said


@pytest.mark.parametrize("content", [
    "Taller de mayo\n\nLuz - 3 postes.\nAgua - 2 tomas.\nBasura - 1 ruta.\n",
    "SEGURIDAD\nPoner luz en la parada.\n\nAGUA\nArreglar el tubo.\n",
    "[Risas] Y entonces ya.\n[Aplausos] Así es.\n[Risas] Ya.\n[Aplausos] Fin.\n",
    "(Sic) como lo dijo.\nOtra cosa es el agua.\n(Ver anexo) y la luz.\nY la escuela.\n"])
def test_what_only_looks_like_names_is_nobody(content: str) -> None:
    assert turns(content) == []


def test_a_voice_that_says_its_own_name_again_says_it_once(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n00:00.000 --> 00:01.000\n<v Chela>Chela: Falta luz.\n\n"
                    "00:02.000 --> 00:03.000\n<v Beto>Me dijo: vete.\n", encoding="utf-8")
    assert spoken(read_text(path).turns) == [("chela", "Falta luz."), ("beto", "Me dijo: vete.")]


@given(some.lists(some.tuples(some.sampled_from(sorted(HABITS)), some.sampled_from(PEOPLE), some.sampled_from(SAID)),
                  min_size=2, max_size=10))
def test_no_name_stays_in_the_words_where_all_come_back(lines: list[tuple[str, str, str]]) -> None:
    content = "\n".join(line(*one) for one in (*lines, *lines))
    if len({name for _, name, _ in lines}) > 1:
        assert spoken(turns(content)) == [(name.lower(), words) for _, name, words in (*lines, *lines)]
