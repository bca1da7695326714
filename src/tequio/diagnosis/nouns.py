"""The tables and the steps of this room: what each is called, how the team sees one, how its rows travel and end."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tequio.diagnosis.models import (
    Answer,
    Assignment,
    Code,
    CodeChange,
    Coding,
    Finding,
    FindingVersion,
    Link,
    Settlement,
    Share,
    Sheet,
    Stance,
)
from tequio.diagnosis.models import Step as CodingStep
from tequio.foundation.register import (
    Ends,
    Part,
    Room,
    Step,
    Table,
    declare_room,
    declare_steps,
    declare_tables,
)
from tequio.foundation.trail.noun import TrailNoun, Withdrawing


def declare_nouns() -> None:
    declare_room(Room(name="diagnosis", label=_("Diagnóstico"), by_territory=True))
    declare_steps(*_steps())
    declare_tables(
        Table(
            model=Code, travels=Part.GROUND, leaves=True,
            columns={"label_es": _("Nombre en español"), "label_en": _("Nombre en inglés")}),
        TrailNoun(
            model=Coding, label=_("codificación"), plural=_("codificaciones"), step=3,
            title=lambda row: f"{row.code}: {row.quote}", withdraw=Withdrawing.DELETE,
            worded=lambda row, words: f"{row.code}: {words.passage(row.voice, row.start, row.end, row.quote)}",
            travels=Part.WHOLE, leaves=True, counted=True, sealed=dict.fromkeys(
                ("quote", "before", "after", "reason", "memo"), Ends.VOICE),
            columns={"code_id": _("Código"), "coder": _("Quién codificó"), "quote": _("Cita")}),
        TrailNoun(
            model=Link, label=_("vínculo"), plural=_("vínculos"), step=3,
            title=lambda row: f"{row.origin} {row.get_relation_display()} {row.goal}", words=("circumstance",),
            withdraw=Withdrawing.DELETE,
            worded=lambda row, words: f"{row.origin} {row.get_relation_display()} {row.goal}",
            travels=Part.WHOLE, leaves=True, sealed=dict.fromkeys(
                ("circumstance", "quote", "before", "after"), Ends.VOICE)),
        TrailNoun(
            model=Finding, label=_("hallazgo"), plural=_("hallazgos"), step=4,
            title=lambda row: row.claim, words=("claim",), withdraw=Withdrawing.REVIEW,
            travels=Part.WHOLE, leaves=True, counted=True, sealed={"claim": Ends.NOUN, "limits": Ends.NOUN},
            columns={"claim": _("Lo que se afirma")}),
        Table(model=Stance, travels=Part.WHOLE, leaves=True, sealed={"note": Ends.HANGS}),
        Table(model=CodeChange, stays="why the codebook was changed, on the machine where it was; the entries travel",
              leaves=False, sealed={"why": Ends.TEAM, "before": Ends.TEAM}),
        Table(model=FindingVersion, stays="earlier wordings; the finding travels", leaves=False,
              sealed={"claim": Ends.HANGS, "limits": Ends.HANGS}),
        Table(model=Sheet, stays="how far one coder is on one machine; the codings travel", leaves=False),
        Table(model=CodingStep, stays="as above", leaves=False, sealed={"changes": Ends.VOICE}),
        Table(model=Share, stays="who codes what is said on the machine where they code", leaves=False),
        Table(model=Assignment, stays="as above", leaves=False),
        Table(model=Settlement, stays="as above", leaves=False, sealed={"reason": Ends.VOICE}),
        Table(model=Answer, stays="as above", leaves=False, sealed={"text": Ends.VOICE}),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step(
            key="coding", phase="room", label=_("Codificación"), room="diagnosis",
            model=Coding, territory="voice__encounter__territory_id",
            meaning=_("Se señala de qué habla cada frase."),
            noun=ngettext_lazy("pasaje señalado", "pasajes señalados"),
            missing=_("Falta leer las voces con el libro de códigos: en Diagnóstico, «Codificar».")),
        Step(
            key="finding", phase="room", label=_("Hallazgo"), room="diagnosis",
            model=Finding, territory="territory_id",
            meaning=_("Lo que muchas voces muestran juntas, y en qué difieren."),
            noun=ngettext_lazy("hallazgo", "hallazgos"),
            missing=_("Falta decir qué muestran las voces juntas: en Diagnóstico, «Escribir un hallazgo».")),
    )
