"""Silences that belong to no encounter: a place nobody reached, a group absent everywhere, a topic avoided again and
again."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tequio.foundation.accounts.access import actor_of, admitted
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere, reach
from tequio.foundation.places.models import Group, Process, Territory
from tequio.listening.actions import declare_silences
from tequio.listening.entry.cards import LONGEST
from tequio.listening.models import Silence, SilenceKind

KINDS = (SilenceKind.PLACE_NOT_REACHED, SilenceKind.GROUP_ABSENT, SilenceKind.TOPIC_AVOIDED, SilenceKind.REFUSAL)


class SilenceForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Qué falta"), choices=[(kind.value, kind.label) for kind in KINDS],
                             widget=forms.RadioSelect)
    territory = forms.ModelChoiceField(label=gettext_lazy("Dónde"), queryset=Territory.objects.none())
    group = forms.ModelChoiceField(label=gettext_lazy("Grupo"), queryset=Group.objects.none(), required=False,
                                   empty_label=gettext_lazy("De varios o de ninguno"))
    text = forms.CharField(
        label=gettext_lazy("Qué se sabe de ello"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy(
            "Qué los alejó, qué tema se evita, por qué no se llegó: a grandes rasgos y sin señalar a nadie. Vacío: "
            "queda el hueco sin nombre. Se guarda sellado."))

    def __init__(self, process: Process, *args: Any) -> None:
        super().__init__(*args)
        places, within = process.territories.all(), reach()
        self.fields["territory"].queryset = (  # type: ignore[attr-defined]
            places if within is None else places.filter(pk__in=within))
        self.fields["group"].queryset = process.groups.all()  # type: ignore[attr-defined]


def silence(request: HttpRequest, process_id: UUID) -> HttpResponse:
    process = admitted(request, "declare_silence", process_id)
    form = SilenceForm(process, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        note_apart(actor=actor_of(request), territory=said["territory"], kind=said["kind"], group=said["group"],
                   text=said["text"])
        messages.success(request, _("El silencio quedó anotado."))
        return redirect("listening:silences", process_id)
    title = _("Anotar un silencio")
    return render(request, "listening/task.html", {
        "title": title, "form": form, "submit": _("Guardar"), "back": reverse("listening:silences", args=[process_id]),
        "lede": _("El que no cabe en un encuentro: un lugar al que no se llegó, un grupo que falta en todas partes, un "
                  "tema que se evita una y otra vez. Los de un encuentro se anotan con sus cartones."),
        "crumbs": [{"label": _("Escucha"), "url": reverse("listening:index", args=[process_id])},
                   {"label": _("Silencios"), "url": reverse("listening:silences", args=[process_id])},
                   {"label": title, "url": ""}]})


def note_apart(*, actor: User, territory: Territory, kind: str, group: Group | None, text: str) -> Silence:
    """What is missing in a territory, whatever the encounter; no text is a gap without a name."""
    row = Silence(process_id=territory.process_id, territory=territory, group=group, key=_free_key(territory),
                  kind=kind, text=text.strip())
    declare_silences(actor=actor, process=territory.process, silences=[row])
    return row


def _free_key(territory: Territory) -> str:
    """Numbered within the territory; a number that is gone may be given again, one that is there never."""
    before = f"{territory.key[:60]}-s"
    with everywhere():
        taken = set(Silence.objects.filter(process_id=territory.process_id, key__startswith=before)
                    .values_list("key", flat=True))
    return next(key for number in range(1, len(taken) + 2) if (key := f"{before}{number}") not in taken)
