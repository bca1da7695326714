"""Who speaks in a transcript, as a part in the talk and never as a name: the facilitator, participant 1, 2, 3 …"""

import re
from collections.abc import Collection, Iterable

from tequio.foundation.language.folding import collapsed

FACILITATOR = "facilitator"
# Whole words only: «E» may ask or answer, and the words of a participant must not be lost to a guess.
ASKS = re.compile(
    r"(?:facilitador|facilitadora|facilita|moderador|moderadora|modera|mod|entrevistador|entrevistadora|entrevista"
    r"|investigador|investigadora|tallerista|conductor|conductora|coordinador|coordinadora|fac|entrev"
    r"|facilitator|moderator|interviewer|researcher)\b")


def roles(labels: Iterable[str], *, asking: Collection[str] = ()) -> dict[str, str]:
    """Each label of a speaker with its part: `facilitator`, or `participant n` in order of appearance.

    `asking` are further labels of those who ask, in whatever case and accents.
    """
    told = {collapsed(label) for label in asking}
    parts: dict[str, str] = {}
    heard: dict[str, str] = {}
    for label in labels:
        name = collapsed(label)
        if name in told or ASKS.match(name):
            parts[label] = FACILITATOR
        else:
            parts[label] = heard.setdefault(name, f"participant {len(heard) + 1}")
    return parts
