"""Whether votes read as the platform counted them: some databases write «agree» as -1."""

from collections.abc import Mapping, Sequence

from tequio.chain.context import Build
from tequio.chain.records import Record
from tequio.deliberation.moderated import Counts, sign_of
from tequio.deliberation.opinion.ballots import AGREE, DISAGREE
from tequio.foundation.errors import Problem

# Where the sheet of votes is a platform's own, somebody else chose the sign.
PLATFORM, WIDE = "polis", "wide_votes"


def check_signs(build: Build, statements: Sequence[Record],
                votes: Mapping[str, Mapping[tuple[str, str, int], list[Record]]]) -> None:
    """Say of each file of a platform which sign was read as «agree», where nothing confirms it.

    Raises TQ-670 where the platform's own counts lean the other way.
    """
    said: dict[str, None] = {}
    for round, slips in votes.items():
        records = [record for slip in slips.values() for record in slip]
        stated = [record for record in statements if record["round"] == round]
        sign = sign_of(_cast(records), {record["key"]: (record["agreed"] or 0.0, record["disagreed"] or 0.0)
                                        for record in stated})
        if sign < 0:
            raise records[0].fault("TQ-670", "vote", comments=stated[0].file)
        if not sign:
            said |= {record.file: None for record in records
                     if record.source.platform == PLATFORM or record.source.kind == WIDE}
    build.ledger.notices += [Problem("TQ-671", file, column="vote") for file in said]


def _cast(records: Sequence[Record]) -> Counts:
    counted: dict[str, tuple[float, float]] = {}
    for record in records:
        agree, disagree = counted.get(record["statement"], (0.0, 0.0))
        counted[record["statement"]] = (agree + (record["vote"] == AGREE), disagree + (record["vote"] == DISAGREE))
    return counted
