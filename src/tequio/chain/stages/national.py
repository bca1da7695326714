"""The National Agenda, built upward from items of local agendas; what one locality adds stays beside what is shared."""

from tequio.agendas.actions import draft_agenda
from tequio.agendas.models import Agenda, Item
from tequio.chain.context import Build, find, place_in
from tequio.foundation.places.models import Territory
from tequio.foundation.trail.noun import Noun


def draft_national(build: Build) -> int:
    """Returns how many national items there are; without any, no national agenda is made."""
    agenda = Agenda(process=build.process, territory=None, title="Agenda Nacional de Seguridad Humana")
    items: list[Item] = []
    sources: list[tuple[Noun, Item]] = []
    shared: list[tuple[Item, Territory]] = []
    for number, record in enumerate(build.records("national_items"), start=1):
        sharing = [find(build.territories_by_name, key, record, "shared", "territory") for key in record["shared"]]
        item = Item(process=build.process, agenda=agenda, number=number, key=record["key"], title=record["title"],
                    text=record["text"], particular=record["particular"])
        sources += [(build.item(key, record, "proposals"), item) for key in record["proposals"]]
        shared += [(item, territory) for territory in dict.fromkeys(sharing)]
        place_in(build.items, record["key"], item, record)
        items.append(item)
    if items:
        draft_agenda(actor=build.actor, agenda=agenda, openings=[], items=items, sources=sources, shared=shared)
    return len(items)
