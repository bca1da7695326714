"""Entering and leaving. Leaving forgets the keys of every process this session could read."""

from django import forms
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tequio.foundation.accounts.models import Membership, User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring
from tequio.web.entrance import by_link, by_passphrase

BACKEND = "django.contrib.auth.backends.ModelBackend"


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label=_("Frase de paso"), max_length=200, strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "autofocus": True}))


def enter(request: HttpRequest) -> HttpResponse:
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            process_id, user = by_passphrase(settings.HOME, form.cleaned_data["passphrase"])
        except TequioError as fault:
            language = (get_language() or "es")[:2]
            form.add_error("passphrase", f"{fault.problem.what(language)} {fault.problem.remedy(language)}")
        else:
            _admit(request, user)
            return redirect("home", process_id)
    return render(request, "unlock.html", {"form": form})


def enter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    found = by_link(token)
    if found is None:
        return redirect("enter")
    process_id, user = found
    _admit(request, user)
    return redirect("home", process_id)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the keys, end the session, and tell the browser to forget what it kept."""
    if isinstance(request.user, User):
        for process_id in Membership.objects.filter(user=request.user).values_list("process_id", flat=True):
            keyring.lock(process_id)
    logout(request)
    response = redirect("enter")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _admit(request: HttpRequest, user: User) -> None:
    login(request, user, backend=BACKEND)
    user.last_login_day = today()
    user.save(update_fields=["last_login_day"])
