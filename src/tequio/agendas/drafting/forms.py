"""The forms with which an agenda is put together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.agendas.drafting.marks import mark
from tequio.agendas.models import Agenda, Item
from tequio.agendas.proposals.actions import MOST_WORDS
from tequio.foundation.places.models import Group, Territory


class StartForm(forms.Form):
    territory = forms.ModelChoiceField(label=_("Lugar"), queryset=Territory.objects.none())
    title = forms.CharField(label=_("Título"), max_length=200)

    def __init__(self, free: Any, *args: Any) -> None:
        super().__init__(*args)
        self.fields["territory"].queryset = free  # type: ignore[attr-defined]


class Marked(forms.Form):
    """A form that knows which words its reader saw, so that two people do not write over each other."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def show_again(self) -> None:
        """As typed; what is sent after the refusal goes over the words of now."""
        said = dict(self.data.items())
        said["seen"] = self.initial["seen"]
        self.data = said


class DescribeForm(Marked):
    title = forms.CharField(label=_("Título"), max_length=200)
    context = forms.CharField(label=_("De dónde partimos"), required=False, max_length=8000, widget=forms.Textarea(
        attrs={"rows": 8}), help_text=_("Lo que se encontró y las cifras que lo acompañan, con lo que no alcanzan a "
                                        "ver."))

    def __init__(self, agenda: Agenda, data: Any = None) -> None:
        super().__init__(data, initial={
            "title": agenda.title, "context": agenda.context, "seen": mark(agenda.title, agenda.context)})


class OpeningForm(Marked):
    """The security that one group wants, in its own words."""

    text = forms.CharField(label=_("La seguridad que este grupo quiere, con sus palabras"), required=False,
                           max_length=MOST_WORDS, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, text: str, data: Any = None) -> None:
        super().__init__(data, initial={"text": text, "seen": mark(text)})


class PlaceForm(forms.Form):
    number = forms.IntegerField(label=_("Lugar en la agenda"), min_value=1, max_value=10_000)
    section = forms.CharField(label=_("Tema"), required=False, max_length=120)

    def __init__(self, item: Item, data: Any = None) -> None:
        super().__init__(data, initial={"number": item.number, "section": item.section})


class CorrectForm(forms.Form):
    text = forms.CharField(label=_("La nueva redacción"), max_length=MOST_WORDS,
                           widget=forms.Textarea(attrs={"rows": 5}))
    reason = forms.CharField(label=_("Por qué cambia"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


def groups_of(agenda: Agenda) -> list[Group]:
    return list(Group.objects.filter(process=agenda.process_id))
