"""Codes learnt from coded passages: shown with their words, tried on others, and kept back where mostly wrong."""

import random

import pytest

from tequio.diagnosis.learned import FEWEST, LEAST, Learned

PLACES = ["en el mercado", "en la parada", "por la cancha", "cerca del puente", "en la colonia", "junto a la escuela"]
SAID = {
    "VN2": ["les cobran cuota a las tiendas", "piden piso a los puestos", "la cuota la cobran cada semana"],
    "IN9": ["llevamos meses sin agua", "el agua llega sucia a la casa", "no sube el agua a la tubería"],
    "EF3": ["da miedo salir de noche", "con miedo nadie sale", "los niños tienen miedo"],
}


def passages(many: int = 40, seed: int = 1) -> tuple[list[str], list[frozenset[str]]]:
    chance = random.Random(seed)
    texts, codes = [], []
    for _ in range(many):
        chosen = frozenset(chance.sample(sorted(SAID), chance.choice([1, 1, 2])))
        texts.append(". ".join(f"{chance.choice(SAID[code])} {chance.choice(PLACES)}" for code in sorted(chosen)))
        codes.append(chosen)
    return texts, codes


@pytest.fixture(scope="module")
def learned() -> Learned:
    return Learned(*passages(90))


def test_what_was_learnt_is_suggested_for_what_was_never_read(learned: Learned) -> None:
    texts, codes = passages(60, seed=2)
    found = [{one.code for one in learned.suggest(text)} for text in texts]
    right = sum(len(mine & theirs) for mine, theirs in zip(found, codes, strict=True))
    assert right / sum(map(len, found)) >= 0.8 and right / sum(map(len, codes)) >= 0.6


def test_the_words_that_decided_stand_in_the_text(learned: Learned) -> None:
    text = "A mi comadre le cobraron la Cuota en su tienda"
    (one, *_) = learned.suggest(text)
    assert one.code == "VN2" and "Cuota" in one.because
    assert all(word in text for word in one.because) and 0 < one.sure <= 1


def test_nothing_is_suggested_without_a_word_for_it(learned: Learned) -> None:
    assert learned.suggest("") == [] and learned.suggest("zzz qqq 12") == []


def test_a_code_that_people_gave_by_no_rule_is_kept_back() -> None:
    texts, codes = passages(80)
    chance = random.Random(3)
    codes = [mine | {"XX1"} if chance.random() < 0.3 else mine for mine in codes]
    quality = Learned(texts, codes).qualities["XX1"]
    assert quality.bar is None or (quality.precision is not None and quality.precision >= LEAST)
    assert quality.precision is None or quality.precision < LEAST or quality.recall < 0.5


def test_few_examples_teach_nothing() -> None:
    texts, codes = passages(30)
    learned = Learned([*texts, *["se fue la luz"] * (FEWEST - 1)], [*codes, *[frozenset({"IN4"})] * (FEWEST - 1)])
    assert learned.qualities["IN4"].bar is None
    assert "IN4" not in {one.code for one in learned.suggest("se fue la luz")}


def test_the_same_passages_teach_the_same() -> None:
    texts, codes = passages(40)
    assert Learned(texts, codes).qualities == Learned(texts, codes).qualities


def test_nobody_coded_anything() -> None:
    assert Learned([], []).suggest("les cobran cuota") == []
    assert Learned(["les cobran cuota"], [frozenset()]).qualities == {}
