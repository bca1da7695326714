"""The forms of planning and holding. What is typed into them is sealed or counted, never kept as it came."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.entry.uses import NOTHING, chosen
from tequio.listening.fieldwork import pseudonyms
from tequio.listening.fieldwork.models import Declared, Plan, Reason, RiskAnswer
from tequio.listening.fieldwork.planning import Arranged, Prepared
from tequio.listening.fieldwork.suspensions import stopped_places
from tequio.listening.guides import checklist
from tequio.listening.models import Assent, Encounter, EncounterKind, Recording, Use

OFFERED = 6
LONG = forms.Textarea(attrs={"rows": 3})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ArrangedForm(forms.Form):
    """Day, hour, place and check-in: sealed, and destroyed when the encounter is closed."""

    day = forms.DateField(label=_("Día"), widget=DAY, help_text=_(
        "Se guarda sellado. Al cerrar el encuentro se destruye y queda sólo la semana."))
    hour = forms.CharField(label=_("Hora"), max_length=20, required=False)
    place = forms.CharField(label=_("Lugar"), max_length=300, required=False, help_text=_(
        "Como lo necesite el equipo para llegar. También se destruye al cerrar."))
    check_in = forms.CharField(
        label=_("Aviso de que todos volvieron"), max_length=600, required=False, widget=LONG,
        help_text=_("Quién espera la llamada, a qué hora y qué hace si no llega. Sólo seudónimos."))

    def arranged(self) -> Arranged:
        said = self.cleaned_data
        return Arranged(said["day"], said["hour"], said["place"], said["check_in"])


class NewEncounterForm(ArrangedForm):
    kind = forms.ChoiceField(label=_("Tipo de encuentro"), choices=EncounterKind.choices)
    territory = forms.ModelChoiceField(label=_("Territorio"), queryset=Territory.objects.none())
    facilitator = forms.ChoiceField(label=_("Quién facilita"), help_text=_(
        "Un seudónimo del proceso. Los nombres no se escriben en ningún lado."))
    team = forms.MultipleChoiceField(label=_("Quién acompaña"), required=False, widget=forms.CheckboxSelectMultiple)
    recording = forms.ChoiceField(label=_("Registro"), choices=Recording.choices, initial=Recording.NOTES,
                                  widget=forms.RadioSelect, help_text=_(
        "Sin registro: se guarda sólo cuántas personas vinieron y, después, la reflexión de quien facilitó."))
    field_order = ["kind", "territory", "day", "hour", "place", "facilitator", "team", "check_in", "recording"]

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        self.fields["territory"].queryset = process.territories.exclude(  # type: ignore[attr-defined]
            pk__in=stopped_places(process.pk))
        used, free = pseudonyms.in_use(process), pseudonyms.free(process)[:OFFERED]
        choices = [(_("Ya en uso"), [(name, name) for name in used]), (_("Nuevos"), [(name, name) for name in free])]
        self.fields["facilitator"].choices = [(label, names) for label, names in choices if names]  # type: ignore[attr-defined]
        self.fields["team"].choices = [(name, name) for name in (*used, *free)]  # type: ignore[attr-defined]


class PreparationForm(forms.Form):
    """The assessment, line by line, and what is agreed beforehand."""

    referrals = forms.CharField(label=_("Lugares que acompañan"), required=False, max_length=3000, widget=LONG,
                                help_text=_("Salud, ayuda legal, apoyo emocional, búsqueda. Uno por línea; "
                                            "comprobados esta semana."))
    stop_signal = forms.CharField(label=_("Señal para parar"), required=False, max_length=300, help_text=_(
        "Un gesto o una palabra que cualquiera puede usar, y con la que todos paran sin preguntar."))
    care = forms.CharField(label=_("Cuidado del equipo"), required=False, max_length=2000, widget=LONG, help_text=_(
        "Quién va con quién, descanso después, con quién hablar si algo pesó."))
    danger = forms.CharField(label=_("Si alguien cuenta un peligro inminente"), required=False, max_length=2000,
                             widget=LONG, help_text=_(
        "A quién se acude y quién lo hace. Eso se atiende fuera de este sistema: aquí no se anota el caso."))

    def __init__(self, plan: Plan | None, *args: Any) -> None:
        super().__init__(*args)
        self.items = checklist((get_language() or "es")[:2])
        given = {row.item: row for row in plan.answers.all()} if plan else {}
        for item, text in self.items.items():
            row = given.get(item)
            self.fields[f"risk_{item}"] = forms.ChoiceField(
                label=text, choices=RiskAnswer.Answer.choices, widget=forms.RadioSelect, required=False,
                initial=row.answer if row else "")
            self.fields[f"why_{item}"] = forms.CharField(
                label=_("Por qué, y qué se hace"), required=False, max_length=1000, initial=row.reason if row else "")
        for name in ("referrals", "stop_signal", "care", "danger"):
            self.fields[name].initial = getattr(plan, name) if plan else ""

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"risk_{item}"], self[f"why_{item}"]) for item in self.items]

    def agreed(self) -> list[forms.BoundField]:
        return [self[name] for name in ("referrals", "stop_signal", "care", "danger")]

    def prepared(self) -> Prepared:
        said = self.cleaned_data
        return Prepared(said["referrals"], said["stop_signal"], said["care"], said["danger"],
                        {item: (said[f"risk_{item}"], said[f"why_{item}"]) for item in self.items})


class HeldForm(forms.Form):
    """What is kept of an encounter that took place: counts, never lists."""

    day = forms.DateField(label=_("Día en que se hizo"), widget=DAY, help_text=_("De aquí se guarda sólo la semana."))
    recording = forms.ChoiceField(label=_("Registro"), choices=Recording.choices, widget=forms.RadioSelect)
    uses = forms.MultipleChoiceField(label=_("Lo que el encuentro permitió"), required=False,
                                     choices=[*Use.choices, (NOTHING, _("nada de esto"))],
                                     widget=forms.CheckboxSelectMultiple, help_text=_(
        "Vale para todo lo dicho; las excepciones se marcan cartón por cartón. Si no se preguntó, déjalo vacío: "
        "entonces se pregunta con cada cartón."))
    assent = forms.ChoiceField(label=_("Niñas, niños y adolescentes"), choices=Assent.choices,
                               widget=forms.RadioSelect, initial=Assent.NO_MINORS)

    def __init__(self, groups: list[Group], encounter: Encounter, *args: Any) -> None:
        super().__init__(*args)
        self.groups = groups
        self.fields["recording"].initial = encounter.recording
        self.fields["day"].initial = encounter.week
        for group in groups:
            self.fields[f"came_{group.key}"] = forms.IntegerField(
                label=_("%(group)s: cuántas personas") % {"group": group}, min_value=0, max_value=5000, required=False)
        self.order_fields(["day", *(f"came_{group.key}" for group in groups), "uses", "assent", "recording"])

    def attendance(self) -> dict[Group, int]:
        return {group: self.cleaned_data[f"came_{group.key}"] or 0 for group in self.groups}

    def clean_uses(self) -> list[str]:
        uses: list[str] = self.cleaned_data["uses"]
        if NOTHING in uses and len(uses) > 1:
            raise forms.ValidationError(_("Elige lo que se permitió, o «nada de esto»."))
        return uses

    def allowed(self) -> dict[Use, bool]:
        """What was asked, use by use; nothing at all where nobody asked."""
        return chosen(self.cleaned_data["uses"]) or {}


class StopForm(forms.Form):
    step = forms.ChoiceField(label=_("Qué pasó"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Motivo, a grandes rasgos"), choices=[("", "—"), *Reason.choices], help_text=_(
        "De una lista corta, a propósito: el detalle de una amenaza no se guarda."))

    def __init__(self, steps: list[tuple[str, Any]], *args: Any) -> None:
        super().__init__(*args)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]
        self.fields["step"].initial = steps[0][0] if steps else ""


class ClosingForm(forms.Form):
    sure = forms.BooleanField(label=_("Sí: ya no falta anotar nada, y el día y el lugar se destruyen"))


class ReflectionForm(forms.Form):
    text = forms.CharField(
        label=_("Reflexión de quien facilitó"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Con palabras propias y sin citar a nadie: qué pesó, qué se evitó, qué harías distinto. Se guarda "
                    "sellada."))


class SuspensionForm(forms.Form):
    reason = forms.ChoiceField(label=_("Motivo, a grandes rasgos"), choices=Reason.choices)
    declared = forms.ChoiceField(label=_("Cuándo y cómo se declara el hueco"), choices=Declared.choices,
                                 widget=forms.RadioSelect, initial=Declared.NOW, help_text=_(
        "Lo decide el equipo local. Si la noticia misma pone en riesgo, puede esperar o decirse sin el lugar."))
    declare_from = forms.DateField(label=_("Fecha desde la que se declara"), widget=DAY, required=False)
    note = forms.CharField(label=_("Nota para el equipo"), required=False, max_length=2000, widget=LONG,
                           help_text=_("Se guarda sellada y no se publica."))


class PseudonymKeyForm(forms.Form):
    pseudonym = forms.ChoiceField(label=_("Seudónimo"))
    note = forms.CharField(label=_("Quién es"), required=False, max_length=300, help_text=_(
        "Sólo si hace falta para una emergencia. Vacío: se destruye."), widget=forms.TextInput(
            attrs={"autocomplete": "off"}))

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        self.fields["pseudonym"].choices = [(name, name) for name in pseudonyms.in_use(process)]  # type: ignore[attr-defined]
