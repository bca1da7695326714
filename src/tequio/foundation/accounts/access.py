"""The first line of every handler: who is asking, and may they?"""

from uuid import UUID

from django.http import Http404, HttpRequest

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import reach_of
from tequio.foundation.accounts.reach import Reach, limit
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.register import opens_by_territory


def admitted(request: HttpRequest, verb: str, process_id: UUID, *, territory_id: UUID | None = None) -> Process:
    """The process, for somebody who may do `verb` in it, or in a part of it that holds `territory_id`.

    Whoever may do it in some territories only sees rows of these from here to the end of the request. Raises TQ-312
    for a stranger, who is led to the door, and Http404 for everybody else: a refusal never confirms that the process
    exists.
    """
    actor = actor_of(request)
    process = Process.objects.filter(pk=process_id).first()
    territories = reach_of(actor, verb, process_id)
    if process is None or not _holds(territories, territory_id):
        raise Http404
    if territories is not None and territory_id is None and not _open(request):
        raise Http404
    limit(territories, actor.pseudonym)
    return process


def _holds(territories: Reach, territory_id: UUID | None) -> bool:
    return territories is None or (territory_id in territories if territory_id else bool(territories))


def _open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and opens_by_territory(match.namespace or match.url_name or "")


def actor_of(request: HttpRequest) -> User:
    """The account that is asking. Raises TQ-312 for a stranger."""
    if not isinstance(request.user, User):
        raise TequioError("TQ-312")
    return request.user
