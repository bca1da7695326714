"""The codebook that comes with Tequio: complete, in order, and with cues that each earn their place."""

import csv
from pathlib import Path

import pytest

from tequio.diagnosis.codebook import Entry, default_codebook, read_codebook
from tequio.diagnosis.suggest import Suggester, read_cue
from tequio.foundation.errors import TequioError
from tequio.foundation.language.folding import fold

FACTS = Path(__file__).parents[3] / "shared/data/codebook.csv"
FAMILIES = ["VL", "VN", "IN", "EF", "FA", "CA", "RE", "AC", "L"]
BOOK = default_codebook()
CUED = [entry for entry in BOOK if entry.family not in {"AC", "L"}]

SPOKEN = [
    ("Mataron a mi hermano afuera de la tienda.", "VL1"),
    ("Mi hija está desaparecida y busco a mi niña desde marzo.", "VL3"),
    ("Ya asaltaron dos veces la farmacia.", "VN1"),
    ("Nos cobran piso cada viernes.", "VN2"),
    ("La patrulla no llega aunque uno marque.", "RE9"),
    ("El domingo hubo balaceras hasta la madrugada.", "VN10"),
    ("En la secundaria hay mucho bullying.", "VN13"),
    ("Ya no me alcanza ni para el gas.", "IN1"),
    ("Se inunda cuando sube el arroyo y huele a aguas negras.", "IN4"),
    ("No hay luz y la calle está llena de baches.", "IN9"),
    ("Anda uno todo el día trabajando y no ve a los hijos.", "IN11"),
    ("Aquí no había trabajo para los muchachos.", "IN12"),
    ("Desde entonces nos encerramos temprano.", "EF4"),
    ("Aquí nadie denuncia.", "FA2"),
    ("Algo andaba haciendo, dijeron.", "FA6"),
    ("Quieren nuestro voto y luego se olvidan.", "FA9"),
    ("Nos organizamos las mujeres de la cuadra.", "CA1"),
    ("Pusimos una olla común en la cancha.", "CA5"),
    ("Fui a la fiscalía con mi expediente.", "RE3"),
]

OTHERWISE = [
    ("Le dan mantenimiento a los juegos.", "FA8"),
    ("Falta apoyo para el deporte.", "L8"),
    ("Pasan muy rápido los carros.", "CA2"),
    ("Las redes de la cancha están rotas.", "FA10"),
    ("Yo vengo de un rancho.", "EF12"),
    ("Soy madre de cuatro niñas.", "VN9"),
    ("Vivo en Isla Mujeres.", "AC01"),
    ("Se trata de personas que ya son grandes.", "VN12"),
    ("Hay becas para que estudien.", "EF8"),
    ("Hay luz en el parque.", "IN9"),
    ("Hubo violaciones al reglamento.", "VN7"),
    ("Toca la banda en la plaza.", "IN6"),
    ("Ella levantó la mano en la junta.", "VN5"),
    ("De acuerdo con la policía, ya pasó.", "FA4"),
]


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester({entry.key: entry.cues for entry in BOOK})


def within(short: list[str], long: list[str]) -> bool:
    return any(long[at:at + len(short)] == short for at in range(len(long) - len(short) + 1))


def test_families_come_in_their_order_and_keys_once() -> None:
    keys = [entry.key for entry in BOOK]
    assert len(set(keys)) == len(keys)
    assert list(dict.fromkeys(entry.family for entry in BOOK)) == FAMILIES


def test_keys_and_crosswalk_are_those_of_the_facts() -> None:
    if not FACTS.exists():
        pytest.skip("the table of codes is not beside this checkout")
    with FACTS.open(encoding="utf-8", newline="") as file:
        facts = [(row["code"], row["crosswalk"]) for row in csv.DictReader(file)]
    assert [(entry.key, entry.crosswalk) for entry in BOOK] == facts


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.key)
def test_an_entry_is_complete_in_both_languages(entry: Entry) -> None:
    texts = (entry.es, entry.en, entry.definition_es, entry.definition_en)
    assert all(text == text.strip() != "" for text in texts)
    assert entry.definition_es.endswith(".") and entry.definition_en.endswith(".")
    assert len(entry.key) <= 12 and max(len(entry.es), len(entry.en)) <= 120 and len(entry.crosswalk) <= 200


@pytest.mark.parametrize("entry", CUED, ids=lambda entry: entry.key)
def test_a_topic_has_between_4_and_30_cues(entry: Entry) -> None:
    assert 4 <= len(entry.cues) <= 30


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.key)
def test_no_cue_is_found_by_another_of_its_code(entry: Entry) -> None:
    phrases = [list(read_cue(entry.key, cue).wanted) for cue in entry.cues if "!" not in cue]
    assert not [(entry.cues[i], entry.cues[j]) for i, short in enumerate(phrases)
                for j, long in enumerate(phrases) if i != j and within(short, long)]


@pytest.mark.parametrize("entry", BOOK, ids=lambda entry: entry.key)
def test_every_cue_calls_for_its_code_with_and_without_accents(entry: Entry, suggester: Suggester) -> None:
    for cue in entry.cues:
        plain = cue.partition("!")[0].replace("=", "").replace("*persona", "vecina").strip()
        for written in (plain, fold(plain), plain.upper()):
            assert entry.key in {found.code for found in suggester.suggest(f"Pues {written}, y ya.")}, written


@pytest.mark.parametrize(("said", "code"), SPOKEN)
def test_what_people_say_calls_for_the_code(said: str, code: str, suggester: Suggester) -> None:
    assert code in {found.code for found in suggester.suggest(said)}


@pytest.mark.parametrize(("said", "code"), OTHERWISE)
def test_a_word_that_only_looks_alike_calls_for_nothing(said: str, code: str, suggester: Suggester) -> None:
    assert code not in {found.code for found in suggester.suggest(said)}


def test_a_codebook_of_ones_own_is_read(tmp_path: Path) -> None:
    own = tmp_path / "codigos.toml"
    own.write_text('\ufeff[[codes]]\nkey = "X1"\nes = "Ruido"\nen = "Noise"\ncues = ["bocinas"]\n', encoding="utf-8")
    assert read_codebook(own) == [Entry("X1", "Ruido", "Noise", cues=["bocinas"])]


@pytest.mark.parametrize(("content", "code"), [
    ("codes = [", "TQ-511"),
    ('[[codes]]\nkey = "X1"\nes = "Ruido"\n', "TQ-512"),
    ('[[codes]]\nkey = "X1"\nes = "Ruido"\nen = "Noise"\ncolor = "red"\n', "TQ-512"),
    ("", "TQ-512"),
])
def test_a_codebook_that_cannot_be_used_is_refused(content: str, code: str, tmp_path: Path) -> None:
    own = tmp_path / "codigos.toml"
    own.write_text(content, encoding="utf-8")
    with pytest.raises(TequioError) as refused:
        read_codebook(own)
    assert refused.value.problem.code == code


def test_an_absent_codebook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TequioError) as refused:
        read_codebook(tmp_path / "codigos.toml")
    assert refused.value.problem.code == "TQ-511"
