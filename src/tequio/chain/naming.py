"""Finding what a row names: by key, name or number, whatever its case and accents, and never by guessing."""

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from tequio.chain.records import Record
from tequio.foundation.language.folding import collapsed

Thing = TypeVar("Thing")

# What is looked for, as its error says it.
SAID = {
    "territory": ("territorio", "territory"), "group": ("grupo", "group"),
    "institution": ("institución", "institution"),
    "encounter": ("encuentro", "encounter"), "voice": ("voz", "voice"), "code": ("código", "code"),
    "finding": ("hallazgo", "finding"), "indicator": ("indicador", "indicator"), "round": ("ronda", "round"),
    "sitting": ("reunión", "sitting"), "statement": ("afirmación", "statement"), "proposal": ("propuesta", "proposal"),
    "item": ("punto", "item"), "agenda": ("agenda", "agenda"), "response": ("respuesta", "response"),
    "commitment": ("compromiso", "commitment"),
}


def find(table: Mapping[str, Thing], key: str, record: Record, field: str, kind: str = "", *,
         nearest: Sequence[str] = ()) -> Thing:
    """What `key` names in the cell of `field`, whatever its case and accents.

    Raises TQ-124 with `nearest`, or else the keys most like it, when it names nothing.
    """
    if key in table:
        return table[key]
    alike = {id(thing): thing for name, thing in table.items() if collapsed(name) == collapsed(key)}
    if len(alike) == 1:
        return next(iter(alike.values()))
    near: Any = nearest or difflib.get_close_matches(key, table, n=3) or list(table)[:3]
    es, en = SAID[kind or field]
    raise record.fault("TQ-124", field, value=key, kind=es, kind_en=en, near=", ".join(near) or "–", listing="",
                       listing_en="")


def numbered(table: Mapping[str, object], key: str, bases: Sequence[str], prefix: str = "") -> tuple[str, list[str]]:
    """The key in `table` that a row's own number stands for, where it stands for one; and all that it may stand for."""
    may = [name for base in bases if (name := f"{prefix}{base}") in table]
    return (may[0] if key not in table and len(may) == 1 else key), may


def place_in(table: dict[str, Thing], key: str, thing: Thing, record: Record) -> None:
    """Keep `thing` under its key. Raises TQ-125 when the key is taken."""
    if key in table:
        raise record.fault("TQ-125", "key", value=key)
    table[key] = thing
