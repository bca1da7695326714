"""What a phone is answered: the shell of the notes, and a receipt for each letter. No account, cookie or session."""

import base64
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from tequio.foundation.errors import TequioError
from tequio.listening.capture import receiving, shell
from tequio.listening.capture.receiving import HEAVIEST, receive
from tequio.listening.capture.slips import SECRET, TOKEN

ITEM = 16
STATUS = {"TQ-403": 403, "TQ-404": 403, "TQ-405": 413, "TQ-406": 403, "TQ-407": 429, "TQ-409": 409}
# Refusals of this one letter; the next may go through.
ONLY_THIS = {"TQ-405", "TQ-409"}


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    answer = HttpResponse(shell.page(path), content_type="text/html; charset=utf-8")
    answer["Content-Language"] = shell.PAGES[path][1]
    # Not even this machine is told which page a phone came from.
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(shell.file(name), content_type=shell.FILES[name][1])


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.manifest(), content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(shell.worker(), content_type="text/javascript")


# No cookie is read here, so there is nothing that a forged request could use: the token in the body is the permission.
@csrf_exempt
@require_POST
def arrive(request: HttpRequest) -> HttpResponse:
    """Token (16 bytes), item (16), letter. Answers with the receipt, or with plain words why not."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > TOKEN + ITEM + HEAVIEST:
            raise TequioError("TQ-405", most=HEAVIEST // 1024)
        body = request.body
        receipt = receive(token=body[:TOKEN], item=UUID(bytes=body[TOKEN:TOKEN + ITEM].ljust(ITEM, b"\0")),
                          letter=body[TOKEN + ITEM:])
    except TequioError as fault:
        return _refused(request, fault)
    return JsonResponse({"receipt": base64.b64encode(receipt).decode()})


@csrf_exempt
@require_POST
def open_link(request: HttpRequest) -> HttpResponse:
    """Token of the link (16 bytes), random bytes of the phone (16). Answers with the proof, or why not."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > TOKEN + SECRET:
            raise TequioError("TQ-403")
        proof = receiving.open_link(token=request.body[:TOKEN], fresh=request.body[TOKEN:])
    except TequioError as fault:
        return _refused(request, fault)
    return JsonResponse({"receipt": base64.b64encode(proof).decode()})


def _refused(request: HttpRequest, fault: TequioError) -> HttpResponse:
    language = "en" if request.headers.get("Accept-Language", "").startswith("en") else "es"
    problem = fault.problem
    # The number without the letters before it: on a phone they would say whose page this is.
    return JsonResponse({"code": problem.code.removeprefix("TQ-"), "what": problem.what(language),
                         "remedy": problem.remedy(language), "only": problem.code in ONLY_THIS},
                        status=STATUS[problem.code])
