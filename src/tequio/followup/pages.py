"""What the pages of this room share: rows of a process or nothing, one form on a page, and where one is."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tequio.agendas.admission import tried as said_in
from tequio.foundation.places.models import Process

Made = TypeVar("Made")
Crumb = dict[str, str]


def found_in(process: Process, rows: Any, pk: UUID) -> Any:
    """The row of the process. Raises Http404, the same for what is elsewhere and what is nowhere."""
    row = rows.filter(process=process, pk=pk).first()
    if row is None:
        raise Http404
    return row


def tried(form: Form, act: Callable[[], Made]) -> Made | None:
    """What the action made, or None with its refusal said in the form, so that nothing typed is lost.

    Whoever was slower is told so; what they send after that stands after what the page says now.
    """
    made = said_in(form, act)
    if form.errors and "seen" in form.initial:
        said = dict(form.data.items())
        said["seen"] = form.initial["seen"]
        form.data = said
    return made


def went_through(form: Form, act: Callable[[], object]) -> bool:
    return tried(form, act) is not None


def task(request: HttpRequest, form: Form, *, title: str, submit: str, back: str, lede: str = "", eyebrow: str = "",
         crumbs: list[Crumb] | None = None) -> HttpResponse:
    """One thing to fill in."""
    return render(request, "followup/task.html", {
        "title": title, "submit": submit, "back": back, "lede": lede, "eyebrow": eyebrow, "form": form,
        "crumbs": [*(crumbs or []), {"label": title, "url": ""}]}, status=400 if form.errors else 200)


def home(process_id: UUID) -> Crumb:
    return {"label": _("Seguimiento"), "url": reverse("followup:index", args=[process_id])}


def language() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"
