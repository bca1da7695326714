"""Different requests that read alike once names are masked are told apart, by what leads to nobody or by number."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.chain.building import HEAD, draft, run, source

from tequio.agendas.apart import Apart, apart, telling

PIPE = "Cambiar el tubo de Lomas del Rey {} Sección"


@pytest.mark.parametrize(("text", "parts"), [
    (PIPE.format("Primera"), ("Primera",)), (PIPE.format("Tercera"), ("Tercera",)),
    ("Luz en Bosques del Alba III", ("III",)), ("Pavimentar la Manzana C", ("C",)),
    ("Arreglar el salón de 3o A", ("3o", "A")), ("LUZ EN LA CALLE SAUCE Y LA CALLE OLMO", ()),
    ("Luz en la calle Sauce 118", ()), ("Banqueta frente a la casa de Fermín Otero", ()),
    ("Pintar la Etapa 2", ("2",)), ("Poner 2 postes en Sauce 14", ()), ("Vi que mi hermana va a la 4a", ("4a",))])
def test_only_what_leads_to_nobody_is_told(text: str, parts: tuple[str, ...]) -> None:
    assert telling(text) == parts


def test_what_reads_alike_is_told_apart_by_its_part_or_by_number() -> None:
    printed = {1: "Tubo de [un lugar]", 2: "tubo de [un lugar]", 3: "Banqueta de [una calle]",
               4: "Banqueta de [una calle]", 5: "Otra cosa de [una calle]"}
    found = apart(printed, {1: 1, 2: 2, 3: 3, 4: 4, 5: 5},
                  {1: ("Primera",), 2: ("Tercera",), 3: (), 4: (), 5: ()})
    assert found == {1: Apart((2,), "Primera"), 2: Apart((1,), "Tercera"), 3: Apart((4,)), 4: Apart((3,))}
    assert apart({1: "[una calle]", 2: "[una calle]"}, {1: 1, 2: 1}, {1: (), 2: ()}) == {}


TEXTS = some.dictionaries(some.integers(1, 8), some.sampled_from("ab"), min_size=1)


@given(TEXTS, some.data())
def test_whoever_is_told_apart_is_so_from_each_other(printed: dict[int, str], data: some.DataObject) -> None:
    said = {number: data.draw(some.integers(1, 3)) for number in printed}
    parts = {number: data.draw(some.tuples(some.sampled_from(("I", "II")))) for number in printed}
    found = apart(printed, said, parts)
    for one in printed:
        for other in printed:
            differ = printed[one] == printed[other] and said[one] != said[other]
            assert (other in found[one].others if one in found else False) == differ
            if differ and found[one].part:
                assert found[one].part != found[other].part


@pytest.mark.django_db
def test_the_draft_of_a_consultation_prints_no_two_requests_alike(tmp_path: Path) -> None:
    streets = "".join(f"Calles,Sin banqueta,GUARNICIONES Y BANQUETAS DE LA CALLE {name}\n" for name in (
        "SAUCE", "OLMO", "TEJOCOTE"))
    rows = f"Tema,Problema,Propuesta\n{streets}" + "".join(
        f"Agua,Sin agua,{PIPE.format(one)}\n" for one in ("Primera", "Segunda"))
    run(tmp_path, source("consultation", "", "c.csv"), {"c.csv": rows}, HEAD)
    page = draft(tmp_path)
    assert page.count("se tapó lo que los distingue") in (3, 5)
    assert page.count("No pide lo mismo que los puntos") == 3
    assert "SAUCE" not in page and ("Éste dice «Primera»" in page or "Lomas del Rey Primera" in page)
