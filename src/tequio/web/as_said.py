"""The switch of one page: masked, or as it was said. It is kept with the session, in memory, for that address alone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.permissions import may_here
from tequio.foundation.trail.wording import this_page
from tequio.protection.reading.lifting import VERB as LIFT
from tequio.protection.reading.queue import Show
from tequio.protection.showing.actions import VERB, Why

KEPT = "as_said"
# More pages than these are not left open at once: the first are masked again.
MOST = 40


def asked(request: HttpRequest) -> Callable[[UUID], bool]:
    """Whether this page was unmasked in this session, by somebody who still may."""
    def as_said(process_id: UUID) -> bool:
        user = request.user
        return (request.path in request.session.get(KEPT, ()) and isinstance(user, User)
                and may_here(user, VERB, process_id))

    return as_said


def keep(request: HttpRequest, path: str) -> None:
    others = [one for one in request.session.get(KEPT, ()) if one != path]
    request.session[KEPT] = [*others, path][-MOST:]


def cover(request: HttpRequest, path: str) -> None:
    request.session[KEPT] = [one for one in request.session.get(KEPT, ()) if one != path]


def switch(request: HttpRequest, process_id: UUID) -> dict[str, Any] | None:
    """What components/as_said.html takes; nothing where the page masked nothing, or the account may not unmask it."""
    page, user = this_page(), request.user
    if page is None or not (page.masked or page.plain) or not isinstance(user, User):
        return None
    if not may_here(user, VERB, process_id):
        return None
    return {"plain": page.plain, "action": reverse("as_said", args=[process_id]), "page": request.path,
            "reasons": Why.choices, "lift": _where_masks_are_lifted(user, process_id)}


def _where_masks_are_lifted(user: User, process_id: UUID) -> str:
    """The queue, for those who may lift masks in it; empty for others."""
    queue = reverse("protection:readings", args=[process_id])
    return f"{queue}?lectura={Show.ALL}" if may_here(user, LIFT, process_id) else ""
