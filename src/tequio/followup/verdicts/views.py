"""Pages of the two columns of a point: what a group says, and what the office says."""

from uuid import UUID

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.models import Item
from tequio.followup.models import Verdict
from tequio.followup.pages import Crumb, found_in, home, language, task, went_through
from tequio.followup.verdicts import actions
from tequio.followup.verdicts.forms import ReportForm, SayForm
from tequio.followup.verdicts.rubric import newest, rubrics
from tequio.foundation.accounts.access import actor_of, admitted


def say(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    process = admitted(request, "say_verdict", process_id)
    item = found_in(process, Item.objects.select_related("agenda", "process"), item_id)
    form = SayForm(process, _last(item), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if went_through(form, lambda: actions.say_verdict(
                actor=actor_of(request), item=item, wave=said["wave"], group=said["group"], told=form.told())):
            return redirect("followup:item", process_id, item_id)
    return task(request, form, title=_("Anotar lo que dice un grupo"), submit=_("Guardar"), eyebrow=_number(item),
                lede=_("Se lee en voz alta: «%(rubric)s»") % {"rubric": rubrics()[newest()][language()]},
                back=_address(item), crumbs=_crumbs(item))


def report(request: HttpRequest, process_id: UUID, item_id: UUID) -> HttpResponse:
    process = admitted(request, "report_status", process_id)
    item = found_in(process, Item.objects.select_related("agenda", "process"), item_id)
    form = ReportForm(_last(item), request.POST or None)
    if request.method == "POST" and form.is_valid() and went_through(form, lambda: actions.report_status(
            actor=actor_of(request), item=item, **form.cleaned_data)):
        return redirect("followup:item", process_id, item_id)
    return task(request, form, title=_("Anotar lo que dice la oficina"), submit=_("Guardar"), eyebrow=_number(item),
                lede=_("Queda al lado de lo que dicen los grupos. Una columna no corrige a la otra."),
                back=_address(item), crumbs=_crumbs(item))


def _last(item: Item) -> int:
    return int(Verdict.objects.filter(item=item).aggregate(last=Max("wave"))["last"] or 0)


def _number(item: Item) -> str:
    return str(_("Punto %(number)s") % {"number": item.number})


def _address(item: Item) -> str:
    return reverse("followup:item", args=[item.process_id, item.pk])


def _crumbs(item: Item) -> list[Crumb]:
    return [home(item.process_id), {"label": _number(item), "url": _address(item)}]
