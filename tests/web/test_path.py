"""The chain as a road: every step is there, what is empty says so, what was not counted is not shown."""

import pytest
from django.template.loader import render_to_string

from tequio.foundation.errors import Problem
from tequio.foundation.register import steps
from tequio.web.templatetags.chain import chain_path, chain_strands


def test_the_road_has_the_eleven_steps_in_order() -> None:
    assert [step.key for step in steps()] == [
        "encounter", "voice", "coding", "finding", "proposal", "local_agenda", "national_agenda", "response",
        "commitment", "action", "verdict",
    ]


def test_an_empty_process_says_what_is_missing_at_every_step() -> None:
    page = render_to_string("components/path.html", chain_path({}))
    assert page.count("step-missing") == 11
    assert "step-count" not in page


def test_a_full_step_shows_its_count_and_its_gap() -> None:
    page = render_to_string("components/path.html", chain_path({
        "encounter": {"count": 24, "url": "/encounters/", "gap": "3 suspendidos"}, "voice": 1, "verdict": (10, 15),
    }))
    assert "<strong>24</strong> encuentros" in page
    assert "<strong>1</strong> voz" in page
    assert "<strong>entre 10 y 15</strong> veredictos" in page
    assert "3 suspendidos" in page
    assert page.count("step-missing") == 8


def test_a_step_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="agendas"):
        chain_path({"agendas": 3})


def test_a_thread_shows_how_far_a_territory_came_and_what_it_skipped() -> None:
    (strand,) = chain_strands([{"name": "Limonar", "reached": {"encounter": True, "finding": True}}])["strands"]
    assert strand["furthest"] == "Hallazgo"
    assert strand["missing"] == ["Voz", "Codificación"]


def test_a_suspended_territory_says_why() -> None:
    page = render_to_string("components/strands.html", chain_strands([
        {"name": "Bahía", "reached": {}, "halted": True, "halted_why": "Creció el peligro."},
    ]))
    assert "Todavía no empieza" in page
    assert "Creció el peligro." in page


@pytest.mark.parametrize("code", [400, 403, 404, 500])
def test_error_pages_need_no_context(code: int) -> None:
    page = render_to_string(f"{code}.html")
    assert f"Aviso {code}" in page
    assert page.count("<main") == 1


def test_a_catalogued_error_has_a_page_with_its_remedy() -> None:
    problem = Problem(code="TQ-311")
    page = render_to_string("problem.html", {"problem": problem})
    assert problem.what("es") in page
    assert problem.remedy("es") in page
