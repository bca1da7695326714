"""The page on which somebody reviews a proposal of somebody else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.admission import proposal_for, tried
from tequio.agendas.proposals.shown import side
from tequio.agendas.review.actions import review_proposal
from tequio.agendas.review.forms import ReviewForm
from tequio.foundation.accounts.access import actor_of
from tequio.foundation.trail.wording import wording


def review(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    row = proposal_for(request, "review_proposal", process_id, proposal_id)
    form, here = ReviewForm(request.POST or None), reverse("agendas:proposal", args=[process_id, proposal_id])
    if request.method == "POST" and form.is_valid():
        tried(form, lambda: review_proposal(actor=actor_of(request), proposal=row, reviewed=form.reviewed()))
        if form.is_valid():
            return redirect(here)
    title = _("Revisar %(key)s") % {"key": row.key}
    return render(request, "agendas/task.html", {
        "form": form, "title": title, "submit": _("Guardar la revisión"), "back": here,
        "beside": [side(row, wording(row.process))],
        "lede": _("La revisa quien no la escribió. Si otra persona ya contestó, las dos respuestas quedan juntas."),
        "crumbs": [{"label": _("Agendas"), "url": reverse("agendas:index", args=[process_id])},
                   {"label": row.key, "url": here}, {"label": title, "url": ""}],
    }, status=400 if form.errors else 200)
