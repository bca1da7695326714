"""Of every code of the catalogue: it is raised by a test, its words have all they name, and its remedy was followed.

The remedies of what a sheet, a process file, a document or a file of votes can raise are followed in this folder and in
`tests/chain/test_remedies.py`. Where there is nothing to follow, the tables here say why.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tequio.foundation.errors.catalogue import catalogue

HERE = Path(__file__).parent
TESTS, SOURCE = HERE.parent, HERE.parents[1] / "src/tequio"
CODE = re.compile(r"TQ-\d{3}")
NAMED = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
# What a file that somebody brings can raise, from the process file to votes.
OF_FILES = ("TQ-1", "TQ-2", "TQ-42", "TQ-43", "TQ-601", "TQ-603", "TQ-604", "TQ-607", "TQ-608", "TQ-609", "TQ-611")
# What the commands for researchers raise: agreement, projects of other tools, reproduction. Each is raised by their own
# tests; their remedies are not followed one by one yet.
OF_TOOLS = {f"TQ-{number}" for number in (*range(142, 153), *range(161, 175), *range(262, 286))}
# No user can raise these, or nothing is to be done.
NOT_FOLLOWED = {
    "TQ-133": "only a fault of the program loses a row; the remedy is to report it",
    "TQ-245": "a notice; nothing is to be done where the text holds for all rows",
    "TQ-261": "a notice; nothing is to be done where they were headers and footers",
    "TQ-243": "a reader that crashes or runs out of time: saving anew is another program's work",
    "TQ-210": "taking a password off is another program's work",
    "TQ-260": "recognising letters is another program's work",
    "TQ-248": "a number of more digits than fit: the remedy is to look at it",
    "TQ-437": "the page refuses by weight before it reads; the command has no such limit",
    "TQ-420": "somebody decided about that note meanwhile; nothing is left to do",
}
# Followed where the page or the room is tested, under another name than this folder's.
ELSEWHERE = {
    "TQ-421": "tests/chain/bringing", "TQ-423": "tests/listening/importers", "TQ-424": "tests/listening/importers",
    "TQ-425": "tests/listening/importers", "TQ-127": "tests/chain/test_remedies.py",
    "TQ-134": "tests/chain/test_repeated_rows.py", "TQ-180": "tests/chain/test_suspended.py",
    "TQ-431": "tests/listening/importers/test_survey.py", "TQ-435": "tests/chain/bringing",
    "TQ-436": "tests/chain/bringing", "TQ-137": "tests/protection/test_lifting.py",
    "TQ-138": "tests/protection/test_lifting.py", "TQ-139": "tests/protection/test_lifting.py",
    "TQ-140": "tests/protection/test_lifting.py", "TQ-141": "tests/chain/test_place_names.py",
}
# Phones and rooms hear the digits alone.
DIGITS_ALONE = {"TQ-405", "TQ-406", "TQ-407", "TQ-409"}
# Raised by nothing that a test can stand in for cheaply; each with what holds it instead.
NOT_RAISED = {
    "TQ-336": "a backup whose record was altered: tests/keeping tries altered backups, which are refused before",
}


@cache
def texts(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.py")) if path != Path(__file__))


def followed() -> set[str]:
    files = [*HERE.glob("test_*.py"), TESTS / "chain/test_remedies.py"]
    return {code for path in files if path != Path(__file__) for code in CODE.findall(path.read_text("utf-8"))}


def raised() -> Iterator[tuple[str, str, set[str] | None]]:
    """Each place that makes an error: where, its code, and the facts it gives; None where they are handed on."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) \
                    and CODE.fullmatch(str(node.args[0].value)):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                given = {word.arg for word in node.keywords if word.arg}
                whole = name == "TequioError" and len(given) == len(node.keywords)
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", str(node.args[0].value), given if whole else None


def test_every_code_is_raised_by_a_test() -> None:
    missing = {code for code in catalogue() if code not in texts(TESTS)} - set(NOT_RAISED)
    assert missing == {code for code in DIGITS_ALONE if code not in texts(TESTS)}
    assert set(NOT_RAISED) <= set(catalogue())


def test_every_code_of_the_catalogue_is_raised_by_the_program() -> None:
    assert set(catalogue()) - set(CODE.findall(texts(SOURCE))) == set()


def test_every_remedy_of_a_file_was_followed() -> None:
    of_files = {code for code in catalogue() if code.startswith(OF_FILES)}
    assert len(of_files) > 90
    assert of_files - OF_TOOLS - followed() - set(NOT_FOLLOWED) - set(ELSEWHERE) == set()
    assert (set(NOT_FOLLOWED) | set(ELSEWHERE)) & followed() <= {"TQ-133", "TQ-127", "TQ-421", "TQ-424", "TQ-425"}


@pytest.mark.parametrize(("code", "where"), ELSEWHERE.items())
def test_what_is_followed_elsewhere_stands_there(code: str, where: str) -> None:
    path = TESTS.parent / where
    said = path.read_text("utf-8") if path.suffix else texts(path)
    assert code in said


def test_whoever_raises_a_code_gives_all_that_its_words_name() -> None:
    known = {"file", "value", "field"}
    lacking = []
    for where, code, given in raised():
        words = [*catalogue()[code].what.values(), *catalogue()[code].remedy.values()]
        named = {fact for text in words for fact in NAMED.findall(text)}
        if given is not None and named - given - known:
            lacking.append((where, code, named - given - known))
    assert lacking == []
