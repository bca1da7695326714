"""Finding the column that a process file names."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tequio.foundation.errors import TequioError
from tequio.foundation.intake.letters import letters, position_of

JOINT = " / "
NOT_WORDS = re.compile(r"[\W_]+")
NEAREST = 5
LONGEST = 60
CUT = re.compile(r"[,;|\t]")
BELOW = 15  # rows under the headings that may be the true ones

NumberedCells = Iterable[tuple[int, Sequence[str]]]  # the first rows under the headings


def find(wanted: str, columns: Sequence[str], *, file: str, sheet: str, rows: NumberedCells = ()) -> str:
    """The one name of `columns` that `wanted` means.

    Raises TequioError: TQ-221 none, with the nearest names and the row of `rows` that says it; TQ-222 several, with
    all of them.
    """
    if wanted in columns:
        return wanted
    place = _place(wanted)
    if place is not None:
        return _at(place, wanted, columns, file, sheet)
    for reading in (folded, last_part, folded_last_part):
        found = _fitting(wanted, columns, reading)
        if len(found) == 1:
            return found[0]
        if found:
            raise TequioError("TQ-222", file=file, sheet=sheet, value=wanted, names=quoted(found))
    raise _absent(wanted, columns, file, sheet, rows)


def folded(name: str) -> str:
    """A name without case, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return NOT_WORDS.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))


def last_part(name: str) -> str:
    return name.rsplit(JOINT, 1)[-1]


def folded_last_part(name: str) -> str:
    return folded(last_part(name))


def quoted(names: Sequence[str]) -> str:
    """Names for a message: in Kobo exports a heading is a whole question."""
    return ", ".join(f"«{name if len(name) <= LONGEST else name[: LONGEST - 1] + '…'}»" for name in names)


def _fitting(wanted: str, columns: Sequence[str], reading: Callable[[str], str]) -> list[str]:
    meant = wanted if reading is last_part else folded(wanted)
    return [name for name in columns if meant and reading(name) == meant]


def _place(wanted: str) -> int | None:
    """The position counted from 0 that `#3` or `=C` asks for."""
    mark, rest = wanted[:1], wanted[1:].strip()
    if mark == "#" and rest.isascii() and rest.isdigit() and len(rest) < 6:
        return int(rest) - 1
    if mark == "=" and position_of(rest):
        return position_of(rest) - 1
    return None


def _at(place: int, wanted: str, columns: Sequence[str], file: str, sheet: str) -> str:
    if 0 <= place < len(columns):
        return columns[place]
    raise TequioError("TQ-223", file=file, sheet=sheet, value=wanted, count=len(columns),
                      last=letters(len(columns)))


def _absent(wanted: str, columns: Sequence[str], file: str, sheet: str, rows: NumberedCells) -> TequioError:
    near = _nearest(wanted, columns) or list(columns[:NEAREST])
    return TequioError("TQ-221", file=file, sheet=sheet, value=wanted, names=quoted(near), **below([wanted], rows))


def below(wanted: Iterable[str], rows: NumberedCells) -> dict[str, Any]:
    """What a remedy says of the row that holds the headings, where titles stand above it: nothing where none does."""
    meant = {folded(name): name for name in wanted}
    for number, cells in rows:
        apart = cells if len(cells) != 1 else CUT.split(cells[0])  # a title alone hid how the rows below are parted
        said = next((name for name in map(folded, apart) if name in meant), "") if len(apart) > 1 else ""
        if said:
            return {
                "below": f"La fila {number} dice «{meant[said]}»: si ahí están los encabezados, escribe header_from = "
                         f"{number} en la fuente, o quita las filas de arriba. ",
                "below_en": f"Row {number} says «{meant[said]}»: if the headings stand there, write header_from = "
                            f"{number} in the source, or take out the rows above. "}
    return {"below": "", "below_en": ""}


def _nearest(wanted: str, columns: Sequence[str]) -> list[str]:
    by_fold: dict[str, str] = {}
    for name in columns:
        by_fold.setdefault(folded_last_part(name), name)
        by_fold.setdefault(folded(name), name)
    near = difflib.get_close_matches(folded(wanted), [fold for fold in by_fold if fold], n=NEAREST, cutoff=0.6)
    return list(dict.fromkeys(by_fold[fold] for fold in near))
