"""The tables and the steps of this room: what each is called, how the team sees one, how its rows travel and end."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

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
from tequio.foundation.trail.noun import TrailNoun
from tequio.listening.bringing.models import Delivery, Imprint, Spelling
from tequio.listening.capture.models import Audio, Letter, Phone
from tequio.listening.entry.models import Draft, Picture
from tequio.listening.fieldwork.models import Appointment, Plan, PseudonymKey, Reflection, RiskAnswer, Suspension
from tequio.listening.models import Attendance, Consent, Encounter, Silence, Voice

# Names of people, how danger was judged, somebody's own voice as a sound, what was not finished and what opens a way
# in leave with no process.


def declare_nouns() -> None:
    declare_room(Room(name="listening", label=_("Escucha"), by_territory=True))
    declare_steps(*_steps())
    declare_tables(*_said(), *_fieldwork(), *_brought())


def _said() -> tuple[Table, ...]:
    return (
        TrailNoun(
            model=Encounter, label=_("encuentro"), plural=_("encuentros"), step=1,
            title=lambda row: f"{row.get_kind_display()} · {row.key}",
            worded=lambda row, words: f"{row.get_kind_display()} · {row.key}",
            travels=Part.FIELD, prepares=True, leaves=True, counted=True,
            sealed={"reason": Ends.TEAM, "facilitator": Ends.TEAM},
            columns={"closed": _("Cerrado"), "recording": _("Registro"), "facilitator": _("Quién facilita"),
                     "assent": _("Menores de edad")}),
        Table(model=Attendance, label=_("asistencia"), travels=Part.FIELD, prepares=True, leaves=True),
        TrailNoun(
            model=Voice, label=_("voz"), plural=_("voces"), step=2, title=lambda row: row.text, words=("text",),
            worded=lambda row, words: words.voice(row),
            travels=Part.FIELD, own=("allowed",), leaves=True, counted=True,
            sealed={"text": Ends.VOICE, "source_file": Ends.VOICE, "allowed": Ends.VOICE}),
        Table(
            model=Consent, travels=Part.FIELD, prepares=True, leaves=True,
            columns={"granted": _("Permitido"), "use": _("Para qué")}),
        Table(model=Silence, travels=Part.FIELD, leaves=True, counted=True, sealed={"text": Ends.ENCOUNTER}),
        Table(
            model=Picture, travels=Part.FIELD, leaves=True, counted=True,
            sealed={"caption": Ends.ENCOUNTER, "image": Ends.ENCOUNTER}, columns={"image": _("Imagen")}),
        Table(
            model=Audio, travels=Part.FIELD, leaves=False,
            sealed={"caption": Ends.ENCOUNTER, "sound": Ends.ENCOUNTER}),
        Table(model=Draft, stays="nobody has finished it", leaves=False, sealed={"text": Ends.ENCOUNTER}),
    )


def _fieldwork() -> tuple[Table, ...]:
    return (
        Table(
            model=Plan, travels=Part.FIELD, prepares=True, leaves=False,
            sealed={"referrals": Ends.TEAM, "stop_signal": Ends.TEAM, "care": Ends.TEAM, "danger": Ends.TEAM,
                    "decision_reason": Ends.TEAM},
            columns={"care": _("Cuidado"), "danger": _("Peligro"), "referrals": _("A dónde canalizar"),
                     "stop_signal": _("Señal para parar"), "decision": _("Decisión"),
                     "decided_by": _("Quién decidió"), "decision_reason": _("Por qué se decidió"),
                     "team": _("Equipo")}),
        Table(model=RiskAnswer, travels=Part.FIELD, prepares=True, leaves=False, sealed={"reason": Ends.TEAM}),
        Table(
            model=Appointment, label=_("día y lugar de un encuentro"), leaves=False,
            stays="day, hour and place are known to as few machines as possible",
            sealed={"moment": Ends.TEAM, "place": Ends.TEAM, "check_in": Ends.TEAM}),
        Table(model=Reflection, travels=Part.FIELD, leaves=False, sealed={"text": Ends.ENCOUNTER}),
        Table(model=PseudonymKey, stays="who somebody of the team is", leaves=False, sealed={"note": Ends.TEAM}),
        Table(model=Suspension, travels=Part.FIELD, leaves=False, sealed={"note": Ends.TEAM}),
    )


def _brought() -> tuple[Table, ...]:
    one_machine = "what a phone sends goes to one machine"
    return (
        Table(
            model=Delivery, stays=one_machine, leaves=False,
            sealed={"name": Ends.ENCOUNTER, "data": Ends.ENCOUNTER, "beside": Ends.ENCOUNTER,
                    "beside_name": Ends.ENCOUNTER, "choices": Ends.ENCOUNTER, "counts": Ends.ENCOUNTER}),
        Table(model=Imprint, stays=one_machine, leaves=False),
        Table(model=Spelling, travels=Part.WHOLE, leaves=False, sealed={"spelling": Ends.TEAM, "place": Ends.TEAM}),
        Table(
            model=Phone, stays=one_machine, leaves=False, sealed={"label": Ends.ENCOUNTER},
            digests=("opened", "receipt_key")),
        Table(
            model=Letter, stays=f"{one_machine}; what is taken out of it travels as voices", leaves=False,
            closed={"sealed": Ends.ENCOUNTER}),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step(
            key="encounter", phase="room", label=_("Encuentro"), room="listening",
            model=Encounter, territory="territory_id",
            meaning=_("Un grupo se reúne y conversa en un lugar seguro."),
            noun=ngettext_lazy("encuentro", "encuentros"),
            missing=_("Falta registrar el primero. Para empezar: planéenlo en Escucha o lean las hojas de campo.")),
        Step(
            key="voice", phase="room", label=_("Voz"), room="listening",
            model=Voice, territory="encounter__territory_id",
            meaning=_("Lo que alguien dijo, sin guardar quién fue."),
            noun=ngettext_lazy("voz", "voces"),
            missing=_("Falta anotar lo que se dijo. Para empezar: anoten las tarjetas de un encuentro.")),
    )
