"""Exports as the servers write them, with invented answers: a form with a consent, a group and a repeat."""

import io
import json
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl

from tequio.listening.importers import Wanted

COPIED = ("_id", "_uuid", "_submission_time", "_validation_status", "_submitted_by", "meta/rootUuid")
ASKS = Wanted(("problema",), {
    "group": "grupo", "place": "barrio", "agrees": "acepta", "consent": "usos", "week": "fecha"})
# What must never leave a reader, wherever it stands in the file.
SECRETS = {"deviceid": "collect:7Hq", "username": "captura.nocturna", "phonenumber": "5512345678",
           "lugar": "19.08123 -102.35123 310.0 5.0", "_lugar_latitude": "19.08123", "_lugar_longitude": "-102.35123",
           "foto": "retrato_de_frente.jpg", "_submitted_by": "cuenta_de_campo",
           "start": "2026-11-20T10:01:02.000-06:00"}

Cells = dict[str, str]


def root(number: int) -> str:
    return str(uuid.UUID(int=number))


def submission(number: int, **changed: str) -> Cells:
    """One row of the main sheet; an edited one keeps `root` and has another `own`."""
    own = changed.pop("own", root(number))
    cells = {**SECRETS, "barrio": "La Loma", "fecha": "2026-11-20", "acepta": "si", "usos": "citar",
             "usos/citar": "1", "usos/publicar": "0", "_id": str(number), "_uuid": own,
             "_submission_time": "2026-11-20T17:05:00", "_validation_status": "",
             "meta/rootUuid": f"uuid:{root(number)}"}
    return cells | changed


def turn(of: Mapping[str, str], problem: str, *, group: str = "mujeres", index: int = 1,
         parent_index: int = 1) -> Cells:
    """One row of the repeat of a submission."""
    return {"aportes/grupo": group, "aportes/problema": problem, "_index": str(index),
            "_parent_table_name": "sesion", "_parent_index": str(parent_index),
            **{f"_submission_{name}": of[name] for name in COPIED}}


def workbook(path: Path, main: Sequence[Mapping[str, str]], repeat: Sequence[Mapping[str, str]] = ()) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "sesion"
    _fill(first, [{**row, "_index": str(at)} for at, row in enumerate(main, start=1)])
    if repeat:
        _fill(book.create_sheet("aportes"), repeat)
    book.save(path)
    return path


def _fill(sheet: object, rows: Sequence[Mapping[str, str]]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet.append(columns)  # type: ignore[attr-defined]
    for row in rows:
        sheet.append([row.get(column, "") for column in columns])  # type: ignore[attr-defined]


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines) + "\n"


def delimited(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    path.write_text(csv_text(rows), encoding="utf-8")
    return path


def as_json(path: Path, results: Sequence[Mapping[str, object]]) -> Path:
    path.write_text(json.dumps({"count": len(results), "results": results}, ensure_ascii=False), encoding="utf-8")
    return path


def central(path: Path, files: Mapping[str, Sequence[Mapping[str, str]]],
            extra: Mapping[str, bytes] | None = None) -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, rows in files.items():
            archive.writestr(name, csv_text(rows).replace(";", ","))
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    path.write_bytes(held.getvalue())
    return path
