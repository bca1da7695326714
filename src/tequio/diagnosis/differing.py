"""Which voices are of a group that differs from a finding: they stand behind it as what was heard, not as support."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from tequio.diagnosis.models import Coding, Link, Stance
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.trail.stands import Edge, Stand, Stands
from tequio.listening.models import Voice

DIFFERS = Stand(_("su grupo difiere"), opposes=True)
MANY = 500
# Where the group stands of what a finding rests on.
GROUPS = {"voice": (Voice, "group_id"), "coding": (Coding, "voice__group_id"), "link": (Link, "voice__group_id")}


def differing(process_id: UUID, edges: Collection[Edge], nodes: Collection[tuple[str, UUID]]) -> Stands:
    """Only what the groups themselves said: a group whose stance nobody wrote down is taken for neither side."""
    into = [edge for edge in edges if edge.target_kind == "finding" and edge.source_kind in GROUPS]
    if not into:
        return {}
    with everywhere():
        differ = set(Stance.objects.filter(process=process_id, converges=False).values_list("finding_id", "group_id"))
        found = {edge.target for edge in into} & {finding for finding, _group in differ}
        into = [edge for edge in into if edge.target in found]
        groups = _groups(process_id, into)
    return {edge: DIFFERS for edge in into if (edge.target, groups.get(edge.source)) in differ}


def _groups(process_id: UUID, edges: Collection[Edge]) -> dict[UUID, UUID | None]:
    found: dict[UUID, UUID | None] = {}
    for kind in {edge.source_kind for edge in edges}:
        model, path = GROUPS[kind]
        wanted = {edge.source for edge in edges if edge.source_kind == kind}
        rows = model.objects.filter(process=process_id).values_list("pk", path)
        # A few are asked for by name, many are picked out of all.
        rows = rows.filter(pk__in=wanted) if len(wanted) < MANY else rows
        found |= {pk: group for pk, group in rows if pk in wanted}
    return found
