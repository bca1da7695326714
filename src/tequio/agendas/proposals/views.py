"""Pages of the proposals desk: write, edit, join, part, withdraw, refuse, and take a step back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.agendas.admission import proposal_for, statement_for, tried
from tequio.agendas.models import Proposal
from tequio.agendas.proposals import actions, rounds, shown
from tequio.agendas.proposals.forms import EditForm, MergeForm, ReasonForm, SplitForm, WordedForm, WriteForm
from tequio.agendas.proposals.queries import groups_to_tell, twins
from tequio.agendas.proposals.states import CURRENT
from tequio.deliberation.models import Round, RoundStatus
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.permissions import may
from tequio.foundation.places.models import Process
from tequio.foundation.trail.noun import Noun, nouns
from tequio.foundation.trail.queries import sources_of
from tequio.foundation.trail.wording import wording

ON_A_PAGE = 10
# What a proposal may be written from.
ORIGINS = ("voice", "finding")


def write(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "draft_proposals", process_id)
    source = _source(process, request.GET.get("de", ""))
    form = WriteForm(process, request.POST or None, initial={
        "territory": getattr(source, "territory_id", None), "group": getattr(source, "group_id", None)})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        row = tried(form, lambda: actions.write_proposal(
            actor=actor_of(request), territory=said["territory"], group=said["group"], worded=form.worded(),
            sources=[source] if source else []))
        if row:
            return _to(row)
    return _form(request, process, form, title=_("Escribir una propuesta"), submit=_("Guardar la propuesta"),
                 back=reverse("agendas:proposals", args=[process_id]),
                 beside=[_origin(source, process)] if source else [],
                 lede=_("Queda en la mesa de propuestas. Entra en una agenda cuando otra persona la revisó."))


def edit(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    row = proposal_for(request, "draft_proposals", process_id, proposal_id)
    form = EditForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.edit_proposal(
            actor=actor_of(request), proposal=row, worded=form.worded(), reason=form.cleaned_data["reason"]))
        if made:
            return _to(made)
    return _about(request, row, form, title=_("Cambiar la redacción de %(key)s") % {"key": row.key},
                  submit=_("Guardar la nueva redacción"),
                  lede=_("La redacción de ahora no se borra: queda junto a la nueva, que otra persona revisa."))


def split(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    row = proposal_for(request, "draft_proposals", process_id, proposal_id)
    form = SplitForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.split_proposal(
            actor=actor_of(request), proposal=row, parts=form.parts(), reason=form.cleaned_data["reason"]))
        if made:
            return _to(made[0])
    return _about(request, row, form, title=_("Dividir %(key)s") % {"key": row.key}, submit=_("Dividirla"),
                  lede=_("Cada parte conserva todas las voces que la sostienen."))


def refuse(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    return _with_reason(request, process_id, proposal_id, actions.refuse_proposal, _("No adoptar %(key)s"),
                        _("No adoptarla"), _("Se imprime con su razón, para que nadie piense que no se oyó."))


def withdraw(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    return _with_reason(request, process_id, proposal_id, actions.withdraw_proposal, _("Retirar %(key)s"),
                        _("Retirarla"), _("Es para cuando quienes la propusieron ya no la quieren."))


def keep(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    return _with_reason(request, process_id, proposal_id, actions.keep_proposal, _("Dejar %(key)s como está"),
                        _("Dejarla como está"), _("La duda queda a la vista, y la razón junto a ella."))


def step_back(request: HttpRequest, process_id: UUID, proposal_id: UUID) -> HttpResponse:
    return _with_reason(request, process_id, proposal_id, actions.take_step_back,
                        _("Deshacer el último paso de %(key)s"), _("Deshacerlo"),
                        _("Lo que había antes vuelve a estar vigente. Lo que se deshace queda anotado."))


def alike(request: HttpRequest, process_id: UUID) -> HttpResponse:
    """Pairs that probably ask the same, side by side: people join them, or leave them."""
    process = admitted(request, "draft_proposals", process_id)
    words, page = wording(process), Paginator(twins(process), ON_A_PAGE).get_page(request.GET.get("page"))
    pairs = [{"sides": [shown.side(one, words), shown.side(other, words)], "one": one.key, "other": other.key,
              "url": f"{reverse('agendas:merge', args=[process_id])}?p={one.pk}&p={other.pk}"} for one, other in page]
    return render(request, "agendas/alike.html", {"pairs": pairs, "page": page, "crumbs": _crumbs(process_id, "")})


def merge(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "draft_proposals", process_id)
    rows = _chosen(process, request.GET.getlist("p"))
    if not rows:
        raise Http404
    first = rows[0]
    form = MergeForm(request.POST or None, initial={"text": first.text, "section": first.section,
                                                    "priority": first.priority or ""})
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.merge_proposals(
            actor=actor_of(request), proposals=rows, worded=form.worded(), reason=form.cleaned_data["reason"]))
        if made:
            told = groups_to_tell(rows)
            if told:
                messages.info(request, _("Hay que avisar a: %(groups)s.") % {"groups": ", ".join(told)})
            return _to(made)
    words = wording(process)
    return _form(request, process, form, title=_("Unir propuestas que piden lo mismo"), submit=_("Unirlas"),
                 back=reverse("agendas:alike", args=[process_id]), beside=[shown.side(row, words) for row in rows],
                 lede=_("Escriban una redacción para las dos. Los votos y el apoyo no pasan de una a otra: las "
                        "propuestas de antes quedan con los suyos."))


def of_round(request: HttpRequest, process_id: UUID, round_id: UUID) -> HttpResponse:
    """Every statement of a closed round, with what came of it or what can be made of it."""
    row = Round.objects.filter(process_id=process_id, pk=round_id, status=RoundStatus.CLOSED).select_related(
        "process", "territory").first()
    process = admitted(request, "read_words", process_id, territory_id=row.territory_id if row else None)
    if row is None:
        raise Http404
    drafts = may(actor_of(request), "draft_proposals", process_id=process_id, territory_id=row.territory_id)
    return render(request, "agendas/of_round.html", {
        "round": row, "statements": shown.statements(row, wording(process)), "drafts": drafts,
        "crumbs": [{"label": _("Deliberación"), "url": reverse("deliberation:index", args=[process_id])},
                   {"label": row.title, "url": reverse("deliberation:round", args=[process_id, row.pk])},
                   {"label": _("Qué sigue"), "url": ""}]})


def propose(request: HttpRequest, process_id: UUID, statement_id: UUID) -> HttpResponse:
    """A statement of a closed round becomes a proposal."""
    statement = statement_for(request, "draft_proposals", process_id, statement_id)
    form = WordedForm(request.POST or None, initial={"text": statement.text})
    if request.method == "POST" and form.is_valid():
        row = tried(form, lambda: rounds.propose(actor=actor_of(request), statement=statement, worded=form.worded()))
        if row:
            return _to(row)
    return _form(request, statement.process, form, title=_("Hacerla propuesta"), submit=_("Guardar la propuesta"),
                 back=_round(statement), lede=_("La propuesta dice de qué ronda salió. Otra persona la revisa."))


def change_by_round(request: HttpRequest, process_id: UUID, statement_id: UUID) -> HttpResponse:
    """What a round said changes the proposal that it weighed."""
    statement = statement_for(request, "draft_proposals", process_id, statement_id)
    weighed = Proposal.objects.filter(pk__in=sources_of([statement.pk], "proposal").get(statement.pk, []),
                                      status=CURRENT).select_related("territory", "group").first()
    if weighed is None:
        raise Http404
    form = EditForm(weighed, request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = tried(form, lambda: rounds.change_by_round(
            actor=actor_of(request), statement=statement, proposal=weighed, worded=form.worded(),
            reason=form.cleaned_data["reason"]))
        if row:
            return _to(row)
    return _form(request, statement.process, form, title=_("Cambiar %(key)s por lo que dijo la ronda") % {
        "key": weighed.key}, submit=_("Guardar la nueva redacción"), back=_round(statement),
        beside=[shown.side(weighed, wording(statement.process))],
        lede=_("Lo que se votó de la redacción de antes se queda con ella."))


def leave_open(request: HttpRequest, process_id: UUID, statement_id: UUID) -> HttpResponse:
    statement = statement_for(request, "draft_proposals", process_id, statement_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried(form, lambda: rounds.leave_open(actor=actor_of(request), statement=statement,
                                              reason=form.cleaned_data["reason"]))
        if form.is_valid():
            return redirect(_round(statement))
    return _form(request, statement.process, form, title=_("Dejar el desacuerdo"), submit=_("Dejarlo como desacuerdo"),
                 back=_round(statement), lede=_("Las dos voces se conservan. Ninguna se promedia con la otra."))


def _with_reason(request: HttpRequest, process_id: UUID, proposal_id: UUID, act: Callable[..., None], title: str,
                 submit: str, lede: str) -> HttpResponse:
    row = proposal_for(request, "draft_proposals", process_id, proposal_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried(form, lambda: act(actor=actor_of(request), proposal=row, reason=form.cleaned_data["reason"]))
        if form.is_valid():
            return _to(row)
    return _about(request, row, form, title=title % {"key": row.key}, submit=submit, lede=lede)


def _about(request: HttpRequest, row: Proposal, form: Form, **said: str) -> HttpResponse:
    return _form(request, row.process, form, back=reverse("agendas:proposal", args=[row.process_id, row.pk]),
                 beside=[shown.side(row, wording(row.process))], **said)


def _form(request: HttpRequest, process: Process, form: Form, *, title: str, submit: str, back: str, lede: str = "",
          beside: Any = ()) -> HttpResponse:
    return render(request, "agendas/task.html", {
        "form": form, "title": title, "submit": submit, "back": back, "lede": lede, "beside": beside,
        "crumbs": _crumbs(process.pk, title)}, status=400 if form.errors else 200)


def _source(process: Process, said: str) -> Noun | None:
    """The noun that an address names as «kind:uuid». Raises Http404 for one that is not there."""
    if not said:
        return None
    kind, _colon, pk = said.partition(":")
    if kind not in ORIGINS:
        raise Http404
    try:
        found: Noun | None = nouns()[kind].model.objects.filter(process=process, pk=UUID(pk)).first()
    except (ValueError, ValidationError):
        found = None
    if found is None:
        raise Http404
    return found


def _origin(source: Noun, process: Process) -> shown.Side:
    noun = next(one for one in nouns().values() if isinstance(source, one.model))
    return shown.Side(str(noun.label), noun.shown(source, wording(process)),
                      reverse("trace", args=[process.pk, noun.kind, source.pk]), "", "")


def _chosen(process: Process, said: list[str]) -> list[Proposal]:
    try:
        keys = [UUID(one) for one in said[:50]]
    except ValueError:
        raise Http404 from None
    rows = {row.pk: row for row in Proposal.objects.filter(process=process, pk__in=keys).select_related(
        "territory", "group")}
    return [rows[key] for key in dict.fromkeys(keys) if key in rows]


def _round(statement: Any) -> str:
    return reverse("agendas:of_round", args=[statement.process_id, statement.round_id])


def _to(row: Proposal) -> HttpResponse:
    return redirect("agendas:proposal", row.process_id, row.pk)


def _crumbs(process_id: UUID, title: str) -> list[dict[str, str]]:
    return [{"label": _("Agendas"), "url": reverse("agendas:index", args=[process_id])},
            {"label": _("Propuestas"), "url": reverse("agendas:proposals", args=[process_id])},
            {"label": title or _("Parecidas"), "url": ""}]
