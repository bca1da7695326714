"""Who speaks in documents as people type them, and what only looks like somebody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.foundation.intake import read_text
from tequio.foundation.intake.turns import turns

TALKS = {
    "labels that come once": ("Doña Chela: Sube el agua.\nP2: No hay poste.\nPersona tres: Y nadie viene.\n"
                              "Doña Chela: Así es.\nP2: Igual acá.\n", ["Doña Chela", "P2", "Persona tres"]),
    "everybody once": ("Chela Ficticia: Sube el agua.\nLola: No hay poste.\nMeche: Y nadie viene.\n",
                       ["Chela Ficticia", "Lola", "Meche"]),
    "no blank after the colon": ("E1:¿Qué hace falta?\nP1:Un poste.\nE1:¿Y qué más?\nP1:Agua.\n", ["E1", "P1"]),
    "small letters": ("entrevista: hola\nchela: no hay poste\nentrevista: y\nchela: nada\n", ["entrevista", "chela"]),
    "capitals and times": ("CHELA (00:01:02): Sube el agua.\nLOLA [00:01:09]: No hay poste.\n", ["CHELA", "LOLA"]),
    "times behind": ("Chela: [00:01:02] Sube el agua.\nLola: [00:01:09] No hay poste.\n", ["Chela", "Lola"]),
    "a name with a time on its line": ("Chela Soto  0:03\nSube el agua.\n\nLola Paz  0:10\nNo hay poste.\n\n"
                                       "Chela Soto  0:20\nYa.\n", ["Chela Soto", "Lola Paz"]),
    "bold names": ("**FACILITA:** ¿Qué hace falta?\n**Chela**: Un poste.\n**Lola:** Agua.\n**Chela**: Ya.\n",
                   ["FACILITA", "Chela", "Lola"]),
    "headings that come back": ("### Persona A\nUn poste.\n\n### Persona B\nAgua.\n\n### Persona A\nYa.\n",
                                ["Persona A", "Persona B"]),
    "stenographers": ("LA C. PRESIDENTA.- Buenas tardes.\nEL C. REGIDOR BETO FICTICIO.- Un poste.\n"
                      "LA C. PRESIDENTA.- Gracias.\n", ["LA C. PRESIDENTA", "EL C. REGIDOR BETO FICTICIO"]),
    "messages": ("[12/03/25, 10:02:03] Chela: un poste\n[12/03/25, 10:03:03] Lola: agua\n", ["Chela", "Lola"]),
    "a first column of names": ("Quién\tQué dijo\nCHELA\tUn poste.\nFACILITA\t¿Y?\nCHELA\tAgua.\nLola\tSí.\n",
                                ["CHELA", "FACILITA", "Lola"]),
    "a colony beside the name": ("Chela (de la loma): Un poste.\nLola (del llano): Agua.\nChela (de la loma): Ya.\n",
                                 ["Chela", "Lola"]),
    "two turns in one line": ("CHELA: Un poste. LOLA: Agua.\nLOLA: Sí. CHELA: Ya.\n", ["CHELA", "LOLA"]),
    "one who speaks alone": ("Chela Soto: Un poste.\n\nChela Soto: Agua.\n\nChela Soto: Ya.\n", ["Chela Soto"]),
}
NO_TALKS = {
    "a list of agreements": "Acuerdos:\n- Poner luz.\n- Abrir un taller.\nPendientes:\n- Volver.\n",
    "headings": "# Taller\n\n## Bienvenida\n\nSe dio inicio.\n\n## Acuerdos\n\nSe acordó poner luz.\n",
    "the head of a page": "Fecha: 3 de marzo\nLugar: el salón\nHora: 10:30\nAsisten: Chela Ficticia\n\nNo hay luz.\n",
    "a programme": "Bienvenida 10:00\nReceso 11:00\nCierre 12:00\n",
    "prose": "Lo dijo claro: no vuelven.\nY otra cosa: el poste.\nhttp://ejemplo.mx: nada.\n",
}


@pytest.mark.parametrize("case", TALKS)
def test_labels_are_people_and_none_of_them_stays_in_the_words(case: str) -> None:
    content, names = TALKS[case]
    found = turns(content)
    assert list(dict.fromkeys(turn.speaker for turn in found)) == names
    assert [(turn.text, name) for turn in found for name in names if name in turn.text] == []
    assert all(content[turn.begin:turn.end] == turn.text for turn in found)


@pytest.mark.parametrize("case", NO_TALKS)
def test_what_heads_a_paragraph_is_nobody(case: str) -> None:
    assert turns(NO_TALKS[case]) == []


def test_words_that_only_look_like_labels_stay_words() -> None:
    found = turns("CHELA: Me dijo: vete.\nNota: se oye música.\nY entonces: nada.\nLOLA: A las 10:30 llegó.\n")
    assert [turn.text for turn in found] == [
        "Me dijo: vete.\nNota: se oye música.\nY entonces: nada.", "A las 10:30 llegó."]


def test_a_full_line_without_an_end_goes_on_in_the_next() -> None:
    found = turns("CHELA: " + "y nos esperamos todas en la parada " * 3 + "y\nImagínense: ni un poste.\nLOLA: Ya.\n")
    assert [turn.speaker for turn in found] == ["CHELA", "LOLA"]


@pytest.mark.parametrize("content", [
    "—¿Qué hace falta?\n—Un poste.\n—Agua —dijo otra—.\n", "- ¿Qué hace falta?\n- Un poste.\n- Agua.\n",
    ">> ¿Qué hace falta?\n>> Un poste.\n>> Agua.\n"])
def test_dashes_are_turns_of_nobody_in_particular(content: str) -> None:
    found = turns(content)
    assert [turn.speaker for turn in found] == ["", "", ""]
    assert found[1].text == "Un poste." and not found[0].text.startswith(("—", "-", ">"))


NAMES = st.sampled_from(["Persona Una", "Persona Dos", "P3", "Doña Chela", "LOLA", "Beto Ficticio", "Mujer joven"])
WORDS = st.sampled_from(["no hay poste", "sube el agua.", "¿y quién viene?", "me dijo: vete", "a las 9:30 ya no"])


@given(st.lists(st.tuples(NAMES, WORDS), min_size=4, max_size=12), st.sampled_from([": ", ":", " : "]))
def test_every_line_with_a_label_is_a_turn_of_its_own(said: list[tuple[str, str]], colon: str) -> None:
    if len({name for name, _ in said}) < 2:
        return
    found = turns("\n".join(f"{name}{colon}{words}" for name, words in said))
    assert [(turn.speaker, turn.text) for turn in found] == said


def captions(*texts: str, kind: str) -> str:
    stop = "." if kind == "vtt" else ","
    return ("WEBVTT\n\n" if kind == "vtt" else "") + "".join(
        f"{at}\n00:00:{at:02d}{stop}000 --> 00:00:{at:02d}{stop}900\n{text}\n\n" for at, text in enumerate(texts, 1))


@pytest.mark.parametrize("kind", ["vtt", "srt"])
@pytest.mark.parametrize(("texts", "said"), [
    (("Facilita: ¿Qué hace falta?", "Chela Soto: Un poste: no se ve.", "Y agua.", "Lola: Ya."),
     [("Facilita", "¿Qué hace falta?"), ("Chela Soto", "Un poste: no se ve. Y agua."), ("Lola", "Ya.")]),
    (("FACILITA: ¿Qué?", "<i>Chela Soto:</i> Un\nposte. FACILITA: ¿Y?"),
     [("FACILITA", "¿Qué?"), ("Chela Soto", "Un poste."), ("FACILITA", "¿Y?")]),
    (("Chela: Un poste.", "[Música]", "y agua"), [("Chela", "Un poste. y agua")]),
    (("- ¿Qué hace falta?\n- Un poste.", "- Agua\nlimpia."), [("", "¿Qué hace falta?"), ("", "Un poste."),
                                                             ("", "Agua limpia.")]),
    (("un poste", "y nota: agua"), [("", "un poste"), ("", "y nota: agua")]),
])
def test_names_before_the_words_of_captions(tmp_path: Path, kind: str, texts: tuple[str, ...],
                                            said: list[tuple[str, str]]) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_text(captions(*texts, kind=kind), encoding="utf-8")
    assert [(turn.speaker, turn.text) for turn in read_text(path).turns] == said


def test_two_voices_in_one_caption(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(captions("<v Chela>Un poste</v> <v.loud Lola Soto>Agua &amp; luz</v>", "<v Lola Soto>y\nya",
                             kind="vtt"), encoding="utf-8")
    text = read_text(path)
    assert [(turn.speaker, turn.text) for turn in text.turns] == [
        ("Chela", "Un poste"), ("Lola Soto", "Agua & luz y ya")]
    assert all(text.content[turn.begin:turn.end] == turn.text for turn in text.turns)
