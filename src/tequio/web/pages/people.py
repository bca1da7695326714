"""Who works in a process: accounts for those without a key, passwords made anew, and the second factor."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tequio.chain.build import six_words
from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import PROTECTED_TEAM, Role, User
from tequio.foundation.accounts.queries import account_of
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Institution, Process
from tequio.foundation.vault.team import Person, add_person, give_password, people
from tequio.foundation.vault.upgrade import was_sealed
from tequio.web.entrance.factor import has_factor
from tequio.web.entrance.keeping import demand_factor, reset_factor
from tequio.web.pages.door_forms import say

OUTSIDE = (Role.OFFICIAL, Role.AUDITOR, Role.TRUSTEE)


class AccountForm(forms.Form):
    """An account that holds no key."""

    pseudonym = forms.CharField(label=gettext_lazy("Seudónimo"), max_length=60, widget=forms.TextInput(
        attrs={"autocomplete": "off", "spellcheck": "false"}))
    role = forms.ChoiceField(label=gettext_lazy("Papel"), choices=[(role.value, role.label) for role in OUTSIDE])
    institution = forms.ModelChoiceField(
        label=gettext_lazy("Institución"), queryset=Institution.objects.none(), required=False,
        help_text=gettext_lazy("Sólo para quien responde por una."))

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        field = self.fields["institution"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = process.institutions.all()


def people_page(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "manage_people", process_id)
    form = AccountForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, words = form.cleaned_data, six_words()
        try:
            _open_account(actor_of(request), process, said, words)
        except TequioError as fault:
            say(form, "institution", fault)
        else:
            return _words(request, process, said["pseudonym"], words)
    every = [_choices(process, person) for person in people(process)]
    accounts = [choices for choices in every if choices["password"] or choices["factor"]]
    return render(request, "people.html", {
        "form": form, "demanded": process.second_factor, "table": _table(process),
        "accounts": accounts, "minutes": settings.IDLE_MINUTES, "unsealed_before": was_sealed(process.pk),
        "crumbs": _crumbs(process, _("Personas y cuentas")),
    })


@require_POST
def new_words(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "give_password", process_id)
    pseudonym, words = request.POST.get("pseudonym", "")[:60], six_words()
    give_password(actor=actor_of(request), process=process, pseudonym=pseudonym, password=words)
    return _words(request, process, pseudonym, words)


@require_POST
def reset(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "reset_second_factor", process_id)
    reset_factor(actor=actor_of(request), process=process, pseudonym=request.POST.get("pseudonym", "")[:60])
    messages.success(request, _("Se quitó el segundo factor de esa cuenta y quedó anotado."))
    return redirect("people", process_id)


@require_POST
def demand(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "demand_second_factor", process_id)
    demand_factor(actor=actor_of(request), process=process, demanded=request.POST.get("demanded") == "1")
    return redirect("people", process_id)


def _open_account(actor: User, process: Process, said: dict[str, Any], words: str) -> None:
    """Raises TQ-319 for an official without an institution, and for somebody of the team, who enters otherwise."""
    role, taken = Role(said["role"]), said["pseudonym"] in {person.pseudonym for person in people(process)}
    if taken or (role == Role.OFFICIAL) != bool(said["institution"]):
        raise TequioError("TQ-319", value=said["pseudonym"], institutions=", ".join(
            process.institutions.values_list("key", flat=True)[:20]))
    add_person(actor=actor, process=process, pseudonym=said["pseudonym"], role=role, institution=said["institution"],
               passphrase=words)


def _words(request: HttpRequest, process: Process, pseudonym: str, words: str) -> HttpResponse:
    return render(request, "people_words.html", {
        "pseudonym": pseudonym, "words": words, "back": reverse("people", args=[process.pk]),
        "crumbs": _crumbs(process, _("Personas y cuentas"))})


def _table(process: Process) -> dict[str, Any]:
    return {
        "caption": _("Quién trabaja en este proceso"),
        "columns": [{"label": _("Seudónimo")}, {"label": _("Papeles")}, {"label": _("Entra con")},
                    {"label": _("Segundo factor")}, {"label": _("Huella de su llave")}],
        "rows": [[{"text": person.pseudonym}, {"text": _roles(person) or None},
                  {"text": _("frase de paso") if person.holds_key else _("contraseña")},
                  {"text": _("sí") if _has(process, person) else _("no")}, {"text": _fingerprint(person) or None}]
                 for person in people(process)],
    }


def _roles(person: Person) -> str:
    return ", ".join(str(Role(role).label) + (f" ({where})" if where else "") for role, where in person.roles)


def _fingerprint(person: Person) -> str:
    return person.fingerprint if person.confirmed or not person.holds_key else _("%(fingerprint)s (sin confirmar)") % {
        "fingerprint": person.fingerprint}


def _has(process: Process, person: Person) -> bool:
    user = account_of(process.pk, person.pseudonym)
    return bool(user and has_factor(user))


def _choices(process: Process, person: Person) -> dict[str, Any]:
    keyless = bool(person.roles) and not {role for role, _where in person.roles} & PROTECTED_TEAM
    return {"pseudonym": person.pseudonym, "password": keyless, "factor": _has(process, person)}


def _crumbs(process: Process, here: str) -> list[dict[str, str]]:
    return [{"label": _("Inicio"), "url": reverse("home", args=[process.pk])}, {"label": here, "url": ""}]
