"""The account of whoever entered: its second factor, its recovery codes and, where it has one, its password."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.foundation.accounts.access import actor_of
from tequio.foundation.errors import TequioError
from tequio.web.entrance import factor
from tequio.web.entrance.account import change_password
from tequio.web.pages.door_forms import CodeForm, NewPasswordForm, say

SECRET = "second_factor_secret"


def account(request: HttpRequest) -> HttpResponse:
    user = actor_of(request)
    has = factor.has_factor(user)
    return render(request, "account/account.html", {
        "pseudonym": user.pseudonym, "has": has, "left": factor.codes_left(user) if has else 0,
        "demanded": factor.demanded(user), "has_password": user.has_usable_password(),
        "minutes": settings.IDLE_MINUTES,
    })


def set_up(request: HttpRequest) -> HttpResponse:
    """A first second factor, or one for another telephone. The one before works until a code of the new one is seen."""
    user = actor_of(request)
    if factor.has_factor(user) and not request.session.get("proved"):
        return redirect("account_prove")
    secret = request.session.setdefault(SECRET, factor.new_secret())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = factor.set_up(user, secret, form.cleaned_data["code"])
        except TequioError as fault:
            say(form, "code", fault)
        else:
            _forget(request)
            return _codes(request, codes)
    return render(request, "account/setup.html", {
        "form": form, "drawing": factor.drawing(user, secret), "secret": secret})


def prove(request: HttpRequest) -> HttpResponse:
    """Before a factor is changed or taken away: a code of the one that is there."""
    user = actor_of(request)
    form, then = CodeForm(request.POST or None), request.GET.get("para", "")
    if request.method == "POST" and form.is_valid():
        try:
            factor.prove(user, form.cleaned_data["code"])
        except TequioError as fault:
            say(form, "code", fault)
        else:
            return _proved(request, then)
    return render(request, "account/prove.html", {"form": form})


def password(request: HttpRequest) -> HttpResponse:
    user = actor_of(request)
    if not user.has_usable_password():
        return redirect("account")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(user, form.cleaned_data["password"], form.cleaned_data["again"])
        except TequioError as fault:
            say(form, "password", fault)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("La contraseña cambió."))
            return redirect("account")
    return render(request, "account/password.html", {"form": form})


def _proved(request: HttpRequest, then: str) -> HttpResponse:
    user = actor_of(request)
    if then == "codigos":
        return _codes(request, factor.new_codes(user))
    if then == "quitar":
        if factor.demanded(user):
            raise TequioError("TQ-317")
        factor.take_away(user)
        messages.success(request, _("Esta cuenta entra ya sin segundo factor."))
        return redirect("account")
    request.session["proved"] = True
    return redirect("account_setup")


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "door/codes.html", {
        "codes": codes, "title": _("Códigos de recuperación"), "back": reverse("account")})


def _forget(request: HttpRequest) -> None:
    for name in (SECRET, "proved"):
        request.session.pop(name, None)
