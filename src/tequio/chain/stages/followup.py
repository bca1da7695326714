"""Stage 7: answers, commitments, actions and verdicts, each leading back to its item."""

from uuid import UUID

from tequio.agendas.models import Item
from tequio.agendas.queries import kept_from_offices
from tequio.chain.context import Build, find
from tequio.chain.naming import place_in
from tequio.chain.orphans import SetAsideError
from tequio.chain.records import Record
from tequio.followup.actions import record_actions, record_commitments, record_responses, record_verdicts
from tequio.followup.models import Action, Commitment, Response, Verdict
from tequio.foundation.places.models import Group


def follow_up(build: Build) -> dict[str, int]:
    process, actor = build.process, build.actor
    kept = kept_from_offices(process, {item.pk for item in build.items.values()})
    for record, response in build.made("responses", lambda record: _response(build, record, kept)):
        place_in(build.responses, record["key"], response, record)
    record_responses(actor=actor, process=process, responses=list(build.responses.values()))
    for record, commitment in build.made("commitments", lambda record: _commitment(build, record)):
        place_in(build.commitments, record["key"], commitment, record)
    record_commitments(actor=actor, process=process, commitments=list(build.commitments.values()))
    actions = [action for _, action in build.made("actions", lambda record: _action(build, record))]
    record_actions(actor=actor, process=process, actions=actions)
    verdicts = dict(pair for _, pair in build.made("verdicts", lambda record: _verdict(build, record)))
    record_verdicts(actor=actor, process=process, verdicts=verdicts)
    return {"responses": len(build.responses), "commitments": len(build.commitments), "actions": len(actions),
            "verdicts": len(verdicts)}


def _item(build: Build, record: Record) -> Item:
    """Named as a line of the agenda, or as the proposal that it is."""
    named = "item" if record["item"] else "proposal"
    return build.item(record[named], record, named)


def _response(build: Build, record: Record, kept: set[UUID]) -> Response:
    """An answer of an office; what was asked of none is listed, with all that rests on it."""
    item = _item(build, record)
    if item.pk in kept:
        _leave(build, record)
    return Response(
        process=build.process, item=item, key=record["key"], kind=record["kind"], day=record["day"],
        institution=find(build.institutions, record["institution"], record, "institution"), text=record["text"])


def _leave(build: Build, record: Record) -> None:
    build.unasked.add(record["key"])
    raise SetAsideError("dialogue_refused")


def _commitment(build: Build, record: Record) -> Commitment:
    if record["response"] in build.unasked:
        _leave(build, record)
    return Commitment(
        process=build.process, response=find(build.responses, record["response"], record, "response"),
        key=record["key"], text=record["text"], due=record["due"], signatories="\n".join(record["signatories"]))


def _action(build: Build, record: Record) -> Action:
    if record["commitment"] in build.unasked:
        _leave(build, record)
    build.once(record, "key", record["key"], record["key"])
    return Action(
        process=build.process, commitment=find(build.commitments, record["commitment"], record, "commitment"),
        key=record["key"], day=record["day"], text=record["text"], evidence=record["evidence"])


def _verdict(build: Build, record: Record) -> tuple[Verdict, list[Group]]:
    verdict = Verdict(process=build.process, item=_item(build, record), wave=record["wave"],
                      official=record["official"], community=record["community"], reason=record["reason"])
    build.once(record, "wave", record["wave"], verdict.item_id, record["wave"])
    return verdict, build.groups_of(record, "groups", record["groups"])
