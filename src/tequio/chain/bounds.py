"""What a process file may name and count: keys that can name files, files of its own folder, numbers that can be."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tequio.foundation.errors import TequioError
from tequio.foundation.places.keys import is_key

if TYPE_CHECKING:
    from tequio.chain.process_file import ProcessFile

MOST_PEOPLE = 2**31 - 1
DEEPEST = 6  # an outline of many parts with holes is four lists deep


def check_bounds(made: "ProcessFile", *, allow_outside: bool) -> None:
    """Raises TQ-561 for a key that could not name a file, TQ-563 for a file elsewhere, TQ-104 for no number."""
    for name in ("territories", "groups", "institutions"):
        for row in getattr(made, name):
            if not is_key(row["key"]):
                raise TequioError("TQ-561", file=made.path.name, column=f"{name}.key", value=row["key"])
    for row in made.territories:
        if not 0 <= row.get("population", 0) <= MOST_PEOPLE:
            raise _no_number(made, "territories.population", "population = 12000")
        if not _is_outline(row.get("shape", [])):
            raise _no_number(made, "territories.shape", "shape = [[-99.88, 16.84], …]")
    if not allow_outside:
        for column, file in _files(made):
            if file and not lies_within(made.folder, file):
                raise TequioError("TQ-563", file=made.path.name, column=column, value=file)


def lies_within(folder: Path, file: str) -> bool:
    """Whether the file lies in the folder of the process file, whatever links lead to it; links in a circle do not."""
    try:
        return "\0" not in file and (folder / file).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def _files(made: "ProcessFile") -> list[tuple[str, str]]:
    sources = [(f"sources.{name}", getattr(source, name)) for source in made.sources for name in ("file", "dictionary")]
    return [*sources, ("codebook.file", made.codebook.get("file", "")),
            ("protection.glossary", made.protection.get("glossary", ""))]


def _is_outline(value: Any, depth: int = 0) -> bool:
    """Lists of numbers that are numbers."""
    if isinstance(value, list):
        return depth < DEEPEST and all(_is_outline(one, depth + 1) for one in value)
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _no_number(made: "ProcessFile", column: str, wanted: str) -> TequioError:
    return TequioError("TQ-104", file=made.path.name, column=column, wanted=wanted)
