"""Every code is whole in both languages, and every code that is raised exists."""

import re
from pathlib import Path

import pytest

from tequio.foundation.errors import Problem, TequioError
from tequio.foundation.errors.catalogue import LANGUAGES, catalogue

SOURCE = Path(__file__).parents[3] / "src"


@pytest.mark.parametrize("code", sorted(catalogue()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_says_what_is_wrong_and_what_to_do(code: str, language: str) -> None:
    problem = Problem(code)
    assert problem.what(language).strip()
    assert problem.remedy(language).strip()


def test_every_code_raised_is_in_the_catalogue_and_back() -> None:
    raised = {code for path in SOURCE.rglob("*.py") for code in re.findall(r'"(TQ-\d{3})"', path.read_text("utf-8"))}
    script = (SOURCE.parent / "tequio").read_text("utf-8")
    raised |= set(re.findall(r"TQ-\d{3}", script))
    assert raised - set(catalogue()) == set()


def test_a_long_value_is_cut_and_control_characters_are_not_printed() -> None:
    error = TequioError("TQ-201", file="a.csv", row=3, column="b", value="x\x1b[31m" + "y" * 200)
    assert "\x1b" not in str(error)
    assert len(str(error).splitlines()[1]) < 140
