"""The rubric that is read out before a group says what became of a point, by version. Pure."""

import tomllib
from functools import cache
from importlib import resources


@cache
def rubrics() -> dict[int, dict[str, str]]:
    rows = tomllib.loads((resources.files(__package__) / "rubric.toml").read_text(encoding="utf-8"))
    return {int(version): dict(words) for version, words in rows.items()}


def newest() -> int:
    return max(rubrics())
