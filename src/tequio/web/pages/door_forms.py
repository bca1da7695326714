"""What is typed at the door. Nothing of it is ever shown again, and no browser is asked to remember it."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.foundation.errors import TequioError


def _secret(**more: str | bool) -> forms.PasswordInput:
    return forms.PasswordInput(attrs={"autocomplete": "off", **more})


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(label=_("Frase de paso"), max_length=200, widget=_secret(autofocus=True))


class AccountForm(forms.Form):
    pseudonym = forms.CharField(label=_("Seudónimo"), max_length=60, widget=forms.TextInput(
        attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false", "autocapitalize": "none"}))
    password = forms.CharField(label=_("Contraseña"), max_length=200, widget=_secret())


class CodeForm(forms.Form):
    code = forms.CharField(label=_("Código"), max_length=20, widget=forms.TextInput(
        attrs={"autocomplete": "off", "autofocus": True, "inputmode": "numeric", "spellcheck": "false"}))


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Contraseña nueva"), max_length=200, widget=_secret(autofocus=True),
        help_text=_("Doce letras o más: varias palabras que no vayan juntas en ninguna canción."))
    again = forms.CharField(label=_("Otra vez la misma"), max_length=200, widget=_secret())


def say(form: forms.Form, field: str, fault: TequioError) -> None:
    """The coded error beside the field it is about."""
    language = (get_language() or "es")[:2]
    form.add_error(field, f"{fault.problem.what(language)} {fault.problem.remedy(language)}")
