"""Choosing one sheet of a workbook by its name or its position."""

from collections.abc import Sequence

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.columns import folded, quoted
from tequio.foundation.intake.tidy import tidy


def chosen(names: Sequence[str], wanted: str | int | None, *, file: str, hidden: Sequence[bool] = ()) -> int:
    """The position, from 0, of the sheet that `wanted` means: a name, a position counted from 1, or the first visible.

    Raises TequioError TQ-216 with the names there are.
    """
    if not names:
        raise TequioError("TQ-217", file=file)
    if wanted is None:
        return hidden.index(False) if False in hidden else 0
    if isinstance(wanted, int):
        found = [wanted - 1] if 1 <= wanted <= len(names) else []
    else:
        found = _named(names, tidy(wanted))
    if len(found) != 1:
        raise TequioError("TQ-216", file=file, value=wanted, names=quoted([tidy(name) for name in names[:20]]))
    return found[0]


def _named(names: Sequence[str], wanted: str) -> list[int]:
    """Positions of the sheets of that name; where there is none, of those that differ in case, accents or spaces."""
    exact = [at for at, name in enumerate(names) if tidy(name) == wanted]
    return exact[:1] or [at for at, name in enumerate(names) if folded(name) == folded(wanted)]
