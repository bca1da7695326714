"""What concerns a machine: everything, or what it was lent for the field."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from tequio.exchange.kinds import kinds
from tequio.exchange.models import Machine
from tequio.exchange.placing import Content, Key
from tequio.exchange.state import State
from tequio.foundation.register import Part, tables

TERRITORY, EDGE, WITHDRAWAL, ENCOUNTER = ("places.territory", "trail.edge", "protection.withdrawal",
                                          "listening.encounter")
ROUND, CLOSED = "deliberation.round", "closed"


@dataclass(frozen=True)
class Limits:
    """The territories a machine was lent, and whether with what was said there."""

    territories: frozenset[UUID]
    words: bool


def limits_of(machine: Machine) -> Limits | None:
    said = machine.limits
    return None if said is None else Limits(frozenset(UUID(one) for one in said["territories"]), bool(said["words"]))


def concerning(state: State, machine: Machine, held: set[Key]) -> set[Key]:
    """The rows that go to a machine; `held` are those it is known to have, whose changes it always gets."""
    limits = limits_of(machine)
    ready = {key for key in state.histories if _is_ready(state, key)}
    if limits is None:
        return {key for key in ready if _is_brought(state, key)} if machine.lender else ready
    lent = around(state, limits)
    found = {key for key in ready if key in held or _is_lent(state, key, limits, lent)}
    found |= {key for key in ready if key[0] == WITHDRAWAL and _about(state, key) & (found | held)}
    return found | {key for key in ready if key[0] == EDGE and _joins(state, key, found | held)}


def _is_brought(state: State, key: Key) -> bool:
    """What a machine of the field sends home: its rows, and edges that join nothing but such rows."""
    content = state.winner(key) if key[0] == EDGE else None
    joined = [labels().get(str(content[f"{end}_kind"]), "") for end in ("source", "target")] if content else [key[0]]
    return all(label == TERRITORY or (label and kinds()[label].part is Part.FIELD) for label in joined)


def _is_ready(state: State, key: Key) -> bool:
    if key in state.unreadable or not state.histories[key]:
        return False
    if not tables()[key[0]].waits_for_round:
        return True
    content = state.winner(key)
    return content is None or _round_status(state, key, content) == CLOSED


def _round_status(state: State, key: Key, content: Content) -> str:
    for name, parent in kinds()[key[0]].parents.items():
        if parent in (ROUND, "deliberation.ballot", "deliberation.sitting") and content.get(name):
            above = (parent, UUID(content[name]))
            found = state.winner(above) if above in state.histories else None
            if found is not None:
                status = str(found.get("status", kinds()[ROUND].defaults["status"]))
                return status if parent == ROUND else _round_status(state, above, found)
    return ""


def _is_lent(state: State, key: Key, limits: Limits, lent: set[str]) -> bool:
    part, content = kinds()[key[0]].part, state.winner(key)
    if part is not Part.FIELD or content is None or key[0] in (EDGE, WITHDRAWAL):
        return part is Part.GROUND
    if key[0] == "protection.receipt" and not content.get("covers"):
        # Printed, and bound to nothing yet: the paper may be filled in anywhere.
        return True
    if not set(_territories(state, key, content)) & lent:
        return False
    return limits.words or (tables()[key[0]].prepares and _is_planned(state, key, content))


def _is_planned(state: State, key: Key, content: Content) -> bool:
    if key[0] == ENCOUNTER:
        return bool(content.get("status") == "planned")
    above = next(((parent, UUID(content[name])) for name, parent in kinds()[key[0]].parents.items()
                  if tables()[parent].prepares and content.get(name)), None)
    found = state.winner(above) if above in state.histories else None
    return above is not None and found is not None and not content.get("voice_id") and _is_planned(state, above, found)


def _territories(state: State, key: Key, content: Content) -> Iterator[str]:
    """The territory of a row, or of the rows it hangs on."""
    if key[0] == TERRITORY:
        yield str(key[1])
        return
    for name, parent in kinds()[key[0]].parents.items():
        if content.get(name) and parent != key[0]:
            above = (parent, UUID(content[name]))
            found = state.winner(above) if above in state.histories else None
            if found is not None:
                yield from _territories(state, above, found)


def around(state: State, limits: Limits) -> set[str]:
    """The territories that were lent and all within them."""
    found = {str(one) for one in limits.territories}
    parents = {str(key[1]): (state.winner(key) or {}).get("parent_id")
               for key in state.histories if key[0] == TERRITORY}
    growing = True
    while growing:
        more = {one for one, above in parents.items() if above in found} - found
        found, growing = found | more, bool(more)
    return found


def _about(state: State, key: Key) -> set[Key]:
    content = state.winner(key) or {}
    return {(f"listening.{content.get('kind')}", UUID(content["object_id"]))} if "object_id" in content else set()


def _joins(state: State, key: Key, rows: set[Key]) -> bool:
    content = state.winner(key)
    if content is None:
        return False
    ends = [(content[f"{end}_kind"], UUID(content[f"{end}_id"])) for end in ("source", "target")]
    return all((labels().get(kind, ""), row_id) in rows for kind, row_id in ends)


@cache
def labels() -> dict[str, str]:
    """By the kind that edges know, the kind that travels."""
    return {label.partition(".")[2]: label for label in kinds()}
