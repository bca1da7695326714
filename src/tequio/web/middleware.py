"""What every answer of the live system has in common: it is not kept anywhere, and its errors say no secrets."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.browser import at_browser
from tequio.foundation.audit.reading import Seen, note_reading, watched
from tequio.foundation.errors import TequioError
from tequio.foundation.trail.wording import page_of_words
from tequio.web import as_said, sessions
from tequio.web.idle import close_what_is_left, limit

Next = Callable[[HttpRequest], HttpResponse]
OK = 200
OUTSIDE, FORBIDDEN = ("TQ-301", "TQ-312"), "TQ-311"


class ChosenLanguage:
    """Spanish, unless somebody chose another language here: what a browser was sold with says nothing of its reader."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            return response


class NothingStays:
    """No page of the live system may be kept by a browser, a proxy or the back button."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class StillThere:
    """Whoever did nothing for some minutes has left. What pages ask by themselves is no sign of anybody."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.session.session_key or ""
        if sessions.idle_for(key) > limit():
            close_what_is_left()
            request.session.flush()
            request.user = AnonymousUser()
        elif request.headers.get("X-Here", "0" if "HX-Request" in request.headers else "1") == "1":
            sessions.touch(key)
        return self.get_response(request)


class FromOneBrowser:
    """A cookie that ends with the browser, and tells it from others: two signatures may come from one."""

    NAME = "navegador"

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = request.COOKIES.get(self.NAME, "")
        with at_browser(known):
            response = self.get_response(request)
        # Whoever only looks at the door is told apart from nobody.
        if not known and isinstance(request.user, User):
            response.set_cookie(self.NAME, secrets.token_hex(16), httponly=True, samesite="Lax",
                                secure=settings.SESSION_COOKIE_SECURE)
        return response


class WithinReach:
    """Each request begins with nothing admitted, nothing read and all words masked.

    The voices whose words it showed are counted.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with everywhere(), page_of_words(as_said.asked(request)), watched() as seen:
            response = self.get_response(request)
            # What an action went through and did not show is no reading: it answers with another address.
            if response.status_code == OK and isinstance(request.user, User):
                self._count(request, request.user, seen, response)
        return response

    def _count(self, request: HttpRequest, user: User, seen: Seen, response: HttpResponse) -> None:
        many = [note_reading(process_id, user, len(voices)) for process_id, voices in seen.items()]
        if any(many) and response.headers["Content-Type"].startswith("text/html"):
            messages.warning(request, _("Hoy consultaste muchas voces; por seguridad queda en el registro."))


class CodedErrors:
    """A coded error becomes a page with its code and remedy; a locked vault leads to the door."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if not isinstance(fault, TequioError):
            return None
        if fault.problem.code in OUTSIDE:
            return redirect("enter")
        if fault.problem.code == FORBIDDEN:
            # The same answer as for something that does not exist: a refusal must not confirm that it does.
            return render(request, "404.html", status=404)
        return render(request, "problem.html", {"problem": fault.problem}, status=400)
