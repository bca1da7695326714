"""Unmasking one page, with a reason, and masking it again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.protection.showing.actions import VERB, Page, show_as_said
from tequio.web import as_said as switched


@require_POST
def as_said(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, VERB, process_id)
    path = request.POST.get("page", "")
    about = _about(process_id, path)
    if request.POST.get("cover"):
        switched.cover(request, path)
    else:
        show_as_said(actor=actor_of(request), process=process, page=about, why=request.POST.get("reason", ""))
        switched.keep(request, path)
    return redirect(path)


def _about(process_id: UUID, path: str) -> Page:
    """The noun that the page is about, or the process. An address of anything else is no page."""
    if not path.startswith(reverse("home", args=[process_id])):
        raise Http404
    try:
        found = [value for value in resolve(path).kwargs.values() if isinstance(value, UUID) and value != process_id]
    except Resolver404:
        raise Http404 from None
    return Page(found[-1] if found else process_id)
