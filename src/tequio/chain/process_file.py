"""The process file: what a team writes down so that its own material can run through the chain.

Format: TOML. Tables `process`, `territories`, `groups`, `institutions`, `codebook`, `protection`, `sources`;
docs/reference/process-file.md lists every key.
"""

import datetime
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tequio.chain.kinds import KINDS
from tequio.foundation.errors import TequioError

LARGEST = 2_000_000

TABLES: dict[str, frozenset[str]] = {
    "process": frozenset({"name", "demo", "threshold", "rounding"}),
    "territories": frozenset({"key", "name", "level", "code", "parent", "modelled_on", "population", "shape",
                              "suspended"}),
    "groups": frozenset({"key", "es", "en", "aliases"}),
    "institutions": frozenset({"key", "name", "sphere", "territory"}),
    "codebook": frozenset({"file"}),
    "protection": frozenset({"glossary", "reviewed_by", "approved_by"}),
    "places": frozenset({"same"}),
    "sources": frozenset({"kind", "file", "sheet", "header_rows", "blank", "delimiter", "encoding", "columns",
                          "values", "replace", "groups", "territory", "official", "encounter"}),
}
LISTS = ("territories", "groups", "institutions", "sources")


@dataclass(frozen=True)
class Source:
    """One file and how its columns answer to the fields of its kind."""

    kind: str
    file: str
    sheet: str | int | None = None
    header_rows: int = 1
    blank: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    territory: str = ""
    official: bool = False
    encounter: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ProcessFile:
    """A process as its file declares it. Keys in it are the team's own short names."""

    path: Path
    process: Mapping[str, Any]
    territories: tuple[Mapping[str, Any], ...]
    groups: tuple[Mapping[str, Any], ...]
    institutions: tuple[Mapping[str, Any], ...]
    codebook: Mapping[str, Any]
    protection: Mapping[str, Any]
    places: Mapping[str, Any]
    sources: tuple[Source, ...]

    @property
    def folder(self) -> Path:
        return self.path.parent


def read_process_file(path: Path) -> ProcessFile:
    """Raises TQ-101 to TQ-109: not there, not TOML, unknown or missing keys, wrong kinds of value, bad references."""
    content = _toml(path)
    _check_names(path, content, TABLES, where="")
    for name, keys in TABLES.items():
        for table in _tables(path, content, name):
            _check_names(path, table, keys, where=name)
    _need(path, content, "process", "name")
    for name in ("territories", "groups", "institutions"):
        for table in _tables(path, content, name):
            _need(path, {name: table}, name, "key")
    if not content.get("territories"):
        raise TequioError("TQ-103", file=path.name, column="territories", key="territories")
    made = ProcessFile(
        path, content["process"], *(tuple(_tables(path, content, name)) for name in LISTS[:3]),
        *(content.get(name, {}) for name in ("codebook", "protection", "places")),
        tuple(_source(path, table) for table in _tables(path, content, "sources")))
    _check_references(made)
    return made


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        raise TequioError("TQ-101", file=path.name)
    if path.stat().st_size > LARGEST:
        raise TequioError("TQ-110", file=path.name)
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise TequioError("TQ-102", file=path.name, value=fault) from fault
    except UnicodeDecodeError as fault:
        raise TequioError("TQ-111", file=path.name, row=_line_of(path, fault.start)) from fault


def _line_of(path: Path, position: int) -> int:
    return path.read_bytes()[:position].count(b"\n") + 1


def _tables(path: Path, content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = content.get(name, [] if name in LISTS else {})
    tables = value if name in LISTS else [value]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise TequioError("TQ-104", file=path.name, column=name, wanted="[[…]]" if name in LISTS else "[…]")
    return tables


def _check_names(path: Path, table: Mapping[str, Any], known: Collection[str], *, where: str) -> None:
    for name in table:
        if name not in known:
            raise TequioError("TQ-105", file=path.name, column=where, value=name, known=", ".join(sorted(known)))


def _need(path: Path, content: Mapping[str, Any], table: str, key: str) -> None:
    value = content.get(table, {}).get(key)
    if value in (None, ""):
        raise TequioError("TQ-103", file=path.name, column=table, key=key)
    if not isinstance(value, str):
        raise TequioError("TQ-104", file=path.name, column=f"{table}.{key}", value=value, wanted="«…»")


WANTED: dict[str, tuple[type, ...]] = {
    "kind": (str,), "file": (str,), "sheet": (str, int), "header_rows": (int,), "blank": (list,),
    "delimiter": (str,), "encoding": (str,), "columns": (dict,), "values": (dict,), "replace": (dict,),
    "groups": (dict,), "territory": (str,), "official": (bool,), "encounter": (dict,),
}


def _source(path: Path, table: Mapping[str, Any]) -> Source:
    for key in ("kind", "file"):
        _need(path, {"sources": table}, "sources", key)
    for key, value in table.items():
        if not isinstance(value, WANTED[key]):
            raise TequioError("TQ-104", file=path.name, column=f"sources.{key}", value=value,
                              wanted=" / ".join(kind.__name__ for kind in WANTED[key]))
    if table["kind"] not in KINDS:
        raise TequioError("TQ-106", file=path.name, column="sources.kind", value=table["kind"],
                          known=", ".join(sorted(KINDS)))
    _check_names(path, table.get("columns", {}), KINDS[table["kind"]].names, where="sources.columns")
    _check_names(path, table.get("values", {}), KINDS[table["kind"]].names, where="sources.values")
    blank = tuple(str(value) for value in table.get("blank", ()))
    return Source(**{**table, "blank": blank})


def _check_references(made: ProcessFile) -> None:
    territories = _unique(made, "territories")
    _unique(made, "groups")
    _unique(made, "institutions")
    wanted = [(row.get("parent"), "territories.parent") for row in made.territories]
    wanted += [(row.get("territory"), "institutions.territory") for row in made.institutions]
    wanted += [(source.territory, "sources.territory") for source in made.sources]
    for key, column in wanted:
        if key and key not in territories:
            raise TequioError("TQ-107", file=made.path.name, column=column, value=key,
                              known=", ".join(sorted(territories)))


def _unique(made: ProcessFile, name: str) -> set[str]:
    seen: set[str] = set()
    for row in getattr(made, name):
        if row["key"] in seen:
            raise TequioError("TQ-108", file=made.path.name, column=name, value=row["key"])
        seen.add(row["key"])
    return seen


def day_of(value: object) -> datetime.date | None:
    """A date from TOML as a date; anything else as None."""
    return value if isinstance(value, datetime.date) else None
