"""Finding what somebody says they said, in other words than they said it. Pure."""

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

from tequio.foundation.language.stems import stems

Key = TypeVar("Key", bound=Hashable)
SHORTEST = 3


def likeliest(said: str, texts: Iterable[tuple[Key, str]], *, most: int) -> list[Key]:
    """The texts that share most with `said`, best first; a word that few of them hold counts for more.

    Only stems of three letters and more count. Texts that share nothing are left out.
    """
    wanted = {stem for stem in stems(said) if len(stem) >= SHORTEST}
    shared = {key: wanted & set(stems(text)) for key, text in texts} if wanted else {}
    held = Counter(stem for found in shared.values() for stem in found)
    weight = {stem: math.log(1 + len(shared) / count) for stem, count in held.items()}
    scored = {key: sum(weight[stem] for stem in found) for key, found in shared.items() if found}
    return sorted(scored, key=lambda key: -scored[key])[:most]
