"""The rows of a bundle as lines of JSON, and back with nothing believed that does not fit.

`["end", kind, UUID]` for what may never come back; `["row", kind, UUID, [[name, parents, gone]…], {head: content}]`.
Lines stand in the order of their kinds and UUIDs, which tells nothing about when anything was written.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from tequio.exchange.content import Content, checked, identity
from tequio.exchange.history import Revision
from tequio.exchange.kinds import kinds
from tequio.exchange.merging import Entry
from tequio.exchange.placing import Key
from tequio.foundation.errors import TequioError

MOST_ROWS = 500_000
MOST_VERSIONS = 2000
NAME = 32
PROCESS = "places.process"
HEX = frozenset("0123456789abcdef")


def lines(entries: Iterable[Entry], ended: Iterable[Key]) -> Iterator[bytes]:
    for kind, row_id in sorted(ended):
        yield _line(["end", kind, str(row_id)])
    for entry in sorted(entries, key=lambda one: one.key):
        versions = sorted([one.name, sorted(one.parents), one.gone] for one in entry.history)
        yield _line(["row", entry.key[0], str(entry.key[1]), versions, entry.contents])


def read(written: list[bytes], process_id: UUID) -> tuple[list[Entry], list[Key]]:
    """Raises TQ-346 to TQ-351."""
    if len(written) > MOST_ROWS:
        raise TequioError("TQ-347", most=MOST_ROWS)
    entries: dict[Key, Entry] = {}
    ended: list[Key] = []
    for line in written:
        try:
            what, label, row_id, *rest = json.loads(line, parse_constant=_refused)
            key = (_known(label), UUID(row_id))
            if what == "end" and not rest:
                ended.append(key)
            elif what == "row" and key not in entries:
                entries[key] = _entry(process_id, key, *rest)
            else:
                raise ValueError(what)
        except (ValueError, TypeError, AttributeError, RecursionError) as fault:
            raise TequioError("TQ-346") from fault
    return list(entries.values()), ended


def _entry(process_id: UUID, key: Key, versions: Any, contents: Any) -> Entry:
    if not 0 < len(versions) <= MOST_VERSIONS or not isinstance(contents, dict):
        raise ValueError(len(versions))
    history = frozenset(Revision(_name(name), frozenset(_name(one) for one in parents), bool(gone))
                        for name, parents, gone in versions)
    if len({one.name for one in history}) != len(versions):
        raise ValueError("a version stands twice")
    found = {_name(name): checked(kinds()[key[0]], content) for name, content in contents.items()}
    for content in found.values():
        _in_its_place(process_id, key, content)
    return Entry(key, history, found)


def _in_its_place(process_id: UUID, key: Key, content: Content) -> None:
    """A row is called what its kind and content say, and the only process is this one."""
    kind = kinds()[key[0]]
    if kind.label == PROCESS and key[1] != process_id:
        raise TequioError("TQ-351")
    if kind.natural and identity(kind, process_id, key[1], content) != key[1]:
        raise TequioError("TQ-350", value=kind.label)


def _known(label: Any) -> str:
    if not isinstance(label, str) or label not in kinds():
        raise TequioError("TQ-348", value=label if isinstance(label, str) else "")
    return label


def _name(name: Any) -> str:
    if not isinstance(name, str) or len(name) != NAME or not set(name) <= HEX:
        raise ValueError("not the name of a version")
    return name


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def _line(said: list[Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
