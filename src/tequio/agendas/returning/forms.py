"""The forms of the return: one answer an item, a reason where a group cannot be reached."""

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import Item, Said, Why
from tequio.agendas.proposals.actions import MOST_WORDS


class AnswersForm(forms.Form):
    """Nothing is marked beforehand: what a group did not say is not taken for a yes."""

    day = forms.DateField(label=_("Día en que se leyó"), widget=forms.DateInput(
        attrs={"type": "date"}, format="%Y-%m-%d"), help_text=_("De aquí se guarda sólo la semana."))
    # The revision that was on the page, which is what the group was read.
    seen = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Lo que dijo de la agenda entera"), required=False, max_length=MOST_WORDS,
                           widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, items: list[Item], texts: dict[UUID, str], revision: int, data: Any = None) -> None:
        super().__init__(data, initial={"seen": revision})
        self.items, self.revision = items, revision
        for item in items:
            self.fields[f"said_{item.pk}"] = forms.ChoiceField(
                label=f"{item.number}. {texts[item.pk]}", choices=Said.choices, widget=forms.RadioSelect)
            self.fields[f"wanted_{item.pk}"] = forms.CharField(
                label=_("Si no es así, ¿cómo la quieren?"), required=False, max_length=MOST_WORDS,
                widget=forms.Textarea(attrs={"rows": 2}))
        self.order_fields(["day", *(name for item in items for name in (f"said_{item.pk}", f"wanted_{item.pk}"))])

    def show_again(self) -> None:
        """As typed, beside the words of now; what was answered to words that changed since is asked again."""
        said = dict(self.data.items())
        seen = str(said.get("seen", ""))
        for item in self.items:
            if item.revision > (int(seen) if seen.isdecimal() else 0):
                said.pop(f"said_{item.pk}", None)
        said["seen"] = self.revision
        self.data = said

    def answers(self) -> dict[UUID, tuple[str, str]]:
        said = self.cleaned_data
        return {item.pk: (said[f"said_{item.pk}"], said[f"wanted_{item.pk}"]) for item in self.items}

    def week(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["day"]
        return day - datetime.timedelta(days=day.weekday())


class UnreachedForm(forms.Form):
    why = forms.ChoiceField(label=_("Por qué no se pudo volver"), choices=Why.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Lo que se puede contar"), required=False, max_length=1000, widget=forms.Textarea(
        attrs={"rows": 2}), help_text=_("Se imprime en la agenda, después de que dos personas lo lean."))


class KeepForm(forms.Form):
    reason = forms.CharField(label=_("Por qué se queda como está"), max_length=1000, widget=forms.Textarea(
        attrs={"rows": 3}), help_text=_("Lo que el grupo quería queda impreso junto a esta razón."))
