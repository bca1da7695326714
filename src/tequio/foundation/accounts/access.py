"""The first line of every handler: who is asking, and may they?"""

from uuid import UUID

from django.http import Http404, HttpRequest

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process


def admitted(request: HttpRequest, verb: str, process_id: UUID, *, territory_id: UUID | None = None) -> Process:
    """The process, for somebody who may do `verb` in it.

    Raises TQ-312 for a stranger, who is led to the door, and Http404 for everybody else: a refusal never confirms
    that the process exists.
    """
    if not request.user.is_authenticated:
        raise TequioError("TQ-312")
    process = Process.objects.filter(pk=process_id).first()
    if process is None or not may(actor_of(request), verb, process_id=process_id, territory_id=territory_id):
        raise Http404
    return process


def actor_of(request: HttpRequest) -> User:
    """The account that is asking. Raises TQ-312 for a stranger."""
    if not isinstance(request.user, User):
        raise TequioError("TQ-312")
    return request.user
