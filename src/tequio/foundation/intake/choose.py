"""Choosing one sheet of a workbook by its name or its position."""

from collections.abc import Sequence

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.columns import folded, quoted


def chosen(names: Sequence[str], wanted: str | int | None, *, file: str) -> int:
    """The position, from 0, of the sheet that `wanted` means: a name, a position counted from 1, or the first.

    Raises TequioError TQ-216 with the names there are.
    """
    if not names:
        raise TequioError("TQ-217", file=file)
    if wanted is None:
        return 0
    if isinstance(wanted, int):
        if 1 <= wanted <= len(names):
            return wanted - 1
    elif wanted in names:
        return names.index(wanted)
    else:
        alike = [at for at, name in enumerate(names) if folded(name) == folded(wanted)]
        if len(alike) == 1:
            return alike[0]
    raise TequioError("TQ-216", file=file, value=wanted, names=quoted(names[:20]))
