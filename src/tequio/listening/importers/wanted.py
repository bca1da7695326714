"""What a team wants from a file: which questions are voices and which say group, place and consent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# What can stand beside words. `agrees` decides whether they enter at all, `consent` what else may be done with them.
BESIDE = ("group", "place", "territory", "encounter", "week", "agrees", "consent", "key")


@dataclass(frozen=True)
class Wanted:
    """The questions, by the names that the team gives them; nothing else leaves the reader.

    `voices` are questions answered in somebody's own words. `columns` names the question of each of BESIDE, or one in
    each repeat; `own` are names that are tried where `columns` says nothing, and never missed. `replace` gives answers
    another reading, by field; `values` holds for the whole file. `labels` are further answers to be kept as text.
    """

    voices: tuple[str, ...] = ()
    columns: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    replace: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()

    def questions(self, name: str) -> tuple[str, ...]:
        """The questions that are named for a field; none where the process file says so, or nothing."""
        named = self.columns.get(name, ())
        return ((named,) if named else ()) if isinstance(named, str) else named

    def reading(self, name: str, answer: str) -> str:
        """What an answer means for a field: replaced, or the value for the whole file where it is empty."""
        return self.replace.get(name, {}).get(answer, answer) or self.values.get(name, "")
