"""Numbers that measure or count, which look like telephones to whoever counts digits only."""

import re

DIGITS = re.compile(r"\d+")
RATE = re.compile(r"[+-]?(\d{1,12})[.,](\d{1,12})")
# Whole part and decimals of what some write for a telephone: 744.4550192.
AREA_AND_NUMBER = frozenset(((3, 7), (2, 8)))
# What is counted: money, a share, or a plural. `5512345 vecinos`, and not `5512345 si no contesto`.
COUNTED = re.compile(
    r"\s?(?:%|(?:de\s)?(?:pesos|d[óo]lares|mil|mdp|m2|km|hab)\b|[^\W\d_]{4,}[aeo]s\b)", re.IGNORECASE
)
SHORTEST_NATIONAL = 10


def is_amount(number: str, after: str = "") -> bool:
    """A rate such as 28223.98469, an amount such as 6033391 pesos or 1,234,567, or a row of years: no telephone.

    `after` is what stands behind the number.
    """
    plain = number.strip()
    if rate := RATE.fullmatch(plain):
        return (len(rate[1]), len(rate[2])) not in AREA_AND_NUMBER
    groups = DIGITS.findall(plain)
    if groups and all(len(group) == 4 and group[:2] in ("19", "20") for group in groups):
        return True
    thousands = len(groups) > 1 and len(groups[0]) < 4 and all(len(group) == 3 for group in groups[1:])
    return sum(map(len, groups)) < SHORTEST_NATIONAL and (thousands or bool(COUNTED.match(after)))
