"""Items of an agenda that probably ask the same in other words: shown to people, who decide what to join."""

from collections.abc import Iterable
from uuid import UUID

from tequio.agendas.models import Item
from tequio.agendas.twins import likely_twins


def twins_of(items: Iterable[Item]) -> list[tuple[Item, Item]]:
    """Pairs within each group, in the order of the items: what two groups ask stays with each."""
    parts: dict[UUID | None, list[Item]] = {}
    for item in items:
        parts.setdefault(item.group_id, []).append(item)
    pairs = [(part[one], part[other]) for part in parts.values()
             for one, other in likely_twins([item.text for item in part])]
    return sorted(pairs, key=lambda pair: (pair[0].number, pair[1].number))
