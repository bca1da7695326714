"""Canaries of what is written by hand: plans, drafts, pictures, suspensions. They sing like those of the files."""

import datetime

from tequio.foundation.accounts.models import User
from tequio.foundation.intake import hand_in
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.listening.bringing import actions as bringing
from tequio.listening.bringing.models import FileKind
from tequio.listening.bringing.spellings import keep_spellings
from tequio.listening.entry import cards
from tequio.listening.fieldwork import holding, planning, pseudonyms, suspensions
from tequio.listening.guides import checklist
from tequio.listening.models import Encounter, Picture, Use
from tests.attacks.canaries_capture import seed_phone


def sing(what: str) -> str:
    return f"Dijo Xóchitl Zarcampo{what} que así fue"


def seed_field_work(process: Process, actor: User) -> Encounter:
    """One encounter held with everything that its preparation and its desk can keep."""
    territory, group = Territory.objects.filter(process=process).first(), Group.objects.filter(process=process).first()
    assert territory is not None
    assert group is not None
    arranged = planning.Arranged(datetime.date(2026, 11, 26), "17:00", sing("lugar"), sing("aviso"))
    row = planning.prepare_encounter(actor=actor, process=process, territory=territory, kind="workshop",
                                     arranged=planning.Arranged(arranged.day, sing("hora"), arranged.place,
                                                                arranged.check_in),
                                     facilitator="Ceiba", recording="notes")
    planning.assess(actor=actor, encounter=row, prepared=planning.Prepared(
        sing("referencias"), sing("señal"), sing("cuidado"), sing("peligro"),
        {item: ("handled", sing("riesgo")) for item in checklist("es")}))
    planning.decide(actor=actor, encounter=row, go=True, reason=sing("decisión"))
    holding.hold_encounter(actor=actor, encounter=row, happened=holding.Happened(
        arranged.day, {group: 8}, dict.fromkeys(Use, True), "notes"))
    holding.write_reflection(actor=actor, encounter=row, text=sing("reflexión"))
    cards.keep_draft(actor=actor, encounter=row, text=sing("borrador"), group=group)
    pseudonyms.keep_key(actor=actor, process=process, pseudonym="Ceiba", note=sing("clave"))
    _draw(row)
    keep_spellings(process, [(territory, sing("grafía"), sing("sitio"), 1)])
    _hand_over(actor, territory, row)
    seed_phone(row, actor, sing("teléfono"))
    suspensions.suspend(actor=actor, territory=territory, reason="danger_place", declared="later",
                        declare_from=arranged.day, note=sing("suspensión"))
    return row


def _hand_over(actor: User, territory: Territory, row: Encounter) -> None:
    """A file that waits, with its dictionary and what was chosen for it."""
    waiting = bringing.hand_over(
        actor=actor, territory=territory, encounter=row, kind=FileKind.SURVEY,
        file=hand_in(sing("archivo"), sing("contenido").encode()),
        beside=hand_in(sing("diccionario"), sing("claves").encode()))
    # Not as files travel, which is base64, but so that a search can find them.
    waiting.data, waiting.beside = sing("contenido"), sing("claves")
    waiting.save()
    bringing.choose(actor=actor, delivery=waiting, choices={"replace": {"group": {sing("respuesta"): "g"}}})


def _draw(row: Encounter) -> None:
    """Not an image: words where the image stands, so that a search can find them."""
    picture = Picture(process_id=row.process_id, encounter=row, caption=sing("dibujo"), image=sing("imagen"), width=1,
                      height=1)
    keyring.of(row.process_id).make_keys([picture.pk])
    picture.save(force_insert=True)
