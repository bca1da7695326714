"""The forms of the proposals desk. What is typed into them is sealed; nothing is kept as it came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.agendas.models import Priority, Proposal
from tequio.agendas.proposals.actions import MOST_WORDS, Worded
from tequio.foundation.places.models import Group, Process, Territory

LONG = forms.Textarea(attrs={"rows": 4})
PARTS = 4


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Por qué"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class WordedForm(forms.Form):
    """The words of a proposal, its theme and how urgent it is."""

    text = forms.CharField(label=_("Qué se pide"), max_length=MOST_WORDS, widget=LONG, help_text=_(
        "En palabras de la gente, una cosa por propuesta. Sin nombres de personas."))
    section = forms.CharField(label=_("Tema"), max_length=120, required=False)
    priority = forms.TypedChoiceField(label=_("Prioridad"), required=False, coerce=int, empty_value=None,
                                      choices=[("", _("sin decir")), *Priority.choices])

    def worded(self) -> Worded:
        said = self.cleaned_data
        return Worded(said["text"], said["section"], said["priority"])


class WriteForm(WordedForm):
    territory = forms.ModelChoiceField(label=_("Lugar"), queryset=Territory.objects.none())
    group = forms.ModelChoiceField(label=_("Grupo que la pide"), queryset=Group.objects.none(), required=False)
    field_order = ("text", "territory", "group", "section", "priority")

    def __init__(self, process: Process, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["territory"].queryset = process.territories.all()  # type: ignore[attr-defined]
        self.fields["group"].queryset = process.groups.all()  # type: ignore[attr-defined]


class EditForm(WordedForm):
    reason = forms.CharField(label=_("Por qué cambia"), max_length=1000, required=False, widget=forms.Textarea(
        attrs={"rows": 2}))

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        super().__init__(data, initial={"text": proposal.text, "section": proposal.section,
                                        "priority": proposal.priority or ""})


class MergeForm(WordedForm):
    reason = forms.CharField(label=_("Por qué piden lo mismo"), max_length=1000, widget=forms.Textarea(
        attrs={"rows": 2}), help_text=_("Las propuestas quedan como estaban, con lo que se votó de cada una."))


class SplitForm(forms.Form):
    """Up to four parts; those left empty do not count."""

    section = forms.CharField(label=_("Tema"), max_length=120, required=False)
    reason = forms.CharField(label=_("Por qué se divide"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, proposal: Proposal, data: Any = None) -> None:
        super().__init__(data, initial={"section": proposal.section, "part_1": proposal.text})
        for number in range(1, PARTS + 1):
            self.fields[f"part_{number}"] = forms.CharField(
                label=_("Parte %(number)s") % {"number": number}, max_length=MOST_WORDS, required=number <= 2,
                widget=forms.Textarea(attrs={"rows": 3}))
        self.order_fields([*(f"part_{number}" for number in range(1, PARTS + 1)), "section", "reason"])
        self.priority = proposal.priority

    def parts(self) -> list[Worded]:
        said = self.cleaned_data
        every = [said[f"part_{number}"] for number in range(1, PARTS + 1)]
        return [Worded(text, said["section"], self.priority) for text in every if text]
