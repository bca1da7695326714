"""What other rooms and pages read of what became of the agendas."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tequio.agendas.models import Agenda, Item
from tequio.followup.models import Action, Commitment, Request, RequestStatus, Response, ResponseKind, Verdict
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import PUBLIC_SPHERES, Group, Process, Sphere


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
    return [line_from(item) for item in whole(Item.objects.filter(agenda=agenda))]


def line_of(process: Process, item_id: UUID) -> Line | None:
    """One item with everything that became of it."""
    item = whole(Item.objects.filter(process=process, pk=item_id)).first()
    return line_from(item) if item else None


def whole(items: QuerySet[Item]) -> QuerySet[Item]:
    """With everything that a line shows."""
    return items.select_related("group", "agenda__territory").prefetch_related(
        "requests__institution", "responses__institution", "responses__commitments__actions",
        "responses__commitments__steps", "verdicts__groups", "verdicts__said__group")


def groups_with_points(process: Process) -> list[Group]:
    """The groups that have points in an agenda."""
    return list(process.groups.filter(pk__in=Item.objects.filter(process=process).values("group")))


def answers_by_sphere(process: Process, *, agenda: Agenda | None = None) -> list[Answered]:
    """Answers of municipality, state and federation. Silence is counted: what was written down as such, and every
    request whose last day has passed without an answer.
    """
    counted = {sphere: {kind.value: 0 for kind in ResponseKind} for sphere in PUBLIC_SPHERES}
    rows = responses(process).filter(item__agenda=agenda) if agenda else responses(process)
    for sphere, kind in rows.values_list("institution__sphere", "kind"):
        if sphere in counted:
            counted[Sphere(sphere)][kind] += 1
    silent = Request.objects.filter(process=process, due__lt=today(), responses=None)
    silent = silent.filter(item__agenda=agenda) if agenda else silent
    for sphere in silent.values_list("institution__sphere", flat=True):
        if sphere in counted:
            counted[Sphere(sphere)][ResponseKind.SILENT] += 1
    return [Answered(sphere, kinds) for sphere, kinds in counted.items()]


def responses(process: Process) -> QuerySet[Response]:
    found: QuerySet[Response] = Response.objects.filter(process=process).select_related("institution", "item")
    return found


def verdicts(process: Process) -> QuerySet[Verdict]:
    found: QuerySet[Verdict] = Verdict.objects.filter(process=process).select_related(
        "item__agenda__territory").prefetch_related("groups")
    return found


def counts_by_agenda(process: Process) -> dict[UUID, dict[str, int]]:
    """Per agenda: items held, asked of somebody and judged by the community, and commitments agreed."""
    rows = Agenda.objects.filter(process=process).values("pk").annotate(
        held=Count("items", distinct=True), agreed=Count("items__responses__commitments", distinct=True),
        judged=Count("items", distinct=True, filter=Q(items__verdicts__isnull=False)))
    asked = Counter(Item.objects.filter(process=process).filter(
        Exists(Response.objects.filter(item=OuterRef("pk")))
        | Exists(Request.objects.filter(item=OuterRef("pk")).exclude(status=RequestStatus.DRAFT)),
    ).values_list("agenda", flat=True))
    return {(pk := row.pop("pk")): row | {"asked": asked[pk]} for row in rows}


def answers_by_item(process: Process) -> dict[UUID, dict[str, list[str]]]:
    """Per item, the kinds of answer of each sphere."""
    found: dict[UUID, dict[str, list[str]]] = {}
    for item, sphere, kind in responses(process).order_by("item").values_list("item_id", "institution__sphere", "kind"):
        found.setdefault(item, {}).setdefault(sphere, []).append(kind)
    return found


def waves_by_item(process: Process) -> dict[UUID, list[tuple[int, str, str]]]:
    """Per item, its waves of verdicts: (wave, official, community)."""
    found: dict[UUID, list[tuple[int, str, str]]] = {}
    for item, wave, official, community in Verdict.objects.filter(process=process).values_list(
            "item_id", "wave", "official", "community"):
        found.setdefault(item, []).append((wave, official, community))
    return found


def line_from(item: Item) -> Line:
    """A point that was read with `whole`, with everything that became of it."""
    answers = list(item.responses.all())
    agreed = [commitment for answer in answers for commitment in answer.commitments.all()]
    done = [action for commitment in agreed for action in commitment.actions.all()]
    return Line(item, answers, agreed, done, list(item.verdicts.all()))
