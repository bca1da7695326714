"""What a facilitator fills in to hand a slip over."""

import datetime
import re

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tequio.foundation.audit.actions import today
from tequio.listening.capture.inviting import LONGEST_DAYS

ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-]+(?::[0-9]{1,5})?/?|https?://\[[0-9a-fA-F:]+\](?::[0-9]{1,5})?/?")
USUAL_DAYS = 14


class PhoneForm(forms.Form):
    """One phone for one encounter."""

    label = forms.CharField(label=_("Cómo lo vas a reconocer"), max_length=80, required=False, help_text=_(
        "Por ejemplo «el de Ceiba, funda azul». Queda sellado y no aparece en el teléfono."))
    ends = forms.DateField(label=_("Hasta qué día puede enviar"), widget=forms.DateInput(attrs={"type": "date"}))
    address = forms.CharField(label=_("Dirección en la que abre el teléfono"), max_length=200, help_text=_(
        "La que muestra «./tequio capture serve», o la del servidor del equipo."))
    named = forms.BooleanField(label=_("Mostrar los nombres de los grupos en el teléfono"), required=False, help_text=_(
        "Si no, el teléfono muestra sólo números y el papel dice cuál es cuál."))
    audio = forms.BooleanField(label=_("Permitir grabaciones"), required=False, help_text=_(
        "Una voz grabada se reconoce. Sólo si el grupo lo pidió y hace falta."))

    def __init__(self, said: QueryDict | None, *, audio: bool, address: str) -> None:
        super().__init__(said, initial={
            "ends": (today() + datetime.timedelta(days=USUAL_DAYS)).isoformat(), "address": address})
        self.fields["ends"].widget.attrs["max"] = (today() + datetime.timedelta(days=LONGEST_DAYS)).isoformat()
        if not audio:
            del self.fields["audio"]

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if not ADDRESS.fullmatch(address):
            raise forms.ValidationError(_("Escríbela como https://192.168.1.20:8443"))
        return address.rstrip("/")
