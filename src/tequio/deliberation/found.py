"""One round as its pages read it: its statements, their answers, and what its result shows by the reviews of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tequio.deliberation import queries
from tequio.deliberation.answers import Answered, answers_to
from tequio.deliberation.models import Round, Statement
from tequio.deliberation.reading import Reading, read


@dataclass(frozen=True)
class Found:
    """Read once for a page, each part only where it is asked for."""

    round: Round

    @cached_property
    def result(self) -> dict[str, Any]:
        return self.round.result or {}

    @property
    def online(self) -> dict[str, Any] | None:
        """What was answered online, where it is told apart."""
        return self.result.get("online")

    @cached_property
    def by_key(self) -> dict[str, Statement]:
        return {row.key: row for row in queries.statements(self.round)}

    @cached_property
    def answers(self) -> Mapping[Any, Answered]:
        return answers_to(self.round.process_id, [row.pk for row in self.by_key.values()])

    @cached_property
    def reading(self) -> Reading:
        return self.read(self.result)

    def read(self, result: Mapping[str, Any]) -> Reading:
        """`result`, of the rooms or of those online, held to what is reviewed and answered today."""
        answered = {key for key, row in self.by_key.items() if row.__dict__["reply"] or row.pk in self.answers}
        return read(result, {key: row.reproduces_violence for key, row in self.by_key.items()}, answered)
