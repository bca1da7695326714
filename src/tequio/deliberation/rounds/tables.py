"""The tables of a round that may leave: by statement, by room, by change. Pure; counts are coarse, shares are bands.

No table has a row for a ballot, and none has a count below the threshold: such a cell says so in words. `SCHEMA` says
what each column is; it travels with the JSON.
"""

from collections.abc import Iterator
from typing import Any

from tequio.deliberation.content import RoundContent, Said, Votes
from tequio.protection.disclosure import Coarse

Table = list[dict[str, Any]]

SCHEMA: dict[str, dict[str, str]] = {
    "statements": {
        "votes": "`rooms`: the ballots of the rooms together; `online`: those given online, where they are told apart",
        "number": "number of the statement in this round",
        "text": "the statement, with what names somebody masked",
        "standing": "`open`: may be selected; `unreviewed`, `unanswered`: held back until somebody asks whether it "
                    "reproduces violence and, where it may, writes what answers it; `refused`: never selected",
        "agree": "how many agreed, rounded; empty below the threshold. Here and in the next three, what is so large "
                 "that it could be all is told as a little less: that all answered the same is never said",
        "disagree": "how many disagreed, rounded; empty below the threshold",
        "passed": "how many passed, rounded; empty below the threshold",
        "not_said": "how many preferred not to say, rounded; empty below the threshold",
        "at_least": "so many of a hundred of every opinion group surely agree, rounded down to tens",
        "group_1": "how much of opinion group 1 agrees: nearly_all (four fifths or more, never told from all), most, "
                   "split, few, hardly_any; empty where too few of it answered. One column for each group",
        "unites": "its place among what unites; empty if it is not there, as in the four columns after it",
        "unites_against": "its place among what unites against", "divides": "its place among what divides",
        "bridges": "its place among what bridges", "slate": "its place in the slate that represents",
        "reply": "what answers it, where it carries a risk or is refused",
    },
    "rooms": {
        "room": "name of the room", "ballots": "ballots of the room, rounded; empty below the threshold",
        "number": "number of the statement", "agree": "band of how many agreed in this room, as in `group_1`",
    },
    "changes": {
        "number": "number of the statement",
        "both": "how many answered both times, rounded; empty below the threshold",
        "kept": "how many kept their answer, told like `agree`",
        "moved": "how many changed it, told like `agree`",
        "before": "first answer of a move of at least the threshold; one row for each",
        "after": "second answer of that move", "count": "how many made it, rounded",
    },
}


def tables(content: RoundContent) -> dict[str, Table]:
    """Every table by its name; all rows of one have the same columns."""
    votes = [("rooms", content.votes)] + ([("online", content.online)] if content.online else [])
    most = max(found.groups for _, found in votes)
    return {
        "statements": [_statement(name, found, one, most) for name, found in votes for one in found.statements],
        "rooms": [{"room": str(room.title), "ballots": _number(room.ballots), "number": one.number,
                   "agree": one.rooms[at]}
                  for at, room in enumerate(content.rooms) for one in content.votes.statements],
        "changes": [row for one in content.votes.statements for row in _changes(one)],
    }


def about(content: RoundContent, marks: tuple[str, ...]) -> dict[str, Any]:
    """What stands beside the tables: how coarse they are, who took part, and what cannot be told."""
    first = content.votes.ballots
    return {"title": str(content.title), "territory": content.territory, "question": str(content.question),
            "marks": list(marks), "threshold": first.threshold, "rounding": first.rounding,
            "ballots": _number(first), "online": _number(content.online.ballots) if content.online else None,
            "online_pooled": content.pools_online, "second_vote": content.second_vote,
            "groups": content.votes.groups, "group_sizes": [_number(size) for size in content.votes.sizes],
            "stability": content.votes.stability, "reason": content.votes.reason,
            "taking_part": [{"group": group, "ballots": _number(count)} for group, count in content.taking_part]}


def _statement(name: str, votes: Votes, one: Said, most: int) -> dict[str, Any]:
    ranked = votes.ranked
    places = {field: order.index(one.number) + 1 if one.number in order else None for field, order in (
        ("unites", ranked.unites), ("unites_against", ranked.unites_against), ("divides", ranked.divides),
        ("bridges", ranked.bridges), ("slate", ranked.slate))}
    groups = {f"group_{at + 1}": one.groups[at] if at < len(one.groups) else None for at in range(most)}
    return {"votes": name, "number": one.number, "text": str(one.text), "standing": one.standing,
            "agree": _number(one.agree), "disagree": _number(one.disagree), "passed": _number(one.passed),
            "not_said": _number(one.not_said), "at_least": one.at_least, **groups, **places, "reply": str(one.reply)}


def _changes(one: Said) -> Iterator[dict[str, Any]]:
    if one.shift is None:
        return
    row = {"number": one.number, "both": _number(one.shift.both), "kept": _number(one.shift.kept),
           "moved": _number(one.shift.moved)}
    for before, after, count in one.shift.moves or ((None, None, None),):
        yield row | {"before": before, "after": after, "count": _number(count) if count else None}


def _number(count: Coarse) -> int | None:
    return count.value
