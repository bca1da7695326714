"""Hostile and broken files, written on demand: `CASES` lists them all with what must come of each.

    for case in CASES:
        name, path, expected = case.yielded(folder)  # expected: a code such as TQ-209, or "ok"

`case.reader` says which door the file knocks at (`sheet`, `text`, `archive`); `case.options` are arguments of
`read_sheet`, `case.wanted` is a column that is asked for afterwards, `case.notice` is what a file that can be read is
expected to be told about, and `case.inside` asks for `root=folder`.
"""

from tests.hostile import bombs, delimited, disguises, documents, folders, workbooks
from tests.hostile.case import CASES, OK, Case

MODULES = (folders, delimited, workbooks, bombs, disguises, documents)
SHEETS = [case for case in CASES if case.reader == "sheet"]

__all__ = ["CASES", "MODULES", "OK", "SHEETS", "Case"]
