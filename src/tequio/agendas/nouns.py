"""The tables and the steps of this room: what each is called, how the team sees one, how its rows travel and end."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tequio.agendas.models import (
    Agenda,
    Carried,
    Change,
    Duty,
    Finishing,
    Item,
    ItemAnswer,
    Opening,
    PrincipleReview,
    Proposal,
    ProposalStatus,
    ReproductionReview,
    Return,
    StepKind,
    Unreached,
)
from tequio.agendas.spoken import item_title, proposal_text
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
    declare_room(Room(name="agendas", label=_("Agendas")))
    declare_steps(*_steps())
    declare_tables(*_proposals(), *_agendas())


def _proposals() -> tuple[Table, ...]:
    return (
        TrailNoun(
            model=Proposal, label=_("propuesta"), plural=_("propuestas"), step=5,
            title=lambda row: row.text, words=("text",), withdraw=Withdrawing.REVIEW, emptied=_emptied_proposal,
            worded=proposal_text, travels=Part.WHOLE, leaves=True, counted=True,
            sealed={"text": Ends.NOUN, "section": Ends.NOUN, "source_file": Ends.NOUN},
            columns={"priority": _("Prioridad")}),
        Table(
            model=Duty, travels=Part.WHOLE, leaves=True, sealed={"task": Ends.HANGS},
            columns={"task": _("Qué le toca")}),
        Table(model=PrincipleReview, travels=Part.WHOLE, leaves=True, sealed={"reason": Ends.HANGS}),
        Table(
            model=ReproductionReview, travels=Part.WHOLE, leaves=True,
            sealed={"reason": Ends.HANGS, "safeguard": Ends.HANGS}),
        Table(
            model=Change, travels=Part.WHOLE, leaves=True, sealed={"reason": Ends.HANGS},
            columns={"by": _("Quién"), "order": _("Orden"), "counts": _("Cuenta")}),
        Table(
            model=Carried, travels=Part.WHOLE, leaves=True, sealed={"reason": Ends.HANGS},
            columns={"led": _("Qué salió")}),
    )


def _agendas() -> tuple[Table, ...]:
    return (
        TrailNoun(
            model=Item, label=_("punto de agenda"), plural=_("puntos de agenda"), step=6,
            title=lambda row: row.title or row.text, words=("title", "text", "particular", "problem"),
            withdraw=Withdrawing.REVIEW, emptied=_emptied_item, worded=item_title,
            travels=Part.WHOLE, leaves=True, counted=True,
            sealed={"section": Ends.NOUN, "title": Ends.NOUN, "text": Ends.NOUN, "particular": Ends.NOUN,
                    "problem": Ends.NOUN}),
        Table(model=Item.shared.through, travels=Part.WHOLE, leaves=True),
        Table(model=Agenda, travels=Part.WHOLE, leaves=True, sealed={"context": Ends.TEAM}),
        Table(model=Opening, travels=Part.WHOLE, leaves=True, sealed={"text": Ends.TEAM}),
        Table(model=Return, travels=Part.WHOLE, leaves=True, sealed={"note": Ends.TEAM}),
        Table(
            model=ItemAnswer, travels=Part.WHOLE, leaves=True,
            sealed={"wanted": Ends.HANGS, "kept_because": Ends.HANGS},
            columns={"said": _("Qué contestó"), "wanted": _("Cómo la quiere"), "settled": _("Ya se le contestó"),
                     "kept_because": _("Por qué se queda como está"), "revision": _("Redacción")}),
        Table(
            model=Unreached, travels=Part.WHOLE, leaves=True, sealed={"note": Ends.TEAM},
            columns={"why": _("Por qué no se pudo volver")}),
        Table(
            model=Finishing, leaves=False, sealed={"decided": Ends.TEAM},
            stays="signed by two people of one machine, over what stands on it"),
    )


def _emptied_proposal(row: Proposal, instead: str) -> None:
    """It is withdrawn for good: a step that withdrew it before cannot be taken back any more."""
    row.text, row.status = instead, ProposalStatus.WITHDRAWN
    row.changes.filter(kind=StepKind.WITHDREW).update(counts=False)


def _emptied_item(row: Item, instead: str) -> None:
    """Its number stays, so that answers and verdicts stay with the number they were given to.

    It counts as worded anew: whoever called the agenda theirs sees what is left of it.
    """
    row.text, row.revision = instead, max(row.revision, row.agenda.revision) + 1


def _steps() -> tuple[Step, ...]:
    return (
        Step(
            key="proposal", phase="agreement", label=_("Propuesta"), room="agendas",
            model=Proposal, territory="territory_id",
            meaning=_("Lo que la gente pide, y la autoridad a la que le toca."),
            noun=ngettext_lazy("propuesta", "propuestas"),
            missing=_("Falta escribir qué se pide y a quién. "
                      "Se escribe en Agendas, o entra con las hojas «propuestas» y «responsables».")),
        Step(
            key="local_agenda", phase="agreement", label=_("Agenda local"), room="agendas", in_print=True,
            model=Agenda, territory="territory_id", among={"territory__isnull": False},
            meaning=_("Cada lugar reúne lo suyo y lo devuelve a sus grupos."),
            noun=ngettext_lazy("agenda local", "agendas locales"),
            missing=_("Falta reunir las propuestas de un lugar y devolverlas a sus grupos. "
                      "Se compone en Agendas, o entra con «agenda.toml» y la hoja «devoluciones».")),
        Step(
            key="national_agenda", phase="agreement", label=_("Agenda nacional"), room="agendas", in_print=True,
            model=Item, territory="", spans="shared", among={"agenda__territory": None},
            meaning=_("Lo que comparten los lugares, sin borrar lo propio de cada uno."),
            noun=ngettext_lazy("punto nacional", "puntos nacionales"),
            missing=_("Faltan agendas locales validadas. "
                      "La nacional entra con la hoja «nacional», de abajo hacia arriba.")),
    )
