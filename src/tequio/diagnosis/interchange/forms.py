"""The file of another tool, and where what it holds was heard."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.models import Encounter, EncounterStatus


class ProjectForm(forms.Form):
    """A project, the encounter or place of its texts, and the group that speaks, if it is one."""

    file = forms.FileField(label=_("Archivo"), allow_empty_file=True, max_length=255, help_text=_(
        "Un .qdpx o .qdc de NVivo, ATLAS.ti, MAXQDA o Quirkos; data.qda de QualCoder; la base de Taguette."))
    where = forms.ChoiceField(label=_("Dónde se escuchó"), help_text=_(
        "En un encuentro ya anotado; o en un territorio, y entonces se anota un encuentro nuevo, en el que nadie "
        "preguntó para qué se puede usar lo dicho."))
    group = forms.ModelChoiceField(label=_("Grupo que habla"), queryset=Group.objects.none(), required=False,
                                   empty_label=_("varios, o no se sabe"))

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        encounters = Encounter.objects.filter(process=process, closed=False, status__in=(
            EncounterStatus.HELD, EncounterStatus.SUSPENDED)).select_related("territory")
        self._encounters = {f"e{row.pk}": row for row in encounters}
        self._territories = {f"t{row.pk}": row for row in Territory.objects.filter(process=process).order_by("name")}
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (label, options) for label, options in (
                (_("Encuentros realizados"), [(name, f"{row.territory.name} · {row.key}")
                                              for name, row in self._encounters.items()]),
                (_("Territorios"), [(name, row.name) for name, row in self._territories.items()])) if options]
        self.fields["group"].queryset = process.groups.order_by("order", "key")  # type: ignore[attr-defined]

    def place(self) -> Encounter | Territory:
        where = self.cleaned_data["where"]
        return self._encounters.get(where) or self._territories[where]
