"""Themes that a platform writes as a list into one cell, as `["Deporte","Obra"]` or `['Deporte']`. Pure."""

import ast
import json
from collections import Counter
from collections.abc import Sequence

LANGUAGES = ("es-MX", "es", "en")
BRACKETS = {"[": "]", "{": "}", "(": ")"}
LONGEST = 2000


def themes(cell: str) -> tuple[str, ...]:
    """The themes of a cell: those of a list; the cell itself where it is none."""
    inside = cell.strip()
    if len(inside) < 2 or len(inside) > LONGEST or BRACKETS.get(inside[0]) != inside[-1]:
        return (cell,) if cell else ()
    read = _parsed(inside)
    if read is None:
        if inside[0] == "(":  # «(Sin tema)» is words in brackets
            return (cell,)
        read = [part.strip(" \"'«»") for part in inside[1:-1].split(",")]
    return tuple(dict.fromkeys(name for one in _listed(read) if (name := " ".join(str(one).split()))))


def shared(of_rows: Sequence[tuple[str, ...]]) -> list[str]:
    """One theme for each row: of several, the one that most rows have, so that equal proposals meet under one."""
    often = Counter(name for names in of_rows for name in names)
    return [max(names, key=lambda name: often[name], default="") for names in of_rows]


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return None


def _listed(read: object) -> list[object]:
    """The names in what was read; of a name in several languages, the Spanish one."""
    if isinstance(read, dict):
        own = next((read[name] for name in LANGUAGES if read.get(name)), None)
        return [own] if own else [one for value in read.values() for one in _listed(value)][:1]
    if isinstance(read, list | tuple | set):
        return [name for one in read for name in _listed(one)]
    return [] if read is None else [read]
