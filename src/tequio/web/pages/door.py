"""Entering and leaving: a passphrase or a password, then the second factor, and only then a session and open keys."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tequio.chain.closing.journal import refusal
from tequio.foundation.accounts.models import PROTECTED_TEAM, Membership, User
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.vault.keyring import keyring
from tequio.web import sessions
from tequio.web.entrance import by_link, factor, open_vault, shown
from tequio.web.entrance.account import by_password, change_password
from tequio.web.entrance.waiting import Waiting, done, wait, waiting
from tequio.web.pages.door_forms import AccountForm, CodeForm, NewPasswordForm, PassphraseForm, say

BACKEND = "django.contrib.auth.backends.ModelBackend"
TOKEN = "waiting"


def enter(request: HttpRequest) -> HttpResponse:
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, shown(settings.HOME, form.cleaned_data["passphrase"]))
        except TequioError as fault:
            # Where the process was closed since this server started, no passphrase opens it any more.
            say(form, "passphrase", refusal(settings.HOME) or fault)
    return render(request, "unlock.html", {"form": form})


def enter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    found = by_link(token)
    return _begin(request, found) if found else redirect("enter")


@csrf_exempt
@require_POST
def enter_by_form(request: HttpRequest) -> HttpResponse:
    """From the page that `serve` left for the browser of this machine: the token stands in its form, in no address.

    The form comes from a file and has no cookie of this site; its token is what nobody else could send.
    """
    found = by_link(request.POST.get("token", ""))
    if found is None:
        return redirect("enter")
    return render(request, "door/entering.html", {"next": _begin(request, found)["Location"]})


def enter_account(request: HttpRequest) -> HttpResponse:
    """For accounts without a key: institutions, trustees, auditors."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, by_password(
                settings.HOME, form.cleaned_data["pseudonym"], form.cleaned_data["password"]))
        except TequioError as fault:
            say(form, "password", fault)
    return render(request, "login.html", {"form": form})


def enter_code(request: HttpRequest) -> HttpResponse:
    one, user = _waiting(request)
    if one is None or user is None:
        return redirect("enter")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factor.prove(user, form.cleaned_data["code"])
        except TequioError as fault:
            say(form, "code", fault)
        else:
            one.proved = True
            return _onward(request, one)
    return render(request, "door/code.html", {"form": form})


def enter_password(request: HttpRequest) -> HttpResponse:
    """A password that somebody else made is changed before anything is seen."""
    one, user = _waiting(request)
    if one is None or user is None or (factor.has_factor(user) and not one.proved):
        return redirect("enter")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(user, form.cleaned_data["password"], form.cleaned_data["again"])
        except TequioError as fault:
            say(form, "password", fault)
        else:
            return _onward(request, one)
    return render(request, "door/password.html", {"form": form})


def enter_setup(request: HttpRequest) -> HttpResponse:
    """The process asks for a second factor and this account has none yet."""
    one, user = _waiting(request)
    if one is None or user is None:
        return redirect("enter")
    if one.codes:
        return _onward(request, one) if request.method == "POST" else _codes(request, one)
    if factor.has_factor(user):
        return redirect("enter_code")
    one.secret = one.secret or factor.new_secret()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one.codes = tuple(factor.set_up(user, one.secret, form.cleaned_data["code"]))
        except TequioError as fault:
            say(form, "code", fault)
        else:
            one.proved = True
            return _codes(request, one)
    return render(request, "door/setup.html", {
        "form": form, "drawing": factor.drawing(user, one.secret), "secret": one.secret})


@csrf_exempt
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Forget the keys, end every session of this account, and tell the browser to forget what it kept.

    A page left open since another entrance must be able to close, too: its token against forged requests is an old one.
    The cookie comes from this site only, so nobody else can close in somebody's name.
    """
    if isinstance(request.user, User):
        keyed = Membership.objects.filter(user=request.user, role__in=PROTECTED_TEAM)
        for process_id in set(keyed.values_list("process_id", flat=True)):
            keyring.lock(process_id)
        sessions.close_of(request.user.pk)
    logout(request)
    response = redirect("enter")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def present(request: HttpRequest) -> HttpResponse:
    """Asked by open pages: 204 while the session lives, 410 once it was closed anywhere."""
    return HttpResponse(status=204 if request.user.is_authenticated else 410)


def _begin(request: HttpRequest, one: Waiting) -> HttpResponse:
    request.session[TOKEN] = wait(one)
    return _onward(request, one)


def _waiting(request: HttpRequest) -> tuple[Waiting | None, User | None]:
    one = waiting(request.session.get(TOKEN, ""))
    return one, User.objects.filter(pk=one.user_id).first() if one else None


def _onward(request: HttpRequest, one: Waiting) -> HttpResponse:
    """To what is still missing, or in."""
    user = User.objects.get(pk=one.user_id)
    if factor.has_factor(user) and not one.proved:
        return redirect("enter_code")
    if user.password_is_given and one.process_id is None:
        return redirect("enter_password")
    if not factor.has_factor(user) and factor.demanded(user):
        return redirect("enter_setup")
    open_vault(one)
    done(request.session.pop(TOKEN, ""))
    return _admit(request, user, one)


def _admit(request: HttpRequest, user: User, one: Waiting) -> HttpResponse:
    login(request, user, backend=BACKEND)
    user.last_login_day = today()
    user.save(update_fields=["last_login_day"])
    if one.process_id is None:
        return redirect("start")
    request.session[sessions.OPENED] = str(one.process_id)
    if keyring.is_open(one.process_id) and keyring.of(one.process_id).just_sealed:
        messages.warning(request, _("El archivo de llaves venía de una versión sin sello y acaba de sellarse. "
                                    "Comparen las huellas en «Personas y cuentas» antes de quitar a alguien."))
    return redirect("home", one.process_id)


def _codes(request: HttpRequest, one: Waiting) -> HttpResponse:
    return render(request, "door/codes.html", {"codes": one.codes, "next": True, "title": _("Códigos de recuperación")})
