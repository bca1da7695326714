"""The National Agenda, built upward from items of local agendas; what one locality adds stays beside what is shared.

Its points stand in the order that the localities give them, each with its weight: see `agendas/national`.
"""

from tequio.agendas.actions import draft_agenda
from tequio.agendas.models import Agenda, Item
from tequio.agendas.ordering.queries import first_order
from tequio.chain.context import Build, find, place_in
from tequio.chain.records import Record
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.noun import Noun


def draft_national(build: Build) -> int:
    """Returns how many national items there are; without any, no national agenda is made."""
    agenda = Agenda(process=build.process, territory=None, title="Agenda Nacional de Seguridad Humana")
    sources: list[tuple[Noun, Item]] = []
    shared: list[tuple[Item, Territory]] = []

    def make(record: Record) -> Item:
        sharing = [find(build.territories_by_name, key, record, "shared", "territory") for key in record["shared"]]
        behind = [build.item(key, record, "proposals") for key in record["proposals"]]
        item = Item(process=build.process, agenda=agenda, key=record["key"], title=record["title"],
                    text=record["text"], particular=record["particular"])
        place_in(build.items, record["key"], item, record)
        sources.extend((source, item) for source in behind)
        shared.extend((item, territory) for territory in dict.fromkeys(sharing))
        return item

    items = [item for _, item in build.made("national_items", make)]
    behind = [(source, item) for source, item in sources if isinstance(source, Item)]
    urgency = {local.pk: build.proposals[local.key].priority for local, _ in behind if local.key in build.proposals}
    for number, item in enumerate(first_order(build.process, items, behind, shared, urgency), start=1):
        item.number = number
    if items:
        draft_agenda(actor=build.actor, agenda=agenda, openings=[], items=items, sources=sources, shared=shared)
    return len(items)
