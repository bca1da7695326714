"""Bringing a register: pasted or as a file, and then word by word."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.followup.models import OfficialStatus
from tequio.followup.registers.reading import Register, meaning
from tequio.followup.requests.forms import day_field

HEAVIEST = 2_000_000


class RegisterForm(forms.Form):
    wave = forms.IntegerField(label=_("Ola"), min_value=1, max_value=999, initial=1)
    source = forms.CharField(label=_("De dónde es"), max_length=600,
                             help_text=_("Un informe, una página, un oficio: que se pueda volver a encontrar."))
    day = day_field(_("De qué día es"))
    file = forms.FileField(label=_("Archivo CSV"), required=False)
    text = forms.CharField(label=_("O pega aquí las filas, con sus encabezados"), required=False, max_length=HEAVIEST,
                           strip=False, widget=forms.Textarea(attrs={"rows": 8}))

    def clean(self) -> dict[str, Any]:
        """The file goes before what was pasted, as text: nothing is kept of it but its words."""
        said = super().clean() or {}
        file = said.get("file")
        if file is not None and file.size > HEAVIEST:
            self.add_error("file", _("Ese archivo pesa más de dos megas. Trae sólo las columnas y filas que hacen "
                                     "falta."))
            return said
        if file is not None:
            said["text"] = _text(file.read())
        if not (said.get("text") or "").strip():
            self.add_error("text", _("Trae un archivo o pega las filas."))
        return said


class WordsForm(forms.Form):
    """The table of words: what each is taken for, to be changed by whoever brings the register."""

    def __init__(self, register: Register, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = sorted(word for word in register.words() if word)[:200]
        choices = [("", _("no sé: dejar aparte esas filas")), *OfficialStatus.choices]
        for place, word in enumerate(self.words):
            self.fields[f"word_{place}"] = forms.ChoiceField(
                label=f"«{word}» ({register.words()[word]})", required=False, choices=choices,
                initial=meaning(word, whole=register.whole) or "")

    def told(self) -> dict[str, str]:
        return {word: self.cleaned_data[f"word_{place}"] for place, word in enumerate(self.words)}


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
