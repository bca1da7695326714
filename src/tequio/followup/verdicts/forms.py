"""The forms of the two columns: what a group says, and what the office says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.followup.models import CommunityVerdict, OfficialStatus
from tequio.followup.requests.forms import LONG, day_field
from tequio.followup.verdicts.actions import Told
from tequio.followup.verdicts.models import Asking, But
from tequio.foundation.places.models import Group, Process


class WaveForm(forms.Form):
    wave = forms.TypedChoiceField(label=_("Ola"), coerce=int)

    def __init__(self, last: int, *args: Any) -> None:
        super().__init__(*args)
        waves = [last, last + 1] if last else [1]
        self.fields["wave"].choices = [(one, _("ola %(n)s") % {"n": one}) for one in waves]  # type: ignore[attr-defined]


class SayForm(WaveForm):
    group = forms.ModelChoiceField(label=_("Qué grupo"), queryset=Group.objects.none())
    community = forms.ChoiceField(label=_("Qué dice que cambió"), widget=forms.RadioSelect, choices=[
        one for one in CommunityVerdict.choices if one[0] != CommunityVerdict.SPLIT])
    reason = forms.CharField(label=_("Por qué lo dicen"), max_length=3000, widget=LONG,
                             help_text=_("Con sus palabras y sin nombres."))
    but = forms.ChoiceField(label=_("Y además"), required=False, choices=[("", "—"), *But.choices])
    asking = forms.ChoiceField(label=_("Cómo se preguntó"), choices=Asking.choices)
    people = forms.IntegerField(label=_("Cuántas personas estaban"), min_value=1, max_value=30000, help_text=_(
        "Fuera del equipo, lo que dice un grupo pequeño se pone sin su nombre."))
    day = day_field(_("Qué día"))

    def __init__(self, process: Process, last: int, *args: Any) -> None:
        super().__init__(last, *args)
        self.fields["group"].queryset = process.groups.all()  # type: ignore[attr-defined]

    def told(self) -> Told:
        said = self.cleaned_data
        return Told(said["community"], said["asking"], said["people"], said["day"], said["reason"], said["but"])


class ReportForm(WaveForm):
    official = forms.ChoiceField(label=_("Qué dice la oficina"), widget=forms.RadioSelect,
                                 choices=OfficialStatus.choices)
    source = forms.CharField(label=_("Dónde lo dice"), max_length=600,
                             help_text=_("Un informe, una página, un oficio: que se pueda volver a encontrar."))
    day = day_field(_("De qué día es"))
