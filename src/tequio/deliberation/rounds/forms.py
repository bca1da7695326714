"""Forms of rounds: opening one, reviewing a statement, adding a room, writing down a reason."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.deliberation.models import Answer, Position, Round, Statement
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.models import Encounter
from tequio.protection.showing.names import looks_like_names

LONG = forms.Textarea(attrs={"rows": 4})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONGEST_STATEMENT, MOST_STATEMENTS = 280, 60
SIDES = [(Position.AGREE, _("a favor")), (Position.DISAGREE, _("en contra")), (Position.PASS, _("con dudas"))]


class RoundForm(forms.Form):
    title = forms.CharField(label=_("Nombre de la ronda"), max_length=200)
    territory = forms.ModelChoiceField(label=_("Territorio"), queryset=Territory.objects.none())
    question = forms.CharField(label=_("La pregunta que se lee al empezar"), max_length=300, required=False)
    statements = forms.CharField(
        label=_("Afirmaciones, una por renglón"), widget=forms.Textarea(attrs={"rows": 10}), help_text=_(
            "Frases cortas con las que se pueda estar de acuerdo o no, tomadas de lo que dijeron los grupos, sin "
            "nombres. De siete a veinte alcanzan para una tarde. Antes de que alguna se proponga hay que revisarla."))

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        self._process = process
        self.fields["territory"].queryset = process.territories.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What looks like a name is shown to whoever typed it, who takes it out or says that it is nobody's."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        seen = looks_like_names(self._process, said.get("statements") or [])
        if seen:
            self.fields["looked"] = forms.BooleanField(label=_("Ya lo revisé: no es el nombre ni la seña de nadie"),
                                                       required=False)
            if not self.data.get("looked"):
                self.add_error("statements", [_("Afirmación %(number)s: «%(words)s» parece un nombre o una seña.") % {
                    "number": number, "words": words} for number, words in seen])
        return said

    def clean_statements(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["statements"].splitlines() if line.strip()]
        lines = list(dict.fromkeys(lines))
        if not lines or len(lines) > MOST_STATEMENTS or max(map(len, lines)) > LONGEST_STATEMENT:
            raise forms.ValidationError(_("De una a %(most)s frases, cada una de hasta %(long)s letras.") % {
                "most": MOST_STATEMENTS, "long": LONGEST_STATEMENT})
        return lines


class ReviewForm(forms.Form):
    """«Does it reproduce violence?», with what answers it where it does or may."""

    answer = forms.ChoiceField(label=_("¿Reproduce violencia?"), choices=Answer.choices, widget=forms.RadioSelect,
                               help_text=_("A quién pone en peligro, a quién nombra enemigo, qué violencia repite."))
    feeds = forms.CharField(label=_("Qué la alimenta"), required=False, max_length=2000, widget=LONG, help_text=_(
        "El miedo, el coraje o la impunidad de donde sale, con respeto: quien la apoya no es el enemigo."))
    reply = forms.CharField(label=_("Qué se contesta"), required=False, max_length=2000, widget=LONG, help_text=_(
        "Qué protege de verdad, a quién, y qué se hace en su lugar. Hace falta si hay riesgo o si no se adopta."))

    def __init__(self, statement: Statement, *args: Any) -> None:
        super().__init__(*args)
        self.fields["answer"].initial = statement.reproduces_violence
        self.fields["feeds"].initial, self.fields["reply"].initial = statement.feeds, statement.reply


class SittingForm(forms.Form):
    title = forms.CharField(label=_("Cómo se llama esta sala"), max_length=120, help_text=_(
        "Un nombre que no señale a nadie ni diga dónde vive."))
    encounter = forms.ModelChoiceField(
        label=_("Encuentro en que se reúnen"), queryset=Encounter.objects.none(), required=False, help_text=_(
            "Las razones que se den se guardan como voces de ese encuentro, con lo que ahí se permitió."))

    def __init__(self, round: Round, *args: Any) -> None:
        super().__init__(*args)
        self.fields["encounter"].queryset = Encounter.objects.filter(  # type: ignore[attr-defined]
            process=round.process_id, territory=round.territory_id)
        self.fields["encounter"].label_from_instance = (  # type: ignore[attr-defined]
            lambda row: f"{row.key} · {row.get_kind_display()}")


class ReasonForm(forms.Form):
    statement = forms.ModelChoiceField(label=_("Afirmación"), queryset=Statement.objects.none())
    side = forms.TypedChoiceField(label=_("De qué lado"), choices=SIDES, coerce=int, widget=forms.RadioSelect)
    group = forms.ModelChoiceField(label=_("Grupo"), queryset=Group.objects.none(), required=False)
    text = forms.CharField(label=_("La razón, con las palabras de quien la dijo"), max_length=4000, widget=LONG,
                           help_text=_("Sin nombres. No se anota qué votó quien la dijo."))

    def __init__(self, statements: list[Statement], round: Round, *args: Any) -> None:
        super().__init__(*args)
        self.fields["statement"].queryset = Statement.objects.filter(round=round)  # type: ignore[attr-defined]
        texts = {row.pk: row.text for row in statements}
        self.fields["statement"].label_from_instance = lambda row: texts[row.pk]  # type: ignore[attr-defined]
        self.fields["group"].queryset = Group.objects.filter(process=round.process_id)  # type: ignore[attr-defined]


class OnlineForm(forms.Form):
    """Until when an online vote is open, and how many slips go out through each group."""

    closes_on = forms.DateField(label=_("Último día para responder"), widget=DAY)

    def __init__(self, groups: list[Group], *args: Any) -> None:
        super().__init__(*args)
        self.groups = groups
        for group in groups:
            self.fields[f"slips_{group.key}"] = forms.IntegerField(
                label=_("Invitaciones por medio de: %(group)s") % {"group": group}, min_value=0, max_value=600,
                required=False)
        self.fields["slips"] = forms.IntegerField(
            label=_("Invitaciones sin decir de qué grupo"), min_value=0, max_value=600, required=False)

    def wanted(self) -> dict[Group | None, int]:
        asked: dict[Group | None, int] = {
            group: self.cleaned_data[f"slips_{group.key}"] or 0 for group in self.groups}
        return asked | {None: self.cleaned_data["slips"] or 0}

    def day(self) -> datetime.date:
        found: datetime.date = self.cleaned_data["closes_on"]
        return found
