from uuid import UUID

from django.http import HttpRequest, HttpResponse

from tequio.foundation.accounts.access import admitted


def index(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    return HttpResponse(str(process))
