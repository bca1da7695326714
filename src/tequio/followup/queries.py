"""What other rooms and pages read of what became of the agendas."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import Action, Commitment, Response, ResponseKind, Verdict
from tequio.foundation.places.models import Process, Sphere


@dataclass(frozen=True)
class Line:
    """One item with everything that became of it. The two statuses stay two columns."""

    item: Item
    responses: list[Response]
    commitments: list[Commitment]
    actions: list[Action]
    verdicts: list[Verdict]


@dataclass(frozen=True)
class Answered:
    """How one sphere of government answered."""

    sphere: str
    kinds: dict[str, int]

    @property
    def asked(self) -> int:
        return sum(self.kinds.values())


def board(agenda: Agenda) -> list[Line]:
    """Every item of the agenda, in its order, with what became of it; items nobody answered included."""
    rows = Item.objects.filter(agenda=agenda).select_related("group").prefetch_related(
        "responses__institution", "responses__commitments__actions", "verdicts__groups")
    return [_line(item) for item in rows]


def answers_by_sphere(process: Process) -> list[Answered]:
    """Answers of municipality, state and federation, silence counted."""
    counted = {sphere: {kind.value: 0 for kind in ResponseKind} for sphere in
               (Sphere.MUNICIPALITY, Sphere.STATE, Sphere.FEDERATION)}
    for sphere, kind in Response.objects.filter(process=process).values_list("institution__sphere", "kind"):
        if sphere in counted:
            counted[Sphere(sphere)][kind] += 1
    return [Answered(sphere, kinds) for sphere, kinds in counted.items()]


def responses(process: Process) -> QuerySet[Response]:
    found: QuerySet[Response] = Response.objects.filter(process=process).select_related("institution", "item")
    return found


def verdicts(process: Process) -> QuerySet[Verdict]:
    found: QuerySet[Verdict] = Verdict.objects.filter(process=process).select_related(
        "item__agenda__territory").prefetch_related("groups")
    return found


def _line(item: Item) -> Line:
    answers = list(item.responses.all())
    agreed = [commitment for answer in answers for commitment in answer.commitments.all()]
    done = [action for commitment in agreed for action in commitment.actions.all()]
    return Line(item, answers, agreed, done, list(item.verdicts.all()))
