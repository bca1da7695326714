"""The forms of promising, of each step since, and of what was done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.followup.cards.line import SIGNATORIES
from tequio.followup.delivery.actions import Promised
from tequio.followup.delivery.models import DeliveryStep
from tequio.followup.delivery.states import Moved
from tequio.followup.requests.forms import LONG, OFFICE, Seen, day_field


class PromiseForm(forms.Form):
    text = forms.CharField(label=_("Qué se va a hacer"), max_length=4000, widget=LONG, help_text=OFFICE)
    place = forms.CharField(label=_("Dónde"), required=False, max_length=600)
    due = day_field(_("Para cuándo"), required=False)
    money = forms.CharField(label=_("Con qué dinero"), required=False, max_length=600)
    proof = forms.CharField(label=_("Cómo se va a saber que se cumplió"), required=False, max_length=2000, widget=LONG)
    conditions = forms.CharField(
        label=_("Con qué condiciones"), required=False, max_length=3000, widget=LONG,
        help_text=_("Las salvaguardas de la propuesta, una por línea: sin ellas no es lo que se pidió."))
    signatories = forms.MultipleChoiceField(
        label=_("Quién firma"), required=False, choices=lambda: list(SIGNATORIES.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("Clases de organismos, nunca personas."))

    def promised(self) -> Promised:
        return Promised(**self.cleaned_data)


class MoveForm(Seen):
    step = forms.ChoiceField(label=_("Qué pasó"), widget=forms.RadioSelect)
    day = day_field(_("Qué día"))
    reason = forms.CharField(label=_("Por qué"), required=False, max_length=2000, widget=LONG, help_text=OFFICE)
    text = forms.CharField(label=_("Si lo cambió: cómo dice ahora"), required=False, max_length=4000, widget=LONG,
                           help_text=_("El texto y la fecha de antes se quedan."))
    due = day_field(_("Si lo cambió: para cuándo es ahora"), required=False)

    def __init__(self, steps: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, DeliveryStep(step).label) for step in steps]  # type: ignore[attr-defined]
        if "change" not in steps:
            del self.fields["text"], self.fields["due"]

    def moved(self) -> Moved:
        said = self.cleaned_data
        return Moved(said["step"], said["day"], said["reason"], said.get("text", ""), said.get("due"))


class ActionForm(forms.Form):
    day = day_field(_("Qué día"))
    text = forms.CharField(label=_("Qué se hizo"), max_length=4000, widget=LONG, help_text=OFFICE)
    evidence = forms.CharField(label=_("Dónde se puede ver"), required=False, max_length=2000, widget=LONG)


class EvidenceForm(forms.Form):
    picture = forms.FileField(label=_("Fotografía"), help_text=_(
        "JPEG, PNG o WebP. Se guarda sellada, sin la hora ni el lugar que anotó la cámara. Que no se vea a nadie."))
    caption = forms.CharField(label=_("Qué se ve"), required=False, max_length=300)
