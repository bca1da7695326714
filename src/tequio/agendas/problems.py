"""The problem that a request leans on, as the same person said it: kept with the item, so that it is read with it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from tequio.agendas.leaning import leans
from tequio.agendas.models import Item, Proposal
from tequio.foundation.trail.noun import Noun
from tequio.foundation.trail.queries import behind_each
from tequio.listening.models import Voice

BATCH = 400


def lay_problems(process_id: UUID, items: Sequence[Item], sources: Iterable[tuple[Noun, Item]]) -> None:
    """Write into each item in somebody's own words what it leans on; of several voices, the first by its words."""
    drawn = {item.pk: source for source, item in sources if isinstance(source, Proposal) and source.own_words}
    leaning = [item for item in items if item.pk in drawn and not item.problem and leans(item.text)]
    if not leaning:
        return
    behind = behind_each(process_id, [drawn[item.pk].pk for item in leaning])
    voices = {item.pk: behind[drawn[item.pk].pk].get("voice", set()) for item in leaning}
    said = _said({pk for ids in voices.values() for pk in ids})
    for item in leaning:
        item.problem = min({said[pk] for pk in voices[item.pk] if pk in said} - {item.text}, default="")


def _said(voice_ids: set[UUID]) -> dict[UUID, str]:
    wanted = list(voice_ids)
    return {row.pk: row.text for at in range(0, len(wanted), BATCH)
            for row in Voice.objects.filter(pk__in=wanted[at:at + BATCH])}
