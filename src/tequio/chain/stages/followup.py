"""Stage 7: answers, commitments, actions and verdicts, each leading back to its item."""

from collections.abc import Iterator

from tequio.agendas.models import Item
from tequio.agendas.queries import kept_from_offices
from tequio.chain.context import Build, find, place_in
from tequio.chain.records import Record
from tequio.followup.actions import record_actions, record_commitments, record_responses, record_verdicts
from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.foundation.places.models import Group


def follow_up(build: Build) -> dict[str, int]:
    process, actor = build.process, build.actor
    _responses(build)
    record_responses(actor=actor, process=process, responses=list(build.responses.values()))
    for record in _asked(build, "commitments", "response"):
        place_in(build.commitments, record["key"], _commitment(build, record), record)
    record_commitments(actor=actor, process=process, commitments=list(build.commitments.values()))
    actions = [_action(build, record) for record in _asked(build, "actions", "commitment")]
    record_actions(actor=actor, process=process, actions=actions)
    verdicts = dict(_verdict(build, record) for record in build.records("verdicts"))
    record_verdicts(actor=actor, process=process, verdicts=verdicts)
    return {"responses": len(build.responses), "commitments": len(build.commitments), "actions": len(actions),
            "verdicts": len(verdicts)}


def _responses(build: Build) -> None:
    """Answers of offices; what was asked of none is listed, with all that rests on it."""
    kept = kept_from_offices(build.process, {item.pk for item in build.items.values()})
    for record in build.records("responses"):
        response = _response(build, record)
        if response.item_id in kept:
            _leave(build, record)
            continue
        place_in(build.responses, record["key"], response, record)


def _asked(build: Build, kind: str, resting_on: str) -> Iterator[Record]:
    """The rows of one kind, but for those that rest on a row that was listed."""
    for record in build.records(kind):
        if record[resting_on] in build.unasked:
            _leave(build, record)
            continue
        yield record


def _leave(build: Build, record: Record) -> None:
    build.ledger.list_instead(record.file, record.row, "dialogue_refused")
    build.unasked.add(record["key"])


def _item(build: Build, record: Record) -> Item:
    return find(build.items, record["item"] or record["proposal"], record, "item")


def _response(build: Build, record: Record) -> Response:
    return Response(
        process=build.process, item=_item(build, record), key=record["key"], kind=record["kind"], day=record["day"],
        institution=find(build.institutions, record["institution"], record, "institution"), text=record["text"])


def _commitment(build: Build, record: Record) -> Commitment:
    return Commitment(
        process=build.process, response=find(build.responses, record["response"], record, "response"),
        key=record["key"], text=record["text"], due=record["due"], signatories=list(record["signatories"]))


def _action(build: Build, record: Record) -> Action:
    return Action(
        process=build.process, commitment=find(build.commitments, record["commitment"], record, "commitment"),
        key=record["key"], day=record["day"], text=record["text"], evidence=record["evidence"])


def _verdict(build: Build, record: Record) -> tuple[Verdict, list[Group]]:
    verdict = Verdict(process=build.process, item=_item(build, record), wave=record["wave"],
                      official=record["official"], community=record["community"], reason=record["reason"])
    return verdict, [find(build.groups_by_name, key, record, "group") for key in record["groups"]]
