"""Tables of a round to take away, as CSV, XLSX or JSON with their schema: what the gate let through, and no more."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tequio.deliberation.compose import compose
from tequio.deliberation.content import RoundContent
from tequio.deliberation.queries import round_of
from tequio.deliberation.rounds.tables import SCHEMA, Table, about, tables
from tequio.foundation.accounts.access import admitted
from tequio.foundation.places.models import Process
from tequio.foundation.spreadsheets import csv_text
from tequio.listening.xlsform_book import written as workbook
from tequio.protection import release
from tequio.protection.masking import masker
from tequio.protection.release import Released

MEDIA = {"json": "application/json", "csv": "application/zip",
         "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
EPOCH = (1980, 1, 1, 0, 0, 0)


def tables_view(request: HttpRequest, process_id: UUID, round_id: UUID, form: str) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    row = round_of(process, round_id)
    if row is None or form not in MEDIA:
        raise Http404
    released = release.internal(compose(row), mask=masker(process), marks=draft_marks(process))
    return HttpResponse(written(released)[form], content_type=MEDIA[form], headers={
        "Content-Disposition": f'attachment; filename="ronda.{"zip" if form == "csv" else form}"',
        "Cache-Control": "private, no-store"})


def draft_marks(process: Process) -> tuple[str, ...]:
    """What stands on every working paper."""
    marks: tuple[str, ...] = ("interno, sin revisar / internal, not reviewed",)
    if process.already_public:
        marks = (*marks, _("ya era público: sólo se tapa lo que lleva a una persona particular"))
    return (*marks, _("demostración: todo es inventado")) if process.is_demo else marks


def written(released: Released[RoundContent]) -> dict[str, bytes]:
    """The same tables in every format: `json` with schema, `csv` zipped, `xlsx`."""
    found, said = tables(released.content), about(released.content, released.marks)
    return {"json": _json(found, said), "csv": _csv(found, said), "xlsx": _xlsx(found, said)}


def _json(found: Mapping[str, Table], said: Mapping[str, Any]) -> bytes:
    return json.dumps({"about": said, "schema": SCHEMA, "tables": found}, ensure_ascii=False, indent=1).encode()


def csv_of(table: Table) -> bytes:
    return csv_text([list(table[0]), *(row.values() for row in table)] if table else []).encode("utf-8-sig")


def _csv(found: Mapping[str, Table], said: Mapping[str, Any]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, table in found.items():
            bundle.writestr(zipfile.ZipInfo(f"{name}.csv", EPOCH), csv_of(table))
        bundle.writestr(zipfile.ZipInfo("about.json", EPOCH), _json({}, said))
    return out.getvalue()


def _xlsx(found: Mapping[str, Table], said: Mapping[str, Any]) -> bytes:
    """Texts only, without formulas, author or hour."""
    schema = [{"table": name, "column": column, "meaning": meaning}
              for name, columns in SCHEMA.items() for column, meaning in columns.items()]
    sheets = {**found, "about": [{"what": key, "value": value} for key, value in said.items()], "schema": schema}
    return workbook({name: [{column: "" if cell is None else str(cell) for column, cell in row.items()}
                            for row in rows] for name, rows in sheets.items()})
