"""Which proposals say nearly the same, pure. Every member stays listed under its group; people decide what to join.

Texts are compared folded and without marks. Two are near-identical when their normalised indel similarity is at least
0.88 and they name the same numbers; a text joins a group only by likeness to the group's first member, so that a chain
of small differences never joins two unlike proposals.
"""

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from tequio.foundation.language.folding import fold

SIMILAR = 0.88
BLOCK = 512


def near_identical(texts: Sequence[str], *, similar: float = SIMILAR) -> list[list[int]]:
    """Positions of `texts` by group, in the order of their first members; singletons included.

    Each position stands in exactly one group.
    """
    skeletons = [_skeleton(text) for text in texts]
    first_of: dict[str, int] = {}
    groups: dict[int, list[int]] = {}
    for position, skeleton in enumerate(skeletons):
        groups.setdefault(first_of.setdefault(skeleton, position), []).append(position)
    return _joined(skeletons, groups, similar)


def _joined(skeletons: Sequence[str], groups: dict[int, list[int]], similar: float) -> list[list[int]]:
    """Let later groups join the earliest group whose first member they resemble."""
    heads = list(groups)
    leader = {head: head for head in heads}
    texts = [skeletons[head] for head in heads]
    for start in range(0, len(heads), BLOCK):
        rows = texts[start:start + BLOCK]
        scores = cdist(rows, texts, scorer=Indel.normalized_similarity, score_cutoff=similar, dtype=np.float32)
        for row, other in zip(*np.nonzero(scores), strict=True):
            _follow(heads[start + int(row)], heads[int(other)], leader, skeletons)
    joined: dict[int, list[int]] = {}
    for head, members in groups.items():
        joined.setdefault(leader[head], []).extend(members)
    return [sorted(members) for members in joined.values()]


def _follow(earlier: int, later: int, leader: dict[int, int], skeletons: Sequence[str]) -> None:
    """`later` joins `earlier` when both are free to and their numbers agree."""
    if earlier < later and leader[earlier] == earlier and leader[later] == later \
            and _numbers(skeletons[earlier]) == _numbers(skeletons[later]):
        leader[later] = earlier


def _skeleton(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def _numbers(skeleton: str) -> list[str]:
    return re.findall(r"\d+", skeleton)
