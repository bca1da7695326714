"""Loads the catalogue: one TOML file per room, one table per code."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("es", "en")


@dataclass(frozen=True)
class Entry:
    """What is wrong and what to do, by language."""

    what: dict[str, str]
    remedy: dict[str, str]


@cache
def catalogue() -> dict[str, Entry]:
    """Every code with its entry.

    Raises ValueError when two rooms claim one code.
    """
    entries: dict[str, Entry] = {}
    for path in sorted(resources.files(__name__).iterdir(), key=lambda item: item.name):
        if not path.name.endswith(".toml"):
            continue
        for code, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if code in entries:
                raise ValueError(f"{code} stands twice in the catalogue")
            entries[code] = Entry(
                {language: words[language] for language in LANGUAGES},
                {language: words[f"remedy_{language}"] for language in LANGUAGES},
            )
    return entries


def entry(code: str) -> Entry:
    """The entry of `code`.

    Raises KeyError for a code that is not in the catalogue.
    """
    return catalogue()[code]
