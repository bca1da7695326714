"""A body that announces more than may be held in memory is refused before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from tequio.foundation.errors import Problem

MB = 1024 * 1024
TOO_LARGE = 413


class NothingTooHeavy:
    """Stands before whatever looks into forms: the token of a form is in its body, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        if announced(request) <= most:
            return self.get_response(request)
        problem = Problem("TQ-437", facts={"limit": most // MB})
        # Without the request: nobody knows yet who is asking.
        return HttpResponse(render_to_string("problem.html", {"problem": problem}), status=TOO_LARGE)


def announced(request: HttpRequest) -> int:
    """The length that the request says its body has; one that is no number is no length."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else 0
