"""Which proposals the desk lists, as an address says it."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import ProposalStatus
from tequio.agendas.proposals.queries import Wanted
from tequio.foundation.places.models import Group, Process, Territory

LACKS = [("", _("todas")), ("review", _("sin revisar si reproducen violencia")),
         ("agenda", _("todavía en ninguna agenda")), ("body", _("sin organismo público que las deba"))]


class FilterForm(forms.Form):
    """What does not fit is left aside: an address that somebody typed lists what it can."""

    estado = forms.ChoiceField(choices=ProposalStatus.choices, required=False, widget=forms.HiddenInput)
    lugar = forms.ModelChoiceField(label=_("Lugar"), queryset=Territory.objects.none(), required=False,
                                   empty_label=_("todos"))
    grupo = forms.ModelChoiceField(label=_("Grupo"), queryset=Group.objects.none(), required=False,
                                   empty_label=_("todos"))
    falta = forms.ChoiceField(label=_("Qué les falta"), choices=LACKS, required=False)

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        self.fields["lugar"].queryset = process.territories.all()  # type: ignore[attr-defined]
        self.fields["grupo"].queryset = process.groups.all()  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        place, group = said.get("lugar"), said.get("grupo")
        return Wanted(ProposalStatus(said.get("estado") or ProposalStatus.CURRENT), place.pk if place else None,
                      group.pk if group else None, said.get("falta") or "")

    def address(self) -> str:
        wanted = self.wanted()
        every = {"estado": wanted.status.value, "lugar": wanted.territory, "grupo": wanted.group,
                 "falta": wanted.lack}
        return urlencode({name: value for name, value in every.items() if value})
