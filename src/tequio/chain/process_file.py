"""The process file: what a team writes down so that its own material can run through the chain.

Format: TOML. Tables `process`, `territories`, `groups`, `institutions`, `codebook`, `protection`, `sources`;
docs/reference/process-file.md lists every key.
"""

import datetime
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tequio.chain.bounds import check_bounds
from tequio.chain.kinds import KINDS
from tequio.chain.platforms import PLATFORMS
from tequio.chain.widths import TABLE_WIDTHS, shortened
from tequio.foundation.errors import TequioError
from tequio.listening.importers.cutting import CUTS

LARGEST = 2_000_000
SHORT = "fuente-{number}"  # the first file of the process file is 1
LONGEST_LABEL = 120  # it stands beside a name of a table where rows say which file they came from

TEXT, LIST, TABLE = (str,), (list,), (dict,)
# What each table may hold, and as what.
TABLES: dict[str, dict[str, tuple[type, ...]]] = {
    "process": {"name": TEXT, "demo": (bool,), "threshold": (int,), "rounding": (int,)},
    "territories": {"key": TEXT, "name": TEXT, "level": TEXT, "code": (str, int), "parent": TEXT, "modelled_on": TEXT,
                    "population": (int,), "shape": LIST, "suspended": TEXT},
    "groups": {"key": TEXT, "es": TEXT, "en": TEXT, "aliases": LIST},
    "institutions": {"key": TEXT, "name": TEXT, "sphere": TEXT, "territory": TEXT},
    "codebook": {"file": TEXT},
    "protection": {"glossary": TEXT, "reviewed_by": LIST, "already_public": (bool,)},
    "places": {"same": TABLE},
    "sources": {"kind": TEXT, "file": TEXT, "sheet": (str, int), "header_rows": (int,), "header_from": (int,),
                "blank": LIST, "delimiter": TEXT, "encoding": TEXT, "columns": TABLE, "values": TABLE,
                "replace": TABLE, "groups": TABLE, "territory": TEXT, "official": (bool,), "encounter": TABLE,
                "dictionary": TEXT, "platform": TEXT, "cut": TEXT, "decimal": TEXT, "only": TABLE, "last_row": (int,),
                "periods": TABLE, "orphans": (int, float)},
}
# What only rows of sheets have: documents, forms and tables of votes are read by readers of their own.
OF_ROWS = ("decimal", "only", "last_row", "periods", "orphans")
WITHOUT_ROWS = ("kobo", "odk", "survey", "transcript", "agenda_list", "wide_votes", "agenda", "rounds")
ORPHANS = 0.01  # the share of rows that may name something that is not there
ENCOUNTER: dict[str, tuple[type, ...]] = {
    "kind": TEXT, "week": (datetime.date,), "facilitator": TEXT, "consent": LIST}
# How each type is written, for whoever wrote another.
WRITTEN: dict[type, str] = {str: '"…"', int: "3", float: "0.01", bool: "true", list: "[…]", dict: "{ … = … }",
                            datetime.date: "2025-03-31"}
LISTS = ("territories", "groups", "institutions", "sources")
NEEDED = (("process", "name"), ("territories", "key"), ("groups", "key"), ("institutions", "key"), ("sources", "kind"),
          ("sources", "file"))


@dataclass(frozen=True)
class Source:
    """One file and how its columns answer to the fields of its kind."""

    kind: str
    file: str
    sheet: str | int | None = None
    header_rows: int = 1
    header_from: int | None = None
    blank: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    # The columns that answer to a field; none at all where the process file says "".
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The platform whose names of columns are known: polis, decidim, consul.
    platform: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    replace: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    territory: str = ""
    official: bool = False
    encounter: Mapping[str, Any] = field(default_factory=dict)
    dictionary: str = ""
    # How a transcript in which nobody is named is cut: one of `CUTS`; '' where nobody said it.
    cut: str = ""
    # The mark before decimals, "." or ",", where the cells leave it open.
    decimal: str = ""
    # Columns and the values that a row must have in them to be read.
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last_row: int | None = None
    # Columns of figures and the period of each; `*` is the year that the row says.
    periods: Mapping[str, str] = field(default_factory=dict)
    # The share of rows that may name something that is not there, and are listed.
    orphans: float = ORPHANS
    # How the file is called in accounts and documents: its name, with folder or sheet where another has that name.
    label: str = ""
    # How it is called in what is kept, where its own name must not be.
    kept_as: str = ""
    # How it is called in keys, which stand unsealed: people name files after those they spoke with.
    short: str = ""

    @property
    def kept(self) -> str:
        return self.kept_as or self.label


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


def read_process_file(path: Path, *, allow_outside: bool = False) -> ProcessFile:
    """Raises TQ-101 to TQ-109: not there, not TOML, unknown or missing keys, wrong kinds of value, bad references.

    Raises TQ-561 for a key that could not name a file, and TQ-563 for files outside its folder unless they may be
    there: a process file that came from elsewhere could draw in the sheets of another team.
    """
    content = _toml(path)
    _check_names(path, content, TABLES, where="")
    for name, keys in TABLES.items():
        for table in _tables(path, content, name):
            _check(path, table, keys, where=name)
    for name, key in NEEDED:
        for table in _tables(path, content, name):
            if not table.get(key):
                raise TequioError("TQ-103", file=path.name, column=name, key=key)
    if not content.get("territories"):
        raise TequioError("TQ-103", file=path.name, column="territories", key="territories")
    for name, widths in TABLE_WIDTHS.items():
        for table in _tables(path, content, name):
            _check_widths(path, table, widths, where=name)
    territories, groups, institutions, sources = (tuple(_tables(path, content, name)) for name in LISTS)
    made = ProcessFile(
        path, content["process"], territories, groups, institutions, content.get("codebook", {}),
        content.get("protection", {}), content.get("places", {}), _labelled([_source(path, row) for row in sources]))
    _check_references(made)
    check_bounds(made, allow_outside=allow_outside)
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


def _check(path: Path, table: Mapping[str, Any], known: Mapping[str, tuple[type, ...]], *, where: str) -> None:
    """Only known names, each of its type."""
    _check_names(path, table, known, where=where)
    for name, value in table.items():
        # A date with an hour is one, too; true and false are not numbers here, whatever Python says.
        if not isinstance(value, known[name]) or (isinstance(value, bool) and bool not in known[name]):
            raise TequioError("TQ-104", file=path.name, column=f"{where}.{name}", value=value,
                              wanted=" / ".join(f"{name} = {WRITTEN[kind]}" for kind in known[name]))


def _check_widths(path: Path, table: Mapping[str, Any], widths: Mapping[str, int], *, where: str) -> None:
    """Raises TQ-247 for a text that its column does not hold."""
    for name, most in widths.items():
        if len(said := str(table.get(name, ""))) > most:
            raise TequioError("TQ-247", file=path.name, column=f"{where}.{name}", value=said, length=len(said),
                              limit=most)


def _source(path: Path, table: Mapping[str, Any]) -> Source:
    if table["kind"] not in KINDS:
        raise TequioError("TQ-106", file=path.name, column="sources.kind", value=table["kind"],
                          known=", ".join(sorted(KINDS)))
    if table.get("platform", "") not in ("", *(name for name, kinds in PLATFORMS.items() if table["kind"] in kinds)):
        raise TequioError("TQ-105", file=path.name, column="sources.platform", value=table["platform"],
                          known=", ".join(name for name, kinds in PLATFORMS.items() if table["kind"] in kinds) or "–")
    if "cut" in table and (table["kind"] != "transcript" or table["cut"] not in CUTS):
        raise TequioError("TQ-105", file=path.name, column="sources.cut", value=table["cut"],
                          known=", ".join(CUTS) if table["kind"] == "transcript" else "–")
    _check_rows(path, table)
    fields = KINDS[table["kind"]].names
    for name in ("columns", "values", "replace"):
        _check_names(path, table.get(name, {}), fields, where=f"sources.{name}")
    _check(path, table.get("encounter", {}), ENCOUNTER, where="sources.encounter")
    replaced = table.get("replace", {})
    _check(path, replaced, dict.fromkeys(replaced, TABLE), where="sources.replace")
    values = {name: str(value) for name, value in table.get("values", {}).items()}
    if table["kind"] == "indicators" and "official" in table:
        values.setdefault("origin", "official" if table["official"] else "community")
    return Source(**{
        **table, "blank": tuple(str(value) for value in table.get("blank", ())),
        "columns": {name: _columns(path, name, value) for name, value in table.get("columns", {}).items()},
        "values": values,
        "replace": {name: {str(cell): str(value) for cell, value in cells.items()} for name, cells in replaced.items()},
        "groups": {name: str(value) for name, value in table.get("groups", {}).items()},
        "periods": {name: str(value) for name, value in table.get("periods", {}).items()},
        "only": {name: tuple(map(str, value if isinstance(value, list) else [value]))
                 for name, value in table.get("only", {}).items()}})


def _check_rows(path: Path, table: Mapping[str, Any]) -> None:
    """Raises TQ-105 for a key that the kind does not have, TQ-104 for a value that cannot be."""
    for name in OF_ROWS:
        if name in table and (table["kind"] in WITHOUT_ROWS or (name == "periods" and table["kind"] != "observations")):
            raise TequioError("TQ-105", file=path.name, column=f"sources ({table['kind']})", value=name,
                              known=", ".join(sorted(set(TABLES["sources"]) - set(OF_ROWS))))
    if table.get("decimal", ".") not in (".", ","):
        raise TequioError("TQ-104", file=path.name, column="sources.decimal", value=table["decimal"],
                          wanted='decimal = "." / decimal = ","')
    if not 0 <= table.get("orphans", 0) <= 1:
        raise TequioError("TQ-104", file=path.name, column="sources.orphans", value=table["orphans"],
                          wanted="orphans = 0.01")


def _columns(path: Path, name: str, value: object) -> tuple[str, ...]:
    """One column, several whose words are read together, or none."""
    names = value if isinstance(value, list) else [value] if value != "" else []
    if not all(isinstance(column, str) and column for column in names):
        raise TequioError("TQ-104", file=path.name, column=f"sources.columns.{name}", value=value,
                          wanted=f'{name} = "…" / {name} = ["…", "…"]')
    return tuple(names)


def _labelled(sources: list[Source]) -> tuple[Source, ...]:
    """Sources with names that tell them apart: the same file name in two folders, two sheets of one file."""
    folders: dict[str, set[str]] = {}
    sheets: dict[str, set[str | int | None]] = {}
    for source in sources:
        folders.setdefault(Path(source.file).name, set()).add(source.file)
        sheets.setdefault(source.file, set()).add(source.sheet)
    labels = [_label(source, folders, sheets) for source in sources]
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels), start=1)}
    return tuple(replace(source, label=label, short=SHORT.format(number=numbers[label]))
                 for source, label in zip(sources, labels, strict=True))


def _label(source: Source, folders: Mapping[str, set[str]], sheets: Mapping[str, set[str | int | None]]) -> str:
    name = Path(source.file).name
    named = source.file if len(folders[name]) > 1 else name
    return shortened(f"{named} › {source.sheet or 1}" if len(sheets[source.file]) > 1 else named, LONGEST_LABEL)


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
