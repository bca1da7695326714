"""A whole table measured, as the account that `agreement.json` and its page are made of."""

from __future__ import annotations

from typing import Any

from tequio.diagnosis.agreement.account import of_links, of_measure, of_passages
from tequio.diagnosis.agreement.interval import RESAMPLES, SEED
from tequio.diagnosis.agreement.links import links_measured
from tequio.diagnosis.agreement.measure import measured
from tequio.diagnosis.agreement.passages import overlapping, passages_measured
from tequio.diagnosis.agreement.reading import CodedTable, Reading
from tequio.diagnosis.agreement.tables import asked
from tequio.foundation.errors import TequioError

# Ordered pairs of codes, over all voices, that links are asked about.
MOST_PAIRS = 2_000_000


def report(table: CodedTable, *, read_as: Reading = "auto", all_opened: bool = False, resamples: int = RESAMPLES,
           seed: int = SEED) -> dict[str, Any]:
    """Agreement on everything the table holds. Raises TQ-146, TQ-150 and TQ-151 as tables ask for them."""
    account: dict[str, Any] = {"file": table.file, "kind": table.kind, "rows": table.rows,
                               "left_out": table.left_out, "seed": seed}
    if table.kind == "passages":
        return account | _passages(table, all_opened)
    if table.kind == "links":
        return account | _links(table, all_opened, resamples, seed)
    found = asked(table.answers, file=table.file, read_as=read_as, all_opened=all_opened)
    codes = found.marks.questions() if found.marks is not None else ()
    return account | {
        "coders": list(found.coders), "units": found.units, "read_as": found.read_as, "all_opened": all_opened,
        "repeated": found.repeated, "without_value": found.without_value,
        "questions": [of_measure(measured(one, resamples=resamples, seed=seed), found.coders) for one in found.whole],
        "codes": [of_measure(measured(one, resamples=resamples, seed=seed), found.coders) for one in codes],
    }


def _passages(table: CodedTable, all_opened: bool) -> dict[str, Any]:
    coders = sorted({coder for mine in table.looked.values() for coder in mine})
    # Without a column of texts there is one, and whoever appears opened it.
    looked = {text: set(coders) for text in table.looked} if all_opened else table.looked
    return {"coders": coders, "all_opened": all_opened, "texts": len(table.lengths),
            "characters": sum(table.lengths.values()),
            "length_known": table.lengths_known, "overlapping": overlapping(table.passages),
            "codes": [of_passages(one) for one in passages_measured(table.passages, table.lengths, looked)]}


def _links(table: CodedTable, all_opened: bool, resamples: int, seed: int) -> dict[str, Any]:
    coders = sorted({coder for mine in table.looked.values() for coder in mine})
    looked = {voice: set(coders) for voice in table.looked} if all_opened else table.looked
    ends: dict[str, set[str]] = {}
    for one in table.links:
        ends.setdefault(one.voice, set()).update((one.origin, one.goal))
    pairs = sum(len(codes) * (len(codes) - 1) for codes in ends.values())
    if pairs * max(len(coders), 1) > MOST_PAIRS:
        raise TequioError("TQ-151", file=table.file, pairs=pairs, most=MOST_PAIRS)
    return {"coders": coders, "voices": len(table.looked),
            "links": of_links(links_measured(table.links, looked, resamples=resamples, seed=seed), coders)}
