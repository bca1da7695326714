from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import AppConfig

if TYPE_CHECKING:
    from tequio.foundation.trail.withdraw import Aftermath, Copy


class PublicationConfig(AppConfig):
    name = "tequio.publication"
    label = "publication"

    def ready(self) -> None:
        # Models can be imported only once every application is there.
        from tequio.foundation.trail.withdraw import when_withdrawn
        from tequio.publication.nouns import declare_nouns
        from tequio.publication.verbs import declare_acts
        declare_nouns()
        declare_acts()
        when_withdrawn(_recall)


def _recall(process_id: UUID, found: "Aftermath") -> "list[Copy]":
    """Writing documents loads charts and sums; that waits until something is taken back, so that starts are quick."""
    from tequio.publication.recall import recall
    return recall(process_id, found)
