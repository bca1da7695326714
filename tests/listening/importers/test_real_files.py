"""Files of servers and institutions, where they are at hand. Only counts and shapes are looked at."""

from collections import Counter
from pathlib import Path

import pytest

from tequio.foundation.errors import TequioError
from tequio.listening.importers import Wanted, as_words, read_kobo, read_survey, read_transcript

DATA = Path(__file__).parents[4] / "shared" / "data"
FORMS, JUAREZ, TALKS = DATA / "forms", DATA / "juarez", DATA / "transcripts" / "chile_audiencias"
NAMES = Wanted(("aportes/problema", "aportes/propuesta"), {
    "group": "aportes/grupo", "place": "barrio", "agrees": "acepta", "consent": "usos", "week": "fecha"})
LABELS = Wanted(("¿Qué amenaza su seguridad humana?", "Propuesta para enfrentarlo"), {
    "group": "Grupo participante", "place": "Barrio / colonia", "agrees": "¿Acepta participar?",
    "consent": "¿Qué usos autoriza?", "week": "Fecha de la sesión"})


def there(path: Path) -> Path:
    if not path.exists():
        pytest.skip(f"not at hand: {path.name}")
    return path


@pytest.mark.parametrize(("name", "wanted"), [
    ("kobo_export_xml.xlsx", NAMES), ("kobo_export_xml_groups.xlsx", NAMES), ("kobo_api_data.json", NAMES),
    ("kobo_export_labels.xlsx", LABELS), ("kobo_export_labels_groups_media.xlsx", LABELS),
])
def test_every_export_of_one_form_gives_the_same(name: str, wanted: Wanted) -> None:
    read = read_kobo(there(FORMS / "own" / name), wanted)
    reference = read_kobo(FORMS / "own" / "kobo_export_xml.xlsx", NAMES)
    assert [one.fingerprint for one in read.submissions] == [one.fingerprint for one in reference.submissions]
    assert [[said.text for said in one.said] for one in read.submissions] == [
        [said.text for said in one.said] for one in reference.submissions]
    assert [len(one.said[0].told.allowed or ()) for one in read.submissions] == [2, 2, 2]
    assert read.rows == {"": 3, "aportes": 6}


@pytest.mark.parametrize("name", ["kobo_export_xml.csv", "kobo_export_labels_groups_media.csv"])
def test_an_export_without_repeats_says_which_question_it_lacks(name: str) -> None:
    with pytest.raises(TequioError) as fault:
        read_kobo(there(FORMS / "own" / name), NAMES)
    assert fault.value.problem.code == "TQ-221"


def test_the_form_itself_is_not_taken_for_answers() -> None:
    with pytest.raises(TequioError) as fault:
        read_kobo(there(FORMS / "own" / "sesion_barrial_demo.xlsx"), NAMES)
    assert fault.value.problem.code == "TQ-425"


def test_older_exports_spread_their_repeats_over_columns() -> None:
    read = read_kobo(there(FORMS / "kobo_kpi" / "tutorial_w_repeats.csv"), Wanted(("childs_name",)))
    assert read.rows == {"": 1, "children": 2}
    assert [len(one.said) for one in read.submissions] == [2]
    with pytest.raises(TequioError, match="TQ-422"):
        read_kobo(there(FORMS / "kobo_kpi" / "export.csv"), Wanted(("bed_net/member/name",)))


def test_a_repeat_without_identifiers_is_joined_on_the_count() -> None:
    path = there(FORMS / "repeat_group_(merge)_dataset.xlsx")
    read = read_kobo(path, Wanted(("CR/Name of child",)))
    assert read.rows == {"": 7, "CR": 12}
    assert sum(len(one.said) for one in read.submissions) == 12


def test_a_survey_is_the_same_as_table_and_as_spss() -> None:
    wanted = Wanted(("Q86",), {"group": "Q101", "place": "Q111.1", "key": "resultId"}, labels=("Q4",))
    sav = read_survey(there(JUAREZ / "percepcion_2023.sav"), wanted)
    table = read_survey(there(JUAREZ / "percepcion_2023_respuestas.csv"), wanted,
                        dictionary=JUAREZ / "percepcion_2023_metadatos.csv")
    assert [(one.fingerprint, one.told.group, one.labels) for one in sav.submissions] == [
        (one.fingerprint, one.told.group, one.labels) for one in table.submissions]
    assert len(sav.submissions) == 132
    assert Counter(one.reason for one in sav.rows_dropped) == {"no_answer": 1_522 - 133, "unanswered": 1}


def test_hearings_without_speakers_are_read_by_paragraphs() -> None:
    paths = sorted(there(TALKS).glob("*.txt"))
    for path in paths:
        read = as_words(read_transcript(path), Wanted())
        assert read.submissions[0].said
        assert len(read.submissions[0].rows) + len(read.rows_dropped) == read.rows[""]
