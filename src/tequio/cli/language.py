"""The language of the command line: `--lang`, else what the environment says, else Spanish."""

import gettext
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

LANGUAGES = ("es", "en")
CATALOGUES = Path(__file__).parents[1] / "locale"

_chosen = LANGUAGES[0]


def choose(language: str) -> None:
    """From here on the command line speaks `language`; click finds its own words in the catalogue `cli`."""
    global _chosen
    _chosen = language
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("cli", str(CATALOGUES))
    gettext.textdomain("cli")


def chosen() -> str:
    return _chosen


def words(es: str, en: str) -> str:
    """The one of both that is spoken."""
    return en if _chosen == "en" else es


def asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to start with. It is needed before the arguments are parsed: their errors are in it already."""
    for before, argument in zip(["", *arguments], arguments, strict=False):
        if argument in LANGUAGES and before == "--lang":
            return argument
        if argument.startswith("--lang=") and argument[7:] in LANGUAGES:
            return argument[7:]
        if not argument.startswith("-"):
            break
    return _of_environment(environment)


def _of_environment(environment: Mapping[str, str]) -> str:
    spoken = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if spoken.startswith("en") else "es"
