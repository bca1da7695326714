"""What the detector says: stretches of a text, and the text with placeholders in their place."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

# Where two stretches overlap the masked part is both together; the surest label names it.
SUREST_FIRST = (
    "CURP",
    "RFC",
    "INE",
    "CLABE",
    "EMAIL",
    "URL",
    "HANDLE",
    "PHONE",
    "ID",
    "PLATE",
    "VEHICLE",
    "CRIMINAL_GROUP",
    "STREET",
    "SCHOOL",
    "BUSINESS",
    "DATE",
    "PERSON",
    "ALIAS",
    "RELATION",
    "PLACE",
    "WORD",
)
LAST_SHAPE = SUREST_FIRST.index("PLATE")
ONE_WITH = frozenset(
    (
        ("PLACE", "PLACE"),
        ("RELATION", "PERSON"),
        ("RELATION", "ALIAS"),
        ("RELATION", "RELATION"),
        ("RELATION", "PLACE"),
        ("RELATION", "BUSINESS"),
        ("RELATION", "SCHOOL"),
        ("PLACE", "PERSON"),
        ("PLACE", "ALIAS"),
        ("BUSINESS", "PERSON"),
        ("BUSINESS", "ALIAS"),
        ("BUSINESS", "PLACE"),
        ("BUSINESS", "STREET"),
        ("BUSINESS", "BUSINESS"),
        ("BUSINESS", "WORD"),
        ("STREET", "PLACE"),
        ("STREET", "PERSON"),
        ("PLACE", "STREET"),
        ("PLACE", "BUSINESS"),
        ("PLACE", "WORD"),
        ("SCHOOL", "PLACE"),
        ("SCHOOL", "STREET"),
        ("PLATE", "PLACE"),
        ("PLATE", "BUSINESS"),
        ("VEHICLE", "RELATION"),
        ("VEHICLE", "PERSON"),
        ("VEHICLE", "BUSINESS"),
        ("RELATION", "STREET"),
        ("RELATION", "WORD"),
        ("STREET", "STREET"),
        ("STREET", "BUSINESS"),
        ("ALIAS", "PLACE"),
        ("ALIAS", "BUSINESS"),
        ("SCHOOL", "SCHOOL"),
        ("SCHOOL", "PERSON"),
        ("VEHICLE", "PLACE"),
    )
)
CROSSED = frozenset((" y ", " esquina ", " esq ", " con "))
NAMED = frozenset(("PERSON", "PLACE", "STREET"))
# Many streets are called after a day.
CROSSING = NAMED | {"DATE"}
UNTIL = frozenset((" ", " y ", " a ", " al ", " o ", ", ", " de "))
# What people marked keeps the label they gave it.
MARKED = "glossary"
# What a date found by its weekday alone says of itself; such a one is masked only as part of a longer date.
WEEKDAY_ALONE = "weekday"
TELLS_PREMISES = frozenset(("PERSON", "ALIAS", "STREET", "PLACE", "BUSINESS", "WORD"))
LONGEST_PREMISES = 40
OF_THEM = ("de ", "del ", "la ", "los ", "las ")
PREMISES = re.compile(
    r"""\b(?:(?:el|la|los|las|un|una)[ ])?(?P<head>centro[ ]de[ ]salud|[^\W\d_]{3,20})
    (?:[ ](?P<second>[^\W\d_]{3,14}[ao]s?))?(?:[ ]de[ ](?!la[ ]|los[ ]|las[ ])[^\W\d_]{4,12})?
    [ ](?:de[ ](?:la[ ]|los[ ]|las[ ])?|del[ ])\Z""",
    re.IGNORECASE | re.VERBOSE,
)
TELLS_POST = frozenset(("BUSINESS", "SCHOOL", "PLACE"))
AT_THEM = (*OF_THEM, "en ", "el ")
POST = re.compile(
    r"""\b(?:(?:el|la|un|una|al|del)[ ])?(?P<post>[^\W\d_]{4,20})[ ](?:[^\W\d_]{5,14}[ao][ ])?
    (?:del|(?:de|en)(?:[ ](?:la|el|los|las))?)[ ]\Z""",
    re.IGNORECASE | re.VERBOSE,
)
OF = frozenset((" de ", " del ", " de la ", " de los ", " de las "))


@dataclass(frozen=True, order=True)
class Span:
    """`text[start:end]` in code points, what it seems to be, and the rule that found it."""

    start: int
    end: int
    label: str
    reason: str


@dataclass(frozen=True)
class Masked:
    """A text without its spans; `spans` are places in the text before masking."""

    text: str
    spans: tuple[Span, ...]


def settled(spans: Iterable[Span]) -> list[Span]:
    """Sorted and non-overlapping: what overlaps becomes one span under the surest of its labels."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = _joined(merged[-1], span)
        else:
            merged.append(span)
    return merged


def bridged(spans: list[Span], text: str) -> list[Span]:
    """Spans with `de` between them that are one description: `sobrino del delegado` + `de` + `Icacos`."""
    joined: list[Span] = []
    for span in spans:
        if joined and MARKED in (joined[-1].reason, span.reason):
            joined.append(span)
        elif joined and _corner(joined[-1], span, text):
            joined[-1] = Span(joined[-1].start, span.end, "STREET", "corner")
        elif joined and _one(joined[-1], span, text[joined[-1].end : span.start].lower()):
            joined[-1] = Span(joined[-1].start, span.end, joined[-1].label, _surer(joined[-1], span).reason)
        else:
            joined.append(span)
    return [span for span in joined if span.reason != WEEKDAY_ALONE]


def premises(spans: list[Span], text: str, announces: Callable[[str], bool]) -> list[Span]:
    """`la cancha de la calle Mina`, `los cuartos de doña Chole`: what is told by a name belongs to the place.

    `announces` says of a word whether it is what a place, a shop, a school or a vehicle is called."""
    widened: list[Span] = []
    for span in spans:
        # `la camioneta` + `del rastro`.
        told = span.start + len("del ") * text[span.start : span.start + 4].lower().startswith("del ")
        of = span.label in TELLS_PREMISES and text[max(0, told - 4) : told].lower().endswith(OF_THEM)
        before = PREMISES.search(text, max(0, told - LONGEST_PREMISES), told) if of else None
        first = _premises_start(before, announces) if before else None
        if first is not None and span.reason != MARKED and (not widened or widened[-1].end <= first):
            label = "BUSINESS" if span.label in ("PERSON", "ALIAS", "BUSINESS") else "PLACE"
            widened.append(Span(first, span.end, label, "premises"))
        else:
            widened.append(span)
    return widened


def _premises_start(before: re.Match[str], announces: Callable[[str], bool]) -> int | None:
    """Where `la cancha vieja` begins; behind a word that announces nothing, where `cancha` does."""
    if announces(before["head"]):
        return before.start()
    return before.start("second") if before["second"] and announces(before["second"]) else None


def posts(spans: list[Span], text: str, works: Callable[[str], bool]) -> list[Span]:
    """`el apuntador del empaque San Gabriel`, `monaguillo en el Santuario`: who works there belongs to the place.

    `works` says of a word whether it is what somebody works as or serves as."""
    widened: list[Span] = []
    for span in spans:
        before = text[max(0, span.start - LONGEST_PREMISES) : span.start]
        told = span.label in TELLS_POST and span.reason != MARKED and before.lower().endswith(AT_THEM)
        post = POST.search(before) if told else None
        first = span.start - len(before) + post.start() if post else 0
        if post and works(post["post"]) and (not widened or widened[-1].end <= first):
            widened.append(Span(first, span.end, "RELATION", "post"))
        else:
            widened.append(span)
    return widened


def _surer(first: Span, second: Span) -> Span:
    return second if first.reason == WEEKDAY_ALONE else first


def _corner(first: Span, second: Span, text: str) -> bool:
    """`en Benito Juárez y Morones Prieto`: where, and not who."""
    named = first.label in NAMED and second.label in CROSSING
    between, before = text[first.end : second.start].lower(), text[max(0, first.start - 3) : first.start].lower()
    return named and between in CROSSED and before == "en "


def _one(first: Span, second: Span, between: str) -> bool:
    if first.label == second.label == "DATE":
        return between in UNTIL
    return (first.label, second.label) in ONE_WITH and between in OF


def _joined(first: Span, second: Span) -> Span:
    surest = _surer(*sorted((first, second), key=_doubt))
    return Span(first.start, max(first.end, second.end), surest.label, surest.reason)


def _doubt(span: Span) -> tuple[bool, int, int]:
    """What people marked before all, then shapes such as a CURP; then what reaches further, because it saw more; then
    the order of labels."""
    return (_rank(span) > LAST_SHAPE, span.start - span.end, _rank(span))


def _rank(span: Span) -> int:
    if span.reason == MARKED:
        return -1
    return SUREST_FIRST.index(span.label) if span.label in SUREST_FIRST else 0
