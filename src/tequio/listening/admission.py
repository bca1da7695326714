"""The first line of handlers about one encounter: may this account do that in its territory?"""

from uuid import UUID

from django.http import Http404, HttpRequest

from tequio.foundation.accounts.access import admitted
from tequio.foundation.places.models import Territory
from tequio.listening.models import Encounter


def admitted_to(request: HttpRequest, verb: str, process_id: UUID, encounter_id: UUID) -> Encounter:
    """The encounter, for somebody who may do `verb` in its territory. Raises TQ-312 and Http404 as `admitted` does."""
    found = Encounter.objects.filter(process_id=process_id, pk=encounter_id).select_related(
        "process", "territory", "plan").first()
    admitted(request, verb, process_id, territory_id=found.territory_id if found else None)
    if found is None:
        raise Http404
    return found


def admitted_at(request: HttpRequest, verb: str, process_id: UUID, territory_id: UUID) -> Territory:
    """The territory, for somebody who may do `verb` there."""
    found = Territory.objects.filter(process_id=process_id, pk=territory_id).select_related("process", "parent").first()
    admitted(request, verb, process_id, territory_id=territory_id)
    if found is None:
        raise Http404
    return found
