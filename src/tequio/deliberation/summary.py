"""What the engine found, as plain data for a file or a page: counts, groups in sizes, rankings with their scores.

Pure. Statements are named by their labels; people never are.
"""

from collections.abc import Collection
from typing import Any

import numpy as np

from tequio.deliberation.opinion import Opinions

MOST = 10
# Nobody here asked of any statement whether it reproduces violence: whatever is made of a file of votes says so.
MARKS = ("sin revisar: nadie ha preguntado si estas afirmaciones reproducen violencia / "
         "not reviewed: nobody has asked whether these statements reproduce violence",
         "cuentas exactas: no es para publicar / exact counts: not for publishing")


def summary(found: Opinions, *, most: int = MOST, out: Collection[str] = ()) -> dict[str, Any]:
    """The answer as JSON-ready data; rankings are cut to `most` statements, and those in `out` are named nowhere."""
    names = [str(name) for name in found.statements]
    kept = np.array([name not in out for name in names], bool)
    return {
        "marks": list(MARKS), "reviewed": False, "mode": found.mode,
        "participants": len(found.participants), "statements": int(kept.sum()),
        "votes": int(found.counts.seen[kept].sum()), "groups": _groups(found), "reason": found.reason,
        "consensus": [
            {"statement": names[at], "at_least": _rounded(found.consensus.lower_bound[at]),
             "group_aware": _rounded(found.consensus.group_aware[at])} for at in found.consensus.united[:most]],
        "consensus_against": [
            {"statement": names[at], "at_least": _rounded(found.consensus.lower_bound_against[at])}
            for at in found.consensus.united_against[:most]],
        "divisive": [{"statement": names[at], "score": _rounded(found.divisive.score[at])}
                     for at in found.divisive.order[:most]],
        "bridging": [{"statement": names[at], "score": _rounded(found.bridging.score[at])}
                     for at in found.bridging.order[:most]] if found.bridging else [],
        "slate": _slate(found, names),
        "counts": [{"statement": name, "agree": int(agree), "disagree": int(disagree), "passed": int(passed)}
                   for name, agree, disagree, passed in zip(
                       names, found.counts.agree, found.counts.disagree, found.counts.passed, strict=True)
                   if name not in out],
        "limits": {"people": found.limits.people, "margin": _rounded(found.limits.margin),
                   "unanimous_at_least": _rounded(found.limits.unanimous_at_least), "groups": found.limits.groups},
    }


def _groups(found: Opinions) -> dict[str, Any] | None:
    if found.groups is None:
        return None
    return {"k": found.groups.k, "sizes": [int(size) for size in found.groups.sizes],
            "stability": _rounded(found.groups.stability),
            "stability_per_group": [_rounded(value) for value in np.atleast_1d(found.groups.stability_per_group)]}


def _slate(found: Opinions, names: list[str]) -> dict[str, Any] | None:
    if found.slate is None:
        return None
    return {"method": found.slate.method, "winners": [names[at] for at in found.slate.winners],
            "represented": found.slate.represented, "people": found.slate.people}


def _rounded(value: Any) -> float | None:
    """Four digits; None where the engine measured nothing (Polis mode has no stability)."""
    number = float(value)
    return round(number, 4) if np.isfinite(number) else None
