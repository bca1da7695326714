"""What stands in for a process file when one file is brought into a process that exists."""

from pathlib import Path
from typing import Any

from tequio.agendas.models import Proposal
from tequio.chain.context import Build
from tequio.chain.kinds import KINDS
from tequio.chain.ledger import Ledger
from tequio.chain.process_file import ProcessFile, Source
from tequio.chain.stages.forums import asks_for_uses
from tequio.foundation.accounts.models import User
from tequio.foundation.places.models import Level, Process
from tequio.listening.bringing.actions import beside_of, file_of
from tequio.listening.bringing.models import Delivery, FileKind
from tequio.listening.models import Voice

Choices = dict[str, Any]
# How a file is called in what is kept: what it was called where it came from can name somebody.
KEPT_AS = "archivo-{number}"


def source_of(delivery: Delivery, choices: Choices) -> Source:
    """The file as a source. A field that nobody gave a question has none: nothing is guessed behind their back."""
    columns = {field.name: () for field in KINDS[delivery.kind].fields} if delivery.kind in KINDS else {}
    chosen = {name: tuple(names) for name, names in choices.get("columns", {}).items()}
    values = {name: value for name, value in choices.get("values", {}).items() if value}
    if delivery.encounter:
        values["encounter"] = delivery.encounter.key
    kept_as = KEPT_AS.format(number=delivery.number)
    return Source(
        delivery.kind, delivery.name, columns=columns | chosen if "columns" in choices else chosen, values=values,
        replace=choices.get("replace", {}), territory=delivery.territory.key, encounter=choices.get("encounter", {}),
        cut=choices.get("cut", ""),
        dictionary=delivery.beside_name, label=delivery.name, kept_as=kept_as, short=kept_as)


def unasked(delivery: Delivery, choices: Choices) -> bool:
    """Whether nobody has said yet what the words in the file may be used for: neither the file itself, nor the
    encounter it comes from, nor whoever brings it."""
    if delivery.kind == FileKind.AGENDA_LIST or delivery.encounter_id:
        return False
    return not asks_for_uses(source_of(delivery, choices))


def build_onto(delivery: Delivery, source: Source, actor: User) -> Build:
    """The process as the stages know it, with the one file to be brought in."""
    process, ledger = delivery.process, Ledger()
    territories = {row.key: row for row in process.territories.select_related("parent")}
    groups = {row.key: row for row in process.groups.all()}
    declared = ProcessFile(
        Path(delivery.name), {}, tuple({"key": key} for key, row in territories.items()
                                       if row.level != Level.NEIGHBOURHOOD or row.pk == delivery.territory_id),
        tuple({"key": row.key, "es": row.name_es, "en": row.name_en} for row in groups.values()), (), {}, {},
        {"same": _places(process)}, (source,))
    beside = beside_of(delivery)
    encounter = delivery.encounter
    return Build(
        declared, process, actor, ledger, territories=territories, groups=groups,
        encounters={encounter.key: encounter} if encounter else {}, taken=_taken(delivery), delivery=delivery,
        handed={delivery.name: file_of(delivery)} | ({beside.name: beside} if beside else {}))


def _places(process: Process) -> dict[str, str]:
    """Spellings of places that are known already go under the name that they have."""
    return {row.name: row.name for row in process.territories.filter(level=Level.NEIGHBOURHOOD)}


def _taken(delivery: Delivery) -> frozenset[str]:
    model = Proposal if delivery.kind == FileKind.AGENDA_LIST else Voice
    return frozenset(model.objects.filter(process=delivery.process).values_list("key", flat=True))
