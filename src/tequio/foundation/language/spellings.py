"""Many spellings of one place, pure: which of them mean the same, and under which name.

Two spellings are one place when they are equal after folding case and accents and dropping «colonia», articles and
spaces, or when they differ by a slip of the pen (normalised edit similarity of at least 0.9 on six letters or more).
Numbers must agree: «Palmas 2» is never «Palmas 3».
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import Levenshtein

from tequio.foundation.language.folding import fold

DROPPED = re.compile(r"\b(col|colonia|fracc|fraccionamiento|barrio|el|la|los|las|de|del)\b\.?")
SIMILAR = 0.9
SHORTEST = 6


def merge_spellings(spellings: Iterable[str], *, same: Mapping[str, str] | None = None) -> dict[str, str]:
    """Each spelling with the name it goes under: the team's own word in `same`, else the commonest spelling."""
    told = {_skeleton(key): value for key, value in (same or {}).items()}
    counted = Counter(spellings)
    names: dict[str, str] = {}
    merged: dict[str, str] = {}
    for spelling, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        skeleton = _skeleton(spelling)
        match = told.get(skeleton) or names.get(skeleton) or names.get(_near(skeleton, names))
        merged[spelling] = names[skeleton] = match or _tidy(spelling)
    return merged


def _skeleton(spelling: str) -> str:
    kept = DROPPED.sub(" ", fold(spelling))
    return re.sub(r"[^a-z0-9ñ]", "", kept) or re.sub(r"\W", "", fold(spelling))


def _near(skeleton: str, names: Mapping[str, str]) -> str:
    """The likest known skeleton, or nothing."""
    if len(skeleton) < SHORTEST:
        return ""
    rated = [
        (Levenshtein.normalized_similarity(skeleton, other), other)
        for other in names
        if re.sub(r"\D", "", skeleton) == re.sub(r"\D", "", other)
    ]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= SIMILAR else ""


def _tidy(spelling: str) -> str:
    return re.sub(r"^(col|colonia)\b\.?\s*", "", " ".join(spelling.split()), flags=re.IGNORECASE).rstrip(".")
