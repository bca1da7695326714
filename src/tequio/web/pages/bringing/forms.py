"""What is asked when a file is handed over, and what the answers to «which question is what» make of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tequio.chain.bringing.onto import Choices
from tequio.foundation.places.models import Territory
from tequio.listening.bringing.models import FileKind
from tequio.listening.cards import encounter_title
from tequio.listening.importers.cutting import CUTS
from tequio.listening.models import Encounter, EncounterKind, Use

# What a column can be. The order is that of the page.
ROLES = (("", _("no se toma")), ("voices", _("lo que se dijo")), ("group", _("grupo")), ("place", _("colonia o lugar")),
         ("agrees", _("si acepta participar")), ("consent", _("qué permite hacer con sus palabras")),
         ("week", _("fecha")))
KEY = ("key", _("lo que identifica cada respuesta"))
GIVEN = (Use.QUOTE, Use.DIALOGUE, Use.ARCHIVE)
NOWHERE = "-"


class FileForm(forms.Form):
    """The file, what it is, and where it was collected."""

    file = forms.FileField(label=_("Archivo"), allow_empty_file=True, max_length=255)
    kind = forms.ChoiceField(label=_("Qué es"), required=False, choices=(
        ("", _("que se reconozca")), *FileKind.choices))
    where = forms.ChoiceField(label=_("De dónde viene"), help_text=_(
        "De un encuentro que ya se anotó; o de un territorio, y entonces se anota un encuentro por cada semana."))
    beside = forms.FileField(label=_("Diccionario de la encuesta"), required=False, max_length=255, help_text=_(
        "Sólo para tablas con códigos: una hoja con variable, etiqueta y valores. Los de SPSS lo traen dentro."))

    def __init__(self, encounters: Iterable[Encounter], territories: Iterable[Territory], *args: Any) -> None:
        super().__init__(*args)
        self.encounters = {f"e{row.pk}": row for row in encounters}
        self.territories = {f"t{row.pk}": row for row in territories}
        near = [(name, f"{row.territory.name} · {encounter_title(row)}") for name, row in self.encounters.items()]
        around = [(name, row.name) for name, row in self.territories.items()]
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (label, options) for label, options in ((_("Encuentros realizados"), near), (_("Territorios"), around))
            if options]

    def place(self) -> tuple[Territory, Encounter | None]:
        encounter = self.encounters.get(self.cleaned_data["where"])
        return (encounter.territory, encounter) if encounter else (
            self.territories[self.cleaned_data["where"]], None)


def chosen(said: QueryDict, kind: str) -> Choices:
    """The answers of the page as choices for the file; what is not there was not answered."""
    columns: dict[str, list[str]] = {}
    for pair in said.getlist("role"):
        role, _colon, name = pair.partition(":")
        if role and name:
            columns.setdefault(role, []).append(name)
    given = said.getlist("given")
    uses = {"consent": [use for use in given if use in Use.values]} if given else {}
    choices: Choices = {
        "replace": {"group": _readings(said, "group"), "consent": _readings(said, "use")},
        "values": {name: said.get(name, "").strip()[:200] for name in ("group", "week", "facilitator")},
        "encounter": {"kind": said.get("encounter_kind") or EncounterKind.FORUM.value} | uses}
    if kind == FileKind.TRANSCRIPT and said.get("cut") in CUTS:
        choices["cut"] = said["cut"]
    if kind == FileKind.AGENDA_LIST:
        text = said.get("text", "").strip()
        return {"columns": {"text": [text]}} if text else {}
    return choices | ({} if kind == FileKind.TRANSCRIPT else {"columns": columns})


def _readings(said: QueryDict, name: str) -> dict[str, str]:
    """Answers given another reading; «none of them» is a reading, too."""
    pairs = zip(said.getlist(f"{name}_said"), said.getlist(f"{name}_is"), strict=False)
    return {answer: "" if reading == NOWHERE else reading for answer, reading in pairs if reading}
