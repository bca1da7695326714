"""The forms of asking an office and of what comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import Agenda
from tequio.followup.models import ResponseKind
from tequio.followup.pages import language
from tequio.followup.requests import law
from tequio.followup.requests.actions import Asking
from tequio.followup.requests.models import Step, UnitOfTime, Way
from tequio.followup.requests.states import Taken
from tequio.foundation.places.models import PUBLIC_SPHERES, Institution, Process

LONG = forms.Textarea(attrs={"rows": 4})
OFFICE = _("De la oficina, nunca de una persona: sin nombres.")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, help_text=help_text,
                           widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class AskForm(forms.Form):
    institution = forms.ModelChoiceField(label=_("A qué oficina"), queryset=Institution.objects.none())
    rule = forms.ChoiceField(label=_("Qué plazo tiene"), widget=forms.RadioSelect, help_text=_(
        "Cada plazo dice dónde se leyó. Todos están por revisar con un jurista."))
    length = forms.IntegerField(label=_("Cuántos días, si es un acuerdo"), required=False, min_value=1, max_value=1000)

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        self.fields["institution"].queryset = process.institutions.all()  # type: ignore[attr-defined]
        tongue = language()
        self.fields["rule"].choices = [  # type: ignore[attr-defined]
            (rule.key, f"{rule.names[tongue]}. {rule.sources[tongue]}.") for rule in law.rules().values()
            if rule.key != "revision"]

    def asking(self) -> Asking:
        return Asking(self.cleaned_data["rule"], self.cleaned_data["length"] or 0)


class Seen(forms.Form):
    """A form that knows how many steps its reader saw, so that two people do not write over each other."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(Seen):
    step = forms.ChoiceField(label=_("Qué pasó"), widget=forms.RadioSelect)
    day = day_field(_("Qué día"))
    after_hours = forms.BooleanField(label=_("Llegó después del horario de la oficina"), required=False)
    way = forms.ChoiceField(label=_("Cómo se envió"), required=False, choices=[("", "—"), *Way.choices])
    length = forms.IntegerField(label=_("De cuánto es la prórroga"), required=False, min_value=1, max_value=1000)
    unit = forms.ChoiceField(label=_("Prórroga en"), required=False, choices=UnitOfTime.choices)
    reason = forms.CharField(label=_("Por qué, o qué pidieron"), required=False, max_length=2000, widget=LONG,
                             help_text=OFFICE)

    def __init__(self, steps: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step, Step(step).label) for step in steps]  # type: ignore[attr-defined]
        if "send" not in steps:
            del self.fields["way"]
        if "extend" not in steps:
            del self.fields["length"], self.fields["unit"]
        if not {"send", "acknowledge"} & set(steps):
            del self.fields["after_hours"]

    def taken(self) -> Taken:
        said = self.cleaned_data
        longer = said["step"] == "extend"
        return Taken(said["step"], said["day"], said["reason"], (said.get("length") or 0) if longer else 0,
                     said.get("unit", "") if longer else "", bool(said.get("after_hours")))


class AnswerForm(Seen):
    kind = forms.ChoiceField(label=_("Qué contestó la oficina"), widget=forms.RadioSelect, choices=[
        one for one in ResponseKind.choices if one[0] != ResponseKind.SILENT])
    day = day_field(_("Qué día"))
    text = forms.CharField(label=_("Qué dijo"), required=False, max_length=6000, widget=LONG, help_text=OFFICE)


class OfferForm(Seen):
    by_office = forms.TypedChoiceField(
        label=_("Quién lo propone"), widget=forms.RadioSelect, coerce=lambda value: value == "1",
        choices=[("1", _("la oficina")), ("0", _("los residentes"))])
    day = day_field(_("Qué día"))
    text = forms.CharField(label=_("Qué propone en lugar de lo que se pidió"), max_length=6000, widget=LONG)


class MeetingForm(forms.Form):
    institution = forms.ModelChoiceField(label=_("Con qué oficina"), queryset=Institution.objects.none())
    day = day_field(_("Qué día"))
    minutes = forms.CharField(label=_("Minuta"), max_length=12000, widget=forms.Textarea(attrs={"rows": 8}),
                              help_text=OFFICE)

    def __init__(self, agenda: Agenda, *args: Any) -> None:
        super().__init__(*args)
        self.fields["institution"].queryset = agenda.process.institutions.all()  # type: ignore[attr-defined]
        self.items = list(agenda.items.all())
        for item in self.items:
            self.fields[f"item_{item.pk}"] = forms.CharField(
                label=_("Acuerdo sobre el punto %(number)s") % {"number": item.number}, required=False,
                max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))

    def agreed(self) -> dict[Any, str]:
        return {item: text for item in self.items if (text := self.cleaned_data[f"item_{item.pk}"].strip())}


class ClosureForm(forms.Form):
    sphere = forms.ChoiceField(label=_("De qué nivel"), choices=[(one.value, one.label) for one in PUBLIC_SPHERES])
    first = day_field(_("Primer día"))
    last = day_field(_("Último día"))
    declared = day_field(_("Cuándo se declararon, si fue después de empezar"), required=False, help_text=_(
        "Lo que se declara cuando el plazo ya venció no lo mueve."))
    name = forms.CharField(label=_("Qué son, y dónde se publicaron"), max_length=300)


