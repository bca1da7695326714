"""Small bars beside words: the parts of a count, and a share known to be at least so much. No style attribute."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

register = template.Library()

# The same shapes and colours as the tones of a status (components/status.html), which stand as the legend below.
GREEN, INDIGO, TERRACOTTA, EDGE, LINE, PAPER = "#2F5D50", "#34486B", "#A6452E", "#8F8373", "#DDD3C4", "#FBF7F0"
LOOKS: dict[str, dict[str, str]] = {
    "done": {"fill": GREEN, "stroke": GREEN, "dashes": "none"},
    "moving": {"fill": INDIGO, "stroke": INDIGO, "dashes": "none"},
    "refused": {"fill": TERRACOTTA, "stroke": TERRACOTTA, "dashes": "none"},
    "still": {"fill": LINE, "stroke": EDGE, "dashes": "none"},
    "silent": {"fill": PAPER, "stroke": TERRACOTTA, "dashes": "2 3"},
    "draft": {"fill": PAPER, "stroke": EDGE, "dashes": "5 3"},
}
GAP = 0.4


@register.inclusion_tag("components/shares.html")
def shares(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One bar cut into its parts, each named with its number below: [{label, count, tone}]."""
    total = sum(part["count"] for part in parts)
    drawn, left = [], 0.0
    for part in parts:
        width = 100 * part["count"] / total if total else 0
        if width:
            drawn.append({"x": _percent(left), "width": _percent(max(width - GAP, 0.2)), **LOOKS[part["tone"]]})
        left += width
    return {"drawn": drawn, "parts": [part for part in parts if part["count"]]}


@register.inclusion_tag("components/at_least.html")
def at_least(share: float) -> dict[str, Any]:
    """A bar filled up to the lowest a share can be, with a mark at the half; the words stand beside it."""
    return {"width": _percent(100 * min(max(share, 0.0), 1.0)), "fill": GREEN, "ground": LINE, "mark": PAPER}


def _percent(value: float) -> str:
    return f"{value:.2f}%"
