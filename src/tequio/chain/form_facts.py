"""What the form of an encounter asks with, out of a process; and how the answers come back into one."""

import json
from typing import TYPE_CHECKING

from tequio.listening.guides import consent_sheet, guide
from tequio.listening.xlsform import COLUMNS, SILENCE_COLUMNS, SILENCES, Encounters, Option, readings

if TYPE_CHECKING:
    from tequio.foundation.places.models import Process, Territory

# What somebody who visits can notice; that work was suspended is said by the process, not by a form.
SILENT = {
    "topic_avoided": ("Un tema evitado", "A topic avoided"),
    "refusal": ("Una negativa", "A refusal"),
    "not_said": ("Prefieren no decir", "They prefer not to say"),
    "group_absent": ("Un grupo que no vino", "A group that did not come"),
    "place_not_reached": ("Un lugar al que no se llegó", "A place that was not reached"),
}
DOWNLOADED = "respuestas.xlsx"


def encounters_of(process: "Process") -> Encounters:
    """The process's groups and places, every kind of encounter with its guide, and the silences a visit can meet."""
    # Models can be imported only once Django knows its home.
    from tequio.listening.models import EncounterKind
    rows = list(process.territories.select_related("parent"))
    near = [row for row in rows if row.level == "neighbourhood" and row.parent]
    around = [row for row in rows if row.level == "municipality" or row in {place.parent for place in near}] or rows
    kinds = EncounterKind.values
    return Encounters(
        identity=str(process.pk),
        groups=[Option(row.key, (row.name_es, row.name_en)) for row in process.groups.all()],
        territories=[_place(row) for row in around],
        places=[_place(row, row.parent.key) for row in near if row.parent in around],
        kinds=[Option(kind, (guide(kind, "es").title, guide(kind, "en").title)) for kind in kinds],
        silences=[Option(kind, names) for kind, names in SILENT.items()],
        guides={kind: (guide(kind, "es"), guide(kind, "en")) for kind in kinds},
        consent=(consent_sheet("es"), consent_sheet("en")))


def bring_back(asked: Encounters) -> str:
    """The sources of a process file that read the voices and the silences of this form."""
    unasked = {name for name, some in (("group", asked.groups), ("place", asked.places)) if not some}
    replaced = readings(asked)
    sources = [
        _source(kind, {name: column for name, column in columns.items() if name not in unasked},
                {name: rows for name, rows in replaced.items() if name in columns and rows}, about)
        for kind, columns, about in (("kobo", COLUMNS, 'encounter = { kind = "workshop" }'),
                                     ("silences", SILENCE_COLUMNS, f'sheet = "{SILENCES}"'))]
    return "\n\n".join("\n".join(lines) for lines in sources) + "\n"


def _place(row: "Territory", within: str = "") -> Option:
    return Option(row.key, (row.name, row.name), within)


def _source(kind: str, columns: dict[str, str], replaced: dict[str, dict[str, str]], about: str) -> list[str]:
    lines = ["[[sources]]", f'kind = "{kind}"', f'file = "{DOWNLOADED}"', about, "", "[sources.columns]",
             *(f'{name} = "{column}"' for name, column in columns.items())]
    for name, rows in replaced.items():
        # A JSON string is a TOML basic string, too.
        lines += ["", f"[sources.replace.{name}]",
                  *(f"{said} = {json.dumps(meant, ensure_ascii=False)}" for said, meant in rows.items())]
    return lines
