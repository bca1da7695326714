"""The numbered errors of reading files: each is used, each is explained, and the reference lists each."""

import re
from pathlib import Path

from tequio.foundation.errors.catalogue import LANGUAGES, catalogue

HERE = Path(__file__).resolve().parents[3]
# Widths of columns are checked where rows are written.
RAISING = ("src/tequio/foundation/intake", "src/tequio/foundation/trail")
SOURCES = "".join(path.read_text(encoding="utf-8") for folder in RAISING for path in (HERE / folder).glob("*.py"))
REFERENCE = (HERE / "docs/reference/reading-files.md").read_text(encoding="utf-8")
CODE = re.compile(r"TQ-2\d\d")
# From 262 on they are about models of figures.
OURS = {code for code in catalogue() if CODE.fullmatch(code) and code < "TQ-262"}


def raised() -> set[str]:
    return set(re.findall(r'"(TQ-2\d\d)"', SOURCES))


def test_each_is_raised_and_none_is_missing() -> None:
    assert raised() == OURS


def test_the_reference_lists_each() -> None:
    assert set(re.findall(r"^\| (TQ-2\d\d) \|", REFERENCE, re.MULTILINE)) == OURS


def test_each_speaks_both_languages() -> None:
    for code in OURS:
        for language in LANGUAGES:
            assert catalogue()[code].what[language].endswith((".", "»."))
            assert catalogue()[code].remedy[language]
