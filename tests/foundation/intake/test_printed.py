"""Lines of a PDF are paragraphs again, without what repeats on every page; letters set apart are words again."""

from pathlib import Path

import pytest
import typst

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Text, read_text
from tequio.foundation.intake.printed import Line, put_together
from tequio.foundation.intake.spaced import closed_up, is_spaced, joined

SENTENCE = ("Fuimos a la reunión del martes y nadie quiso anotar lo que pedimos para la subida del cerro, de manera "
            "que volvimos al otro día con las vecinas de la otra calle para que quedara escrito que falta un poste.")


def printed(folder: Path, source: str) -> Text:
    path = folder / "a.pdf"
    typst.compile(source.encode(), output=str(path))
    return read_text(path)


def test_one_sentence_is_one_line_however_often_it_was_cut(tmp_path: Path) -> None:
    assert printed(tmp_path, f"#set page(width: 9cm, height: 4cm)\n{SENTENCE}").content == SENTENCE


def test_headers_footers_and_numbers_of_pages_stay_out_and_are_counted(tmp_path: Path) -> None:
    text = printed(tmp_path, "#set page(width: 9cm, height: 6cm, margin: 2cm, header: [Informe del taller], "
                             f"footer: context [Hoja #counter(page).display()])\n{SENTENCE}\n\nSegundo párrafo.")
    assert text.content == f"{SENTENCE}\n\nSegundo párrafo."
    assert [(notice.code, notice.facts["count"]) for notice in text.problems] == [("TQ-261", 4)]


@pytest.mark.parametrize("number", ["1", "– 1 –", "Página 1", "1 de 3", "Pág. 1/3"])
def test_the_number_of_a_single_page_is_no_part_of_it(tmp_path: Path, number: str) -> None:
    text = printed(tmp_path, f"#set page(width: 9cm, height: 7cm, footer: [{number}])\n{SENTENCE}")
    assert text.content == SENTENCE


def test_headings_lists_and_turns_keep_their_lines(tmp_path: Path) -> None:
    text = printed(tmp_path, f"#set page(width: 9cm, height: 20cm)\n= Acuerdos\n{SENTENCE}\n- Poner un poste en la "
                             "subida que está junto a la tienda de la esquina\n- Abrir un taller\n")
    heading, _, rest = text.content.partition("\n\n")
    words, *items = rest.split("\n")
    assert (heading, words) == ("# Acuerdos", SENTENCE)
    assert [item.lstrip("• ") for item in items] == [
        "Poner un poste en la subida que está junto a la tienda de la esquina", "Abrir un taller"]
    talk = printed(tmp_path, f"#set page(width: 9cm, height: 5cm)\nFACILITA: ¿Qué hace falta?\\\nCHELA: {SENTENCE}\\\n"
                             "LOLA: Agua.")
    assert [(turn.speaker, turn.text) for turn in talk.turns] == [
        ("FACILITA", "¿Qué hace falta?"), ("CHELA", SENTENCE), ("LOLA", "Agua.")]


def test_words_that_a_hyphen_parted_are_whole(tmp_path: Path) -> None:
    text = printed(tmp_path, '#set page(width: 5cm, height: 12cm)\n#set text(lang: "es", hyphenate: true)\n'
                             f"#set par(justify: true)\n{SENTENCE}")
    assert " ".join(text.content.split()) == SENTENCE


def test_letters_set_apart_are_joined_to_words(tmp_path: Path) -> None:
    text = printed(tmp_path, "#text(tracking: 0.5em)[SEGUIR LO QUE SE ACORDÓ]\n\nHace falta un poste.")
    assert text.content.split("\n\n") == ["SEGUIR LO QUE SE ACORDÓ", "Hace falta un poste."]


def test_a_document_without_readable_words_is_refused(tmp_path: Path) -> None:
    letters = "#h(0.6em)".join("SEGUIRLOQUESEACORDOENLAREUNIONDEABAJO")
    with pytest.raises(TequioError) as fault:
        printed(tmp_path, f"#set page(width: 40cm)\n{letters}")
    assert fault.value.problem.code == "TQ-260"
    assert "SEGUIR" not in str(fault.value)


def test_without_places_a_line_goes_on_until_its_sentence_ends() -> None:
    pages = [[Line("Pedimos luz en la"), Line("subida del ce-"), Line("rro.")], [Line("Y agua.")]]
    assert put_together(pages) == ("Pedimos luz en la subida del cerro.\n\nY agua.", 0)


def test_gaps_tell_words_and_where_they_do_not_nothing_is_guessed() -> None:
    assert is_spaced("A C U E R D O S") and not is_spaced("a la u o y e")
    assert joined("LALUZ", [1.0, 3.0, 1.0, 1.0]) == "LA LUZ"
    assert joined("A" * 40, [1.0] * 39) == ""
    assert closed_up("A C U E R D O S  D E  M A Y O") == "ACUERDOS DE MAYO"
