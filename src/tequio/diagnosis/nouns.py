"""The tables and the steps of this room: what each is called, how the team sees one, how its rows travel and end."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tequio.diagnosis.models import Code, Coding, Finding, Link, Stance
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
            travels=Part.WHOLE, leaves=True, counted=True, sealed={"quote": Ends.VOICE, "reason": Ends.VOICE},
            columns={"code_id": _("Código"), "coder": _("Quién codificó"), "quote": _("Cita")}),
        TrailNoun(
            model=Link, label=_("vínculo"), plural=_("vínculos"), step=3,
            title=lambda row: f"{row.origin} {row.get_relation_display()} {row.goal}", words=("circumstance",),
            withdraw=Withdrawing.DELETE,
            worded=lambda row, words: f"{row.origin} {row.get_relation_display()} {row.goal}",
            travels=Part.WHOLE, leaves=True, sealed={"circumstance": Ends.VOICE}),
        TrailNoun(
            model=Finding, label=_("hallazgo"), plural=_("hallazgos"), step=4,
            title=lambda row: row.claim, words=("claim",), withdraw=Withdrawing.REVIEW,
            travels=Part.WHOLE, leaves=True, counted=True, sealed={"claim": Ends.NOUN},
            columns={"claim": _("Lo que se afirma")}),
        Table(model=Stance, travels=Part.WHOLE, leaves=True, sealed={"note": Ends.HANGS}),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step(
            key="coding", phase="room", label=_("Codificación"), room="diagnosis",
            model=Coding, territory="voice__encounter__territory_id",
            meaning=_("Se señala de qué habla cada frase."),
            noun=ngettext_lazy("pasaje señalado", "pasajes señalados"),
            missing=_("Falta leer las voces con el libro de códigos. "
                      "Hoy entra con la hoja «codificaciones»; Diagnóstico la muestra.")),
        Step(
            key="finding", phase="room", label=_("Hallazgo"), room="diagnosis",
            model=Finding, territory="territory_id",
            meaning=_("Lo que muchas voces muestran juntas, y en qué difieren."),
            noun=ngettext_lazy("hallazgo", "hallazgos"),
            missing=_("Falta decir qué muestran las voces juntas. "
                      "Hoy entra con la hoja «hallazgos»; Diagnóstico la muestra.")),
    )
