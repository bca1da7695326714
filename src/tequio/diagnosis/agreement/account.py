"""Measures as plain data: what `agreement.json` holds."""

from collections.abc import Sequence
from typing import Any

from tequio.diagnosis.agreement.coefficient import Coefficient, Interval
from tequio.diagnosis.agreement.links import LinkAgreement
from tequio.diagnosis.agreement.measure import Measure
from tequio.diagnosis.agreement.passages import PassageAgreement
from tequio.diagnosis.agreement.words import CAUTIONS, WHY

Plain = dict[str, Any]


def of_measure(measure: Measure, coders: Sequence[str]) -> Plain:
    return {
        "name": measure.name, "coders": measure.coders, "units": measure.units, "voices": measure.voices,
        "shares": dict(zip(measure.categories, measure.shares, strict=True)), "agreed": of_number(measure.agreed),
        "alpha": of_number(measure.alpha) | {"interval": of_interval(measure.interval)},
        "ac1": of_number(measure.ac1),
        "kappa": [{"coders": [coders[pair.first], coders[pair.second]], "units": pair.units, "agreed": pair.agreed,
                   **of_number(pair.kappa)} for pair in measure.pairs],
        "cautions": [{"caution": str(one), "es": CAUTIONS[one][0], "en": CAUTIONS[one][1]} for one in measure.cautions],
    }


def of_passages(found: PassageAgreement) -> Plain:
    return {
        "name": found.code, "passages": found.passages,
        "coded_text": {family: of_number(one) for family, one in found.coded_text.items()},
        "whole_text": {family: of_number(one) for family, one in found.whole_text.items()},
        "characters": {"coded_text": of_number(found.characters_coded),
                       "whole_text": of_number(found.characters_whole)},
    }


def of_links(found: LinkAgreement, coders: Sequence[str]) -> Plain:
    return {"drawn": of_measure(found.drawn, coders), "direction": of_measure(found.direction, coders),
            "relation": of_measure(found.relation, coders), "both_drew": of_number(found.both_drew)}


def of_number(one: Coefficient) -> Plain:
    """The number, or null with the reason as a word and as a sentence in both languages."""
    if one.why is None:
        return {"value": one.value}
    return {"value": None, "why": str(one.why), "es": WHY[one.why][0], "en": WHY[one.why][1]}


def of_interval(one: Interval) -> Plain:
    if one.why is None:
        return {"low": one.low, "high": one.high, "resamples": one.resamples}
    return {"low": None, "high": None, "resamples": one.resamples, "why": str(one.why), "es": WHY[one.why][0],
            "en": WHY[one.why][1]}
