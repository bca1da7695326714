"""What the board can be narrowed to."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.followup.board.queries import Wanted
from tequio.foundation.places.models import Process, Sphere

STANDINGS = [
    ("", _("todos")), ("unasked", _("no se ha pedido")), ("waiting", _("en plazo")), ("late", _("sin respuesta")),
    ("answered", _("con respuesta")), ("promised", _("con compromiso")),
]


class WantedForm(forms.Form):
    agenda = forms.ChoiceField(label=_("Lugar"), required=False)
    sphere = forms.ChoiceField(label=_("Nivel"), required=False, choices=[("", _("todos")), *Sphere.choices])
    office = forms.ChoiceField(label=_("Oficina"), required=False)
    group = forms.ChoiceField(label=_("Grupo"), required=False)
    standing = forms.ChoiceField(label=_("Cómo va"), required=False, choices=STANDINGS)

    def __init__(self, process: Process, agendas: list[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        every = [("", _("todos"))]
        offices = [(str(one.pk), one.name) for one in process.institutions.all()]
        groups = [(str(one.pk), str(one)) for one in process.groups.all()]
        for name, choices in (("agenda", agendas), ("office", offices), ("group", groups)):
            self.fields[name].choices = [*every, *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """What was asked for; a value that is on no list asks for nothing."""
        self.is_valid()
        said = self.cleaned_data
        agenda, office, group = (UUID(said[name]) if said.get(name) else None for name in ("agenda", "office", "group"))
        return Wanted(agenda, said.get("sphere", ""), office, group, said.get("standing", ""))
