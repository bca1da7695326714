"""The states of an encounter and the steps between them, pure.

planned → held, suspended or cancelled; suspended → planned again or cancelled; all but planned → closed.
"""

from dataclasses import dataclass, replace

from tequio.foundation.errors import TequioError

# Step: the states it can be taken from, and where it leads ("" where the status stays).
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "hold": (frozenset({"planned"}), "held"),
    "suspend": (frozenset({"planned"}), "suspended"),
    "cancel": (frozenset({"planned", "suspended"}), "cancelled"),
    "plan_again": (frozenset({"suspended"}), "planned"),
    "close": (frozenset({"held", "suspended", "cancelled"}), ""),
}
WITH_REASON = frozenset({"suspend", "cancel"})
REASONS = frozenset({
    "danger_place", "danger_team", "danger_people", "nobody_came", "place_refused", "pressure", "weather", "health",
    "group_asked",
})


@dataclass(frozen=True)
class State:
    """Where an encounter stands. `go` is the decision of a person that it may be held."""

    status: str = "planned"
    closed: bool = False
    go: bool = False
    reason: str = ""


def possible(state: State) -> tuple[str, ...]:
    """The steps that can be taken next, as far as the status alone says."""
    return () if state.closed else tuple(step for step, (origins, _) in STEPS.items() if state.status in origins)


def after(state: State, step: str, *, reason: str = "") -> State:
    """Where `step` leads.

    Raises TQ-460 when it cannot be taken from there, TQ-461 for holding without a go, TQ-465 for a reason that is
    not on the list.
    """
    if step not in possible(state):
        raise TequioError("TQ-460", step=step, state="closed" if state.closed else state.status)
    if step == "hold" and not state.go:
        raise TequioError("TQ-461")
    if step in WITH_REASON and reason not in REASONS:
        raise TequioError("TQ-465")
    if step == "close":
        return replace(state, closed=True)
    # A go is for one date and one place: what was put off needs a new one.
    return State(STEPS[step][1], go=state.go and step != "plan_again", reason=reason if step in WITH_REASON else "")
