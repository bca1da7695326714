"""What somebody types into a form is taken as it is seen: nothing in it moves a terminal or turns a line around."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from tequio.foundation.intake.tidy import seen

# Typed without being seen, and compared with what was typed before: they stay as they are.
SECRETS = frozenset({"passphrase", "password", "again"})


class OnlyWhatIsSeen:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.POST:
            taken = request.POST.copy()
            for name, values in request.POST.lists():
                if name not in SECRETS:
                    taken.setlist(name, [seen(value) for value in values])
            taken._mutable = False
            request.POST = taken  # type: ignore[assignment]  # it can be changed no more
        return self.get_response(request)
