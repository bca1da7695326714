"""The four principles as questions, and whether the proposal reproduces violence."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import Judgement, Principle
from tequio.agendas.review.actions import Reviewed
from tequio.deliberation.models import Answer

QUESTIONS: Final = {
    Principle.PROTECTION: _("¿Protege a todas las personas, también a las que nadie defiende?"),
    Principle.ROOTS: _("¿Va a las raíces del problema, sin hacer enemigos?"),
    Principle.TRUST: _("¿Hace crecer la confianza, y es coherente con lo que se pide en otros puntos?"),
    Principle.PARTICIPATION: _("¿Participa la gente en decidir, hacer y vigilar?"),
}
LINE = forms.Textarea(attrs={"rows": 2})


class ReviewForm(forms.Form):
    """Nothing is marked beforehand: each question is answered by a person."""

    answer = forms.ChoiceField(label=_("¿Reproduce violencia?"), choices=Answer.choices, widget=forms.RadioSelect,
                               help_text=_("¿Castiga, señala, encierra o arma a alguien? ¿Pasa el daño a otro lugar "
                                           "o a otra gente?"))
    reason = forms.CharField(label=_("Por qué"), required=False, max_length=1500, widget=LINE)
    safeguard = forms.CharField(label=_("Qué evita el daño, o qué se hace en su lugar"), required=False,
                                max_length=1500, widget=LINE, help_text=_(
        "Si hay riesgo, es una condición: sigue a la propuesta hasta los compromisos."))

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        for principle, question in QUESTIONS.items():
            self.fields[f"principle_{principle}"] = forms.ChoiceField(
                label=question, choices=Judgement.choices, widget=forms.RadioSelect)
            self.fields[f"why_{principle}"] = forms.CharField(
                label=_("Por qué"), required=False, max_length=1000, widget=LINE,
                help_text=_("Una duda lleva su razón."))
        self.order_fields([name for principle in QUESTIONS for name in (f"principle_{principle}", f"why_{principle}")])

    def reviewed(self) -> Reviewed:
        said = self.cleaned_data
        return Reviewed({int(one): (said[f"principle_{one}"], said[f"why_{one}"]) for one in QUESTIONS},
                        said["answer"], said["reason"], said["safeguard"])
