"""What became of what we said: one page for each group, to be printed and folded."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.followup.became.shown import sheet
from tequio.followup.pages import found_in, home
from tequio.followup.requests.forms import day_field
from tequio.foundation.accounts.access import admitted
from tequio.foundation.audit.actions import today
from tequio.foundation.places.models import Group


class NextForm(forms.Form):
    """The day of the next meeting is printed and kept nowhere."""

    day = day_field(gettext_lazy("Cuándo nos vemos"), required=False)


def became(request: HttpRequest, process_id: UUID, group_id: UUID) -> HttpResponse:
    process = admitted(request, "read_words", process_id)
    group = found_in(process, Group.objects, group_id)
    form = NextForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    return render(request, "followup/became.html", {
        "group": group, "sheet": sheet(process, group, today()), "form": form, "next": day, "today": today(),
        "demo": process.is_demo,
        "crumbs": [home(process_id), {"label": _("Qué pasó con lo que dijimos"), "url": ""}]})
