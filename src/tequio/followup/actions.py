"""Answers, commitments, actions, verdicts."""

from collections.abc import Mapping, Sequence

from tequio.agendas.queries import kept_from_offices
from tequio.followup.models import Action, Commitment, Response, ResponseKind, Verdict
from tequio.foundation.accounts.models import User
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process
from tequio.foundation.trail.actions import add, join


def record_responses(*, actor: User, process: Process, responses: Sequence[Response]) -> int:
    """Enter what institutions answered, and since when others have not.

    Raises TQ-764 for an item that is taken to no office.
    """
    with acting(actor, "record_response", on=process, process_id=process.pk) as deed:
        kept = kept_from_offices(process, {response.item_id for response in responses})
        for response in responses:
            if response.item_id in kept:
                raise TequioError("TQ-764", value=response.key)
        deed.count = add(responses)
        join((response.item, response) for response in responses)
    return len(responses)


def record_commitments(*, actor: User, process: Process, commitments: Sequence[Commitment]) -> int:
    """Enter agreements. Raises TQ-751 for a commitment that rests on a refusal or on silence."""
    for commitment in commitments:
        if commitment.response.kind in (ResponseKind.REJECTS, ResponseKind.SILENT):
            raise TequioError("TQ-751", value=commitment.key)
    with acting(actor, "record_commitment", on=process, process_id=process.pk) as deed:
        deed.count = add(commitments)
        join((commitment.response, commitment) for commitment in commitments)
    return len(commitments)


def record_actions(*, actor: User, process: Process, actions: Sequence[Action]) -> int:
    with acting(actor, "record_action", on=process, process_id=process.pk) as deed:
        deed.count = add(actions)
        join((action.commitment, action) for action in actions)
    return len(actions)


def record_verdicts(*, actor: User, process: Process, verdicts: Mapping[Verdict, Sequence[Group]]) -> int:
    """Enter verdicts with the groups that gave them. They follow from the item, and from what was done for it."""
    through = Verdict.groups.through
    with acting(actor, "record_verdict", on=process, process_id=process.pk) as deed:
        deed.count = add(list(verdicts))
        through.objects.bulk_create(
            through(verdict_id=verdict.pk, group_id=group.pk)
            for verdict, groups in verdicts.items() for group in groups)
        items = {verdict.item_id: verdict for verdict in verdicts}
        done = Action.objects.filter(commitment__response__item_id__in=list(items)).select_related(
            "commitment__response")
        by_item: dict[object, list[Action]] = {}
        for action in done:
            by_item.setdefault(action.commitment.response.item_id, []).append(action)
        join((verdict.item, verdict) for verdict in verdicts)
        join((action, verdict) for verdict in verdicts for action in by_item.get(verdict.item_id, ()))
    return len(verdicts)
