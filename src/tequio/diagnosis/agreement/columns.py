"""Which columns of a table hold units, coders, values, passages or links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tequio.foundation.errors import TequioError
from tequio.foundation.intake import Sheet
from tequio.foundation.intake.columns import folded

Kind = Literal["units", "passages", "links"]
NAMES = {
    "unit": ("unit", "unidad", "segment", "segmento", "item", "voice", "voz"),
    "coder": ("coder", "codificadora", "codificador", "codifica", "codificó", "annotator", "anotador", "anotadora"),
    "value": ("value", "valor", "code", "código", "category", "categoría"),
    "question": ("variable", "facet", "faceta", "code", "código"),
    "voice": ("voice", "voz", "encounter", "encuentro"),
    "start": ("start", "inicio", "begin", "offset"),
    "length": ("length", "largo", "longitud"),
    "end": ("end", "fin", "final"),
    "text": ("text", "texto", "document", "documento", "voice", "voz", "unit", "unidad"),
    "text_length": ("text_length", "largo_texto", "longitud_texto"),
    "origin": ("origin", "origen"),
    "relation": ("relation", "relación", "vínculo"),
    "goal": ("goal", "destino", "meta"),
}
WANTED: dict[Kind, tuple[str, ...]] = {
    "units": ("unit", "coder", "value"), "passages": ("coder", "start", "value"),
    "links": ("unit", "coder", "origin", "goal"),
}


class Columns:
    """The columns of one sheet by what they mean; `named` says which column holds what where names do not tell."""

    def __init__(self, sheet: Sheet, named: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._found = {meaning: sheet.column(name) for meaning, name in named.items()}
        by_fold = {folded(name): name for name in reversed(sheet.columns)}
        for meaning, names in NAMES.items():
            taken = set(self._found.values())
            fitting = [by_fold[folded(name)] for name in names if folded(name) in by_fold]
            free = [name for name in fitting if name not in taken]
            if meaning not in self._found and free:
                self._found[meaning] = free[0]

    def kind(self) -> Kind:
        """What the table holds, told by its columns. Raises TQ-142 where it is none of the three."""
        kind: Kind = "passages" if "start" in self._found else "links" if "origin" in self._found else "units"
        missing = [meaning for meaning in WANTED[kind] if meaning not in self._found]
        if kind == "passages" and not {"length", "end"} & set(self._found):
            missing.append("length")
        if missing:
            raise TequioError("TQ-142", file=self._sheet.file, sheet=self._sheet.sheet, missing=", ".join(missing))
        return kind

    def __getitem__(self, meaning: str) -> str:
        return self._found[meaning]

    def get(self, meaning: str) -> str | None:
        return self._found.get(meaning)
