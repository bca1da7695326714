"""What the pages of this room share: rows of a process or nothing, one form on a page, and where one is."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.foundation.places.models import Process

Crumb = dict[str, str]


def found_in(process: Process, rows: Any, pk: UUID) -> Any:
    """The row of the process. Raises Http404, the same for what is elsewhere and what is nowhere."""
    row = rows.filter(process=process, pk=pk).first()
    if row is None:
        raise Http404
    return row


def task(request: HttpRequest, form: Form, *, title: str, submit: str, back: str, lede: str = "", eyebrow: str = "",
         crumbs: list[Crumb] | None = None) -> HttpResponse:
    """One thing to fill in."""
    return render(request, "followup/task.html", {
        "title": title, "submit": submit, "back": back, "lede": lede, "eyebrow": eyebrow, "form": form,
        "crumbs": [*(crumbs or []), {"label": title, "url": ""}]})


def home(process_id: UUID) -> Crumb:
    return {"label": _("Seguimiento"), "url": reverse("followup:index", args=[process_id])}


def language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
