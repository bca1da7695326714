"""The tables and the steps of this room: what each is called, how the team sees one, how its rows travel and end."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tequio.followup.models import (
    Action,
    Agreed,
    Closure,
    Commitment,
    CommitmentStep,
    Evidence,
    GroupEffect,
    GroupVerdict,
    Intervention,
    Meeting,
    Offer,
    Request,
    RequestStep,
    Response,
    Said,
    Sighting,
    Verdict,
)
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

# What stands beside the nouns, and its columns of words: the team's own, or an office's.
BESIDE: dict[type[Model], tuple[str, ...]] = {
    Request: (), RequestStep: ("reason",), Closure: ("name",), Offer: ("text",), Meeting: ("minutes",),
    Agreed: ("text",), CommitmentStep: ("reason", "text"), Evidence: ("caption", "image"),
    GroupVerdict: ("reason",), Intervention: ("name", "designed"), Said: ("text",), Sighting: ("evidence",),
    GroupEffect: ("reason",),
}


def declare_nouns() -> None:
    declare_room(Room(name="followup", label=_("Seguimiento")))
    declare_steps(*_steps())
    declare_tables(
        TrailNoun(
            model=Response, label=_("respuesta"), plural=_("respuestas"), step=8,
            title=lambda row: f"{row.institution}: {row.get_kind_display()}. {row.text}", words=("text",),
            worded=lambda row, words: f"{row.institution}: {row.get_kind_display()}. {words.drafted(row.text)}",
            travels=Part.WHOLE, leaves=True, counted=True, sealed={"text": Ends.TEAM}),
        TrailNoun(
            model=Commitment, label=_("compromiso"), plural=_("compromisos"), step=9,
            title=lambda row: row.text, words=("text",), travels=Part.WHOLE, leaves=True, counted=True,
            sealed=dict.fromkeys(
                ("text", "signatories", "place", "money", "proof", "conditions"), Ends.TEAM)),
        TrailNoun(
            model=Action, label=_("acción"), plural=_("acciones"), step=10,
            title=lambda row: row.text, words=("text",), travels=Part.WHOLE, leaves=True, counted=True,
            sealed={"text": Ends.TEAM, "evidence": Ends.TEAM}),
        TrailNoun(
            model=Verdict, label=_("veredicto"), plural=_("veredictos"), step=11,
            title=lambda row: f"{row.get_official_display()} | {row.get_community_display()}", words=("reason",),
            worded=lambda row, words: f"{row.get_official_display()} | {row.get_community_display()}",
            travels=Part.WHOLE, leaves=True, counted=True,
            sealed={"reason": Ends.TEAM, "source": Ends.TEAM}),
        Table(model=Verdict.groups.through, travels=Part.WHOLE, leaves=True),
        *(Table(model=model, travels=Part.WHOLE, leaves=True, sealed=dict.fromkeys(columns, Ends.TEAM))
          for model, columns in BESIDE.items()),
    )


def _steps() -> tuple[Step, ...]:
    return (
        Step(
            key="response", phase="agreement", label=_("Respuesta"), room="followup",
            model=Response, territory="item__agenda__territory_id",
            meaning=_("Qué contestó cada autoridad. Su silencio también cuenta."),
            noun=ngettext_lazy("respuesta", "respuestas"),
            missing=_("Falta preguntar a las autoridades. "
                      "Se pide y se anota en Seguimiento, o entra con la hoja «respuestas».")),
        Step(
            key="commitment", phase="deeds", label=_("Compromiso"), room="followup",
            model=Commitment, territory="response__item__agenda__territory_id",
            meaning=_("Lo que alguien prometió, con fecha y firma."),
            noun=ngettext_lazy("compromiso", "compromisos"),
            missing=_("Falta que alguien firme qué hará y cuándo. "
                      "Se anota en Seguimiento, o entra con la hoja «compromisos».")),
        Step(
            key="action", phase="deeds", label=_("Acción"), room="followup",
            model=Action, territory="commitment__response__item__agenda__territory_id",
            meaning=_("Lo que se hizo, con su prueba."),
            noun=ngettext_lazy("acción", "acciones"),
            missing=_("Falta registrar lo hecho y su prueba. "
                      "Se anota en Seguimiento, o entra con la hoja «acciones».")),
        Step(
            key="verdict", phase="deeds", label=_("Veredicto"), room="followup",
            model=Verdict, territory="item__agenda__territory_id",
            meaning=_("Lo que informa el gobierno y lo que la comunidad ve, lado a lado."),
            noun=ngettext_lazy("veredicto", "veredictos"),
            missing=_("Falta preguntar a los grupos si algo cambió. "
                      "Se anota en Seguimiento, o entra por olas con la hoja «veredictos».")),
    )
