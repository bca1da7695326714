"""What refuses first, and takes it once its remedy was followed."""

import re
from collections.abc import Callable

import pytest

from tequio.foundation.errors import Problem, TequioError


def refused(code: str, verb: Callable[[], object]) -> Problem:
    with pytest.raises(TequioError) as fault:
        verb()
    problem = fault.value.problem
    assert problem.code == code
    for language in ("es", "en"):
        assert problem.what(language) and problem.remedy(language)
        told = problem.what(language) + problem.remedy(language)
        assert not re.search(r"\{[a-z_]+\}", told), "a fact is missing"
    return problem
