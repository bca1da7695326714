"""What may leave a process that ends, row by row, by what was allowed. Only read here; nothing is changed.

A voice that was not allowed to leave is treated as one that was taken back: what is nothing without it stays behind,
what nobody else stands behind leaves without its words. Names of people and notes on danger never leave.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from tequio.foundation.places.models import Process
from tequio.foundation.register import tables
from tequio.foundation.trail.noun import TrailNoun, nouns
from tequio.foundation.trail.withdraw import Node, aftermath
from tequio.foundation.vault.rows import Model, of_process, with_process
from tequio.listening.models import Consent, Encounter, Picture, Silence, Use, Voice
from tequio.listening.permissions import widened
from tequio.listening.queries import allowing

BATCH = 900


@dataclass
class Leaving:
    """Which rows stay behind, by table, and which leave without their words."""

    process: Process
    out: dict[Model, set[Any]]
    emptied: dict[UUID, TrailNoun] = field(default_factory=dict)

    def models(self) -> list[Model]:
        return [model for model in with_process() if tables()[model._meta.label_lower].leaves]

    def rows(self, model: Model) -> Iterator[Any]:
        """The rows that leave; a link to one that does not is cut. Sealed columns stay sealed."""
        out = self.out.get(model, set())
        loose = [(one, self.out.get(one.related_model, set())) for one in _links(model) if one.null]
        for row in of_process(model, self.process.pk).order_by("pk").iterator(chunk_size=500):
            if row.pk in out:
                continue
            for link, gone in loose:
                if getattr(row, link.attname) in gone:
                    setattr(row, link.attname, None)
            yield row

    def count(self, model: Model, *, of: int) -> int:
        """How many rows leave `of` all that there are."""
        return of - len(self.out.get(model, ())) if tables()[model._meta.label_lower].leaves else 0


def leaving(process: Process, uses: Collection[Use]) -> Leaving:
    """What may leave for any of `uses`."""
    allowed = {voice for use in uses for voice in allowing(process, use)}
    kept_back = list(Voice.objects.filter(process=process).exclude(pk__in=allowed))
    found = aftermath(process.pk, kept_back)
    register = nouns()
    emptied = {node for node in found.gone if register[node[0]].emptied is not None}
    out: dict[Model, set[Any]] = {model: set() for model in with_process()}
    for kind, pk in (found.gone - emptied) | found.origins:
        out[register[kind].model].add(pk)
    _written_beside(process, uses, out)
    _hang_on_emptied(emptied, out)
    _hang_on_out(process, out)
    _loose_edges(process, out)
    return Leaving(process, out, {pk: register[kind] for kind, pk in emptied})


def instead() -> str:
    """What stands where words did not leave."""
    return str(_("(Quien lo dijo no permitió que saliera.)"))


def _written_beside(process: Process, uses: Collection[Use], out: dict[Model, set[Any]]) -> None:
    """Pictures and silences of an encounter go by what the encounter allowed as a whole."""
    granted = set(Consent.objects.filter(process=process, voice=None, use__in=[str(use) for use in uses],
                                         granted=True).values_list("encounter_id", flat=True))
    granted -= {voice.encounter_id for voice in widened(process)}
    closed = Encounter.objects.filter(process=process).exclude(pk__in=granted).values("pk")
    for model in (Picture, Silence):
        out[model] |= set(model.objects.filter(encounter__in=closed).values_list("pk", flat=True))


def _hang_on_emptied(emptied: Collection[Node], out: dict[Model, set[Any]]) -> None:
    """Words about a row that leaves without its words: reasons and tasks of a proposal."""
    from tequio.foundation.vault.rows import sealed_fields
    known, sealed = {one.model for one in nouns().values()}, {model for model, _ in sealed_fields()}
    gone = [pk for _, pk in emptied]
    for model in sealed - known:
        for link in _links(model):
            if link.related_model in known:
                rows: Any = models.QuerySet(model).filter(**{f"{link.name}__in": gone})
                out[model] |= set(rows.values_list("pk", flat=True))


def _hang_on_out(process: Process, out: dict[Model, set[Any]]) -> None:
    """Rows that cannot be without one that stays behind; until no more are found."""
    new = {model: set(gone) for model, gone in out.items() if gone}
    while new:
        found: dict[Model, set[Any]] = {}
        for model in out:
            for link in _must(model):
                if link.related_model in new:
                    found.setdefault(model, set()).update(_behind(model, process, link, new[link.related_model]))
        new = {model: more for model, hanging in found.items() if (more := hanging - out[model])}
        for model, more in new.items():
            out[model] |= more


def _behind(model: Model, process: Process, link: Any, gone: set[Any]) -> Iterator[Any]:
    """The rows of `model` that refer to one of `gone`, a few at a time for the parameters of a query."""
    ends = list(gone)
    for at in range(0, len(ends), BATCH):
        rows = of_process(model, process.pk).filter(**{f"{link.attname}__in": ends[at:at + BATCH]})
        yield from rows.values_list("pk", flat=True)


def _loose_edges(process: Process, out: dict[Model, set[Any]]) -> None:
    from tequio.foundation.trail.models import Edge
    gone = {pk for one in nouns().values() for pk in out[one.model]}
    ends = Edge.objects.filter(process_id=process.pk).values_list("pk", "source_id", "target_id")
    out[Edge] |= {pk for pk, source, target in ends if source in gone or target in gone}


def _links(model: Model) -> list[Any]:
    return [one for one in model._meta.fields if one.many_to_one or one.one_to_one]


def _must(model: Model) -> list[Any]:
    """Links without which a row of `model` is nothing."""
    return [one for one in _links(model) if one.remote_field.on_delete is not models.SET_NULL]
