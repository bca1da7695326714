"""What an ending has reached, on the disk: so that the next run finishes a killed one, and a closed process says so.

Each process has its folder under `cierre/`. While `en-curso.json` lies there the ending is under way; then come the
certificates. None of it holds words of people.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyfile import sync_folder
from tequio.foundation.vault.keyring import kept_here

# The one account of what was archived.
ARCHIVE_ACCOUNT = "Archivo"
FOLDER, UNDER_WAY, STATEMENT = "cierre", "en-curso.json", "certificado.json"


class How(StrEnum):
    HAND_OVER = "hand_over"
    ARCHIVE = "archive"
    DESTROY = "destroy"


@dataclass(frozen=True)
class Counted:
    """How many rows of one table left, and how many did not."""

    table: str
    left: int
    stayed: int


@dataclass
class Journal:
    """All that the certificate will say, gathered while there is still something to count."""

    how: How
    process: UUID
    title: str
    day: str
    # Role and pseudonym, the two who decided.
    roles: list[tuple[str, str]]
    threshold: int
    rounding: int
    rows: list[Counted]
    keys: int
    files: int
    names_destroyed: int
    # What no machine can call back: kinds with how many are known of.
    beyond: dict[str, int]
    # Of what left, by file name.
    checksums: dict[str, str] = field(default_factory=dict)
    # Where it left to; empty when nothing did.
    out: str = ""
    # The fingerprint of the certificate of a hand-over that came before.
    earlier: str = ""
    # By the names of their cards.
    machines: list[str] = field(default_factory=list)
    # Names of files in which words may stand in an installation that others use, too.
    documents: list[str] = field(default_factory=list)


def place(home: Path, process_id: UUID) -> Path:
    return home / FOLDER / str(process_id)


def write(home: Path, journal: Journal) -> None:
    """On the disk before this returns."""
    folder = place(home, journal.process)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(folder / UNDER_WAY, json.dumps(asdict(journal), default=str, ensure_ascii=False).encode())


def put(path: Path, data: bytes) -> None:
    """Replace a file whole."""
    partial = path.with_name(f"{path.name}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def read(home: Path, process_id: UUID) -> Journal | None:
    """The ending under way, if there is one."""
    path = place(home, process_id) / UNDER_WAY
    if not path.is_file():
        return None
    said = json.loads(path.read_text(encoding="utf-8"))
    said |= {"how": How(said["how"]), "process": UUID(said["process"]),
             "rows": [Counted(**row) for row in said["rows"]],
             "roles": [(role, name) for role, name in said["roles"]]}
    return Journal(**said)


def over(home: Path, process_id: UUID) -> None:
    (place(home, process_id) / UNDER_WAY).unlink(missing_ok=True)
    sync_folder(place(home, process_id))


def under_way(home: Path) -> list[Journal]:
    folders = sorted((home / FOLDER).iterdir()) if (home / FOLDER).is_dir() else []
    return [found for folder in folders if (found := read(home, UUID(folder.name)))]


def of_folder(home: Path) -> set[UUID] | None:
    """The processes that live in this folder or ended in it; None where the database is the folder's own."""
    if connection.vendor == "sqlite":
        return None
    ended = (home / FOLDER).iterdir() if (home / FOLDER).is_dir() else ()
    return kept_here(home) | {UUID(folder.name) for folder in ended}


def statement(home: Path, process_id: UUID) -> dict[str, Any] | None:
    """What the certificate of a closed process says."""
    path = place(home, process_id) / STATEMENT
    said: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    return said


def refusal(home: Path) -> TequioError | None:
    """Why nothing opens here: the only process is closed (TQ-360), or its ending was cut short (TQ-361)."""
    if any((home / "keys").glob("*.keys")) and not under_way(home):
        return None
    for journal in under_way(home):
        return unfinished(journal)
    for folder in sorted((home / FOLDER).iterdir()) if (home / FOLDER).is_dir() else []:
        if said := statement(home, UUID(folder.name)):
            return TequioError("TQ-360", day=said["statement"]["day"], folder=str(folder.relative_to(home)))
    return None


def unfinished(journal: Journal) -> TequioError:
    return TequioError("TQ-361", day=journal.day, how=journal.how.value.replace("_", "-"))
