"""Which rows are one submission that was edited, and which of them is the last word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tequio.foundation.language.folding import fold
from tequio.listening.importers.forms import Form, Instance

# How each server names these columns; groups may stand before them.
KOBO = {"root": r"(?:.*\W)?rootuuid", "own": r"(?:.*\W)?instanceid|_uuid", "before": r"(?:.*\W)?deprecatedid",
        "sent": "_submission_time", "number": "_id", "state": "_validation_status"}
CENTRAL = {"own": "key", "sent": "submissiondate", "state": "reviewstate"}
COLUMNS: dict[str, dict[str, str]] = {"kobo": KOBO, "odk": CENTRAL}
REJECTED = re.compile(r"not[_ ]approved|rejected|rechazad|no aprobad")


@dataclass(frozen=True)
class Identity:
    """What the server knows a submission by. `root` stays through every edit; it is '' where nothing says it."""

    root: str
    own: str
    before: str
    sent: tuple[str, int, int]  # moment, the server's number, row: the later, the greater
    rejected: bool


def identities(form: Form) -> dict[Instance, Identity]:
    """The identity of every submission, in the order of the file."""
    columns = {name: [column for column in form.main.columns if re.fullmatch(pattern, fold(column))]
               for name, pattern in COLUMNS.get(form.kind, {}).items()}
    return {instance: _identity(instance, columns) for instance in form.main.instances}


def latest(known: Mapping[Instance, Identity]) -> dict[Instance, Instance]:
    """Each submission with the version that stands for it: itself, or the latest of those with its root.

    A version that another one replaces by name is never the latest; then the later moment of sending decides. Of rows
    with one identifier the first stands: the rows of repeats hang from it.
    """
    versions: dict[str, list[Instance]] = {}
    for instance, identity in known.items():
        versions.setdefault(identity.root or f"row {instance.row}", []).append(instance)
    stands: dict[Instance, Instance] = {}
    for rows in versions.values():
        first = {known[row].own or str(row.row): row for row in reversed(rows)}
        replaced = {known[row].before for row in rows} - {""}
        current = [row for own, row in first.items() if own not in replaced] or list(first.values())
        stands |= dict.fromkeys(rows, max(current, key=lambda row: known[row].sent))
    return stands


def bare(identifier: str) -> str:
    return identifier.strip().lower().removeprefix("uuid:")


def _identity(instance: Instance, columns: Mapping[str, list[str]]) -> Identity:
    def said(name: str) -> str:
        return next((instance.cells[column] for column in columns.get(name, ()) if instance.cells[column]), "")

    own, number = bare(said("own")), said("number")
    return Identity(
        bare(said("root")) or own, own, bare(said("before")),
        (said("sent"), int(number) if number.isascii() and number.isdigit() else 0, instance.row),
        bool(REJECTED.search(said("state").lower())))
