"""What is a place's own in a national item, place by place: «limonar: … canon: …» names each by its key or its name."""

import re
from collections.abc import Mapping


def by_place(text: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Each place, by its name, with its words; words before the first place stand under an empty name.

    `names` gives the name for each key of a territory.
    """
    known = {**names, **{name: name for name in names.values()}}
    named = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    parts = re.split(rf"(?:^|\s)({named})(, [^:.]{{1,40}})?: ", text) if named else [text]
    own = [(f"{known[place]}{aside or ''}", words.strip())
           for place, aside, words in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)]
    return [*([("", parts[0].strip())] if parts[0].strip() else []), *own]


def by_name(text: str, names: Mapping[str, str]) -> str:
    """The same words with each place called by its name."""
    if not text:
        return ""
    return " ".join(f"{place}: {words}" if place else words for place, words in by_place(text, names))
