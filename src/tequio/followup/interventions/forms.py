"""The forms of an intervention, of what was found of it, and of what it does to a group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.followup.interventions.actions import Described
from tequio.followup.interventions.models import Effect, Element, Found, Intervention, Observer
from tequio.followup.requests.forms import LONG, OFFICE, day_field
from tequio.foundation.places.models import Group, Institution, Process, Territory
from tequio.foundation.places.tree import whole_of

TABLE = [("victims", _("víctimas")), ("women", _("mujeres")), ("young", _("jóvenes"))]


class InterventionForm(forms.Form):
    name = forms.CharField(label=_("Cómo se llama"), max_length=300)
    institution = forms.ModelChoiceField(label=_("De qué oficina"), queryset=Institution.objects.none())
    territory = forms.ModelChoiceField(label=_("Dónde"), queryset=Territory.objects.none())
    first = day_field(_("Desde"), required=False)
    last = day_field(_("Hasta"), required=False)
    designed = forms.CharField(label=_("Cómo se diseñó"), required=False, max_length=4000, widget=LONG,
                               help_text=OFFICE)
    table = forms.MultipleChoiceField(label=_("Quién estuvo en la mesa"), required=False, choices=TABLE,
                                      widget=forms.CheckboxSelectMultiple)

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        self.fields["institution"].queryset = process.institutions.all()  # type: ignore[attr-defined]
        self.fields["territory"].queryset = process.territories.all()  # type: ignore[attr-defined]
        for element in Element:
            self.fields[f"says_{element.value}"] = forms.CharField(
                label=_("Lo que dice de sí misma: %(element)s") % {"element": element.label}, required=False,
                max_length=3000, widget=forms.Textarea(attrs={"rows": 2}))

    def described(self) -> Described:
        said = self.cleaned_data
        return Described(said["name"], said["first"], said["last"], said["designed"], frozenset(said["table"]),
                         {element: said[f"says_{element}"] for element in Element.values})


class FoundForm(forms.Form):
    """What both have in common: where, who looked, and when."""

    territory = forms.ModelChoiceField(label=_("Dónde"), queryset=Territory.objects.none())
    observer = forms.ChoiceField(label=_("Quién lo vio"), widget=forms.RadioSelect, choices=Observer.choices)
    day = day_field(_("Qué día"))

    def __init__(self, row: Intervention, *args: Any) -> None:
        super().__init__(*args)
        self.fields["territory"].queryset = Territory.objects.filter(  # type: ignore[attr-defined]
            pk__in=whole_of(row.process_id, [row.territory_id]))


class SightingForm(FoundForm):
    element = forms.ChoiceField(label=_("De qué"), choices=Element.choices)
    found = forms.ChoiceField(label=_("Qué se encontró"), widget=forms.RadioSelect, choices=Found.choices)
    evidence = forms.CharField(label=_("Qué lo muestra"), max_length=3000, widget=LONG)
    field_order = ["element", "territory", "found", "evidence", "observer", "day"]


class EffectForm(FoundForm):
    group = forms.ModelChoiceField(label=_("A qué grupo"), queryset=Group.objects.none())
    effect = forms.ChoiceField(label=_("Qué le hace"), widget=forms.RadioSelect, choices=Effect.choices)
    reason = forms.CharField(label=_("Por qué, y a quién dañó si dañó a alguien"), max_length=3000, widget=LONG,
                             help_text=_("Grupos, nunca personas."))
    field_order = ["group", "territory", "effect", "reason", "observer", "day"]

    def __init__(self, row: Intervention, *args: Any) -> None:
        super().__init__(row, *args)
        self.fields["group"].queryset = row.process.groups.all()  # type: ignore[attr-defined]
