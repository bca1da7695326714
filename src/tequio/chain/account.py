"""The account of a build: coarse and without names for whoever helps, exact and sealed for those who may read words."""

import json
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

from tequio.chain.ledger import REASONS, Ledger
from tequio.chain.process_file import Source
from tequio.foundation.errors import TequioError
from tequio.protection.disclosure import coarse

EXACT = "cuenta.sellada"
COLUMN = "build.account"
# How many territories, groups, codes and documents there are is printed in every agenda.
PUBLIC = frozenset({"territories", "groups", "institutions", "codes", "documents", "local_agendas"})
BESIDE = " › "  # between the name of a file and that of a table in it


def coarse_account(exact: dict[str, Any], ledger: Ledger, sources: tuple[Source, ...], *, threshold: int,
                   rounding: int) -> dict[str, Any]:
    """The same account as it may be sent around: files by their place, no rows and columns, counts as they leave."""
    names = {source.label: source.short for source in sources}

    def about(count: int) -> int | None:
        return coarse(count, threshold=threshold, rounding=rounding).value

    def named(file: str) -> str:
        label = max((known for known in names if file == known or file.startswith(known + BESIDE)), key=len, default="")
        return names.get(label, "")

    def told(pairs: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
        return [{"file": file, "reason": reason, "why": REASONS[reason], "count": about(count)}
                for (file, reason), count in sorted(pairs.items())]

    rows: dict[str, Counter[str]] = {}
    for file, counts in exact["rows"].items():
        rows.setdefault(named(file), Counter()).update(counts)
    noticed = Counter((named(problem.file), problem.code) for problem in ledger.notices)
    return exact | {
        "threshold": threshold, "rounding": rounding,
        "stages": [stage | {"taken": about(stage["taken"]), "made": {
            noun: count if noun in PUBLIC else about(count) for noun, count in stage["made"].items()}}
            for stage in exact["stages"]],
        "rows": {file: {what: about(count) for what, count in counts.items()} for file, counts in rows.items()},
        "listed": told(Counter((named(row.file), row.reason) for row in ledger.listed)),
        "left_out": told(Counter((named(column.file), column.reason) for column in ledger.left_out)),
        "notices": [{"file": file, "code": code, "count": about(count)}
                    for (file, code), count in sorted(noticed.items())],
    }


def keep_exact(folder: Path, process_id: UUID, exact: dict[str, Any]) -> None:
    """Beside the database, under the process key."""
    from tequio.foundation.vault.keyring import keyring
    from tequio.foundation.vault.sealing import bound_to, seal
    path = folder / EXACT
    path.write_bytes(seal(keyring.of(process_id).field_key, json.dumps(exact, ensure_ascii=False).encode(),
                          bound_to(process_id, process_id, COLUMN)))
    path.chmod(0o600)


def read_exact(folder: Path, process_id: UUID) -> dict[str, Any]:
    """Raises TQ-301 while the process is locked, TQ-302, TQ-582 where no account lies."""
    from tequio.foundation.vault.keyring import keyring
    from tequio.foundation.vault.sealing import bound_to
    path = folder / EXACT
    if not path.is_file():
        raise TequioError("TQ-582", file=EXACT)
    told: dict[str, Any] = json.loads(keyring.of(process_id).unsealed(
        None, path.read_bytes(), bound_to(process_id, process_id, COLUMN)))
    return told
