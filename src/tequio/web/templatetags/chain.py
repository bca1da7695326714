"""The chain drawn as a road, and one thread per territory along it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from tequio.foundation.register import Step, steps
from tequio.web.templatetags.steps import PHASES
from tequio.web.templatetags.words import amount

register = template.Library()

BEAD = 30


@register.inclusion_tag("components/path.html")
def chain_path(counts: Mapping[str, Any], return_url: str = "") -> dict[str, Any]:
    """The eleven steps. counts[key] is an amount (see `words.amount`) or {count; url, noun, gap, missing}.

    A key that names no step raises KeyError: a misspelt one would otherwise declare a full step empty.
    """
    if unknown := counts.keys() - {step.key for step in steps()}:
        raise KeyError(f"not a step of the chain: {sorted(unknown)}")
    return {"steps": [_station(position, counts) for position in range(len(steps()))], "return_url": return_url}


def _station(position: int, counts: Mapping[str, Any]) -> dict[str, Any]:
    every = steps()
    step = every[position]
    given = counts.get(step.key)
    state = given if isinstance(given, Mapping) else {"count": given}
    starts = position == 0 or every[position - 1].phase != step.phase
    count = state.get("count")
    return {
        "step": step,
        "number": position + 1,
        "phase_label": PHASES[step.phase] if starts else "",
        "has_data": bool(count),
        "amount": amount(count) if count else "",
        "ranged": isinstance(count, tuple),
        "noun": state.get("noun") or _noun(step, count),
        "url": state.get("url", ""),
        "missing": state.get("missing") or step.missing,
        "gap": state.get("gap", ""),
    }


def _noun(step: Step, count: Any) -> str:
    return str(step.noun % (count if isinstance(count, int) else 2))


@register.inclusion_tag("components/strands.html")
def chain_strands(territories: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One thread per territory: {name, reached {key: bool}; optional url, note, halted, halted_why, level}."""
    return {"strands": [_strand(territory) for territory in territories], "width": BEAD * (len(steps()) - 1)}


def _strand(territory: Mapping[str, Any]) -> dict[str, Any]:
    reached = territory["reached"]
    beads = [{"x": BEAD * place, "has_data": bool(reached.get(step.key))} for place, step in enumerate(steps())]
    walked = [place for place, bead in enumerate(beads) if bead["has_data"]]
    last = walked[-1] if walked else None
    return {
        **territory,
        "beads": beads,
        "walked": BEAD * last if last is not None else 0,
        "furthest": steps()[last].label if last is not None else "",
        "missing": [steps()[place].label for place in range(last or 0) if not beads[place]["has_data"]],
    }
