"""Which part of the day an hour belongs to. Hours stay in a text; one that people marked says at least that much."""

import re

NUMBERS = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
HOUR = re.compile(
    rf"(?:\blas? |\b(?:de|desde|hasta|son|eran?) )?\b(?P<hour>{'|'.join(NUMBERS)}|[01]?\d|2[0-4])"
    r"(?:[:.](?P<minutes>[0-5]\d)|(?: y \w+| en punto))?"
    r"(?: ?(?P<part>(?:de la |por la |del )?(?:noche|madrugada|manana|tarde|mediodia|dia)|a\.? ?m\b\.?|p\.? ?m\b\.?))?"
    r"(?: ?(?P<unit>h|hs|hrs|horas)\b\.?)?$")
LEADS = re.compile(r"^(?:(?:a|como|eso|de|desde|hasta|por|hacia|cerca|tipo) )*(?=la |las |\d)")
DAWN, DAY, EVENING = 6, 7, 19
NOON = 12


def part_of_day(folded: str) -> str | None:
    """`noche`, `madrugada` or `día`; empty for an hour that tells neither, None for what is no hour.

    `folded` is without accents, in small letters.
    """
    said = LEADS.sub("", folded)
    if said.endswith("medianoche"):
        return "noche"
    found = HOUR.match(said)
    if not found or not (said.startswith(("la ", "las ")) or found["minutes"] or found["part"] or found["unit"]):
        return None
    return _part(found)


def _part(found: re.Match[str]) -> str:
    part = (found["part"] or "").split()[-1:]
    word, hour = "".join(part).replace(".", ""), found["hour"]
    number = int(hour) if hour.isdigit() else NUMBERS.index(hour) + 1
    if word in ("noche", "madrugada"):
        # «Las dos de la noche» are before dawn.
        return "madrugada" if word == "madrugada" or number < DAWN else "noche"
    if word in ("tarde", "mediodia", "dia"):
        return "día"
    if word in ("manana", "am", "m") and not (found["part"] or "").startswith("p"):
        return "madrugada" if number % NOON < DAWN else "día"
    if (found["part"] or "").startswith("p") or number > NOON:
        return "noche" if number % NOON >= EVENING - NOON or number == NOON * 2 else "día"
    return "madrugada" if number == 0 else ""
