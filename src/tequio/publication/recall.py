"""Copies of what was taken back: drafts of this installation are written anew or removed, editions that left are named.

Nobody can fetch a printed booklet or a published site: they are listed, so that they are issued again. The site that
was written here and still lies here is removed, and nobody can download it any more.
"""

import shutil
from functools import partial
from pathlib import Path, PurePath
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from tequio.agendas.compose import compose
from tequio.agendas.extras import extras_of
from tequio.agendas.models import Agenda, Item
from tequio.deliberation.models import Round
from tequio.foundation.places.models import Process
from tequio.foundation.places.tree import holders
from tequio.foundation.trail.actions import add
from tequio.foundation.trail.noun import nouns
from tequio.foundation.trail.withdraw import Aftermath, Copy
from tequio.protection import release
from tequio.protection.masking import can_mask, masker
from tequio.publication.actions import write_files
from tequio.publication.agenda_document import agenda_document
from tequio.publication.files import draft_marks, file_name, round_name
from tequio.publication.models import Edition, Signing
from tequio.publication.outgoing.queries import site_folder

FOLDER = "documentos"


def recall(process_id: UUID, found: Aftermath) -> list[Copy]:
    """Every file in which it may stand; those that lie here are gone or written anew when the transaction ends."""
    touched = _touched(process_id, found)
    names = {file_name(agenda) for agenda in touched} | {round_name(row) for row in _rounds(process_id, found)}
    rows = [row for row in Edition.objects.filter(process=process_id) if PurePath(row.name).stem in names]
    drafts = [row.name for row in rows if row.release_id is None]
    if drafts:
        transaction.on_commit(partial(_renew, process_id, [agenda.pk for agenda in touched], drafts))
    written = [site_folder(row) for row in Signing.objects.filter(process=process_id).exclude(folder="")
               if names & set(row.names)]
    if written:
        transaction.on_commit(partial(_remove, written))
    return list(dict.fromkeys(Copy(row.name, row.day, row.release_id is not None) for row in rows))


def _rounds(process_id: UUID, found: Aftermath) -> list[Round]:
    """Rounds that weighed a statement drawn from it, or in which it was a reason."""
    both = found.origins | found.gone | found.review
    voices, statements = ({pk for kind, pk in both if kind == wanted} for wanted in ("voice", "statement"))
    return list(Round.objects.filter(process=process_id).filter(
        Q(statements__in=statements) | Q(statements__reasons__voice__in=voices)).distinct())


def _remove(folders: list[Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _touched(process_id: UUID, found: Aftermath) -> list[Agenda]:
    """Agendas with an item that rested on it, and those of the places where it was said."""
    items = Item.objects.filter(process=process_id, pk__in=found.touched("item"))
    places = {row.territory_id for kind, pk in found.origins
              for row in nouns()[kind].model.objects.filter(pk=pk).only("territory_id")}
    wanted = {row.agenda_id for row in items}
    counted_in = holders(process_id)
    around = {one for place in places for one in counted_in[place]}
    return [row for row in Agenda.objects.filter(process=process_id).select_related("territory")
            if row.pk in wanted or row.territory_id in around]


def _renew(process_id: UUID, agendas: list[UUID], names: list[str]) -> None:
    """Removed first: a fault on the way leaves no old draft behind. A locked process cannot write new ones."""
    folder = Path(settings.HOME) / FOLDER
    for name in names:
        (folder / PurePath(name).name).unlink(missing_ok=True)
    if not can_mask(process_id) or not folder.is_dir():
        return
    process = Process.objects.get(pk=process_id)
    mask, extras = masker(process), extras_of(process)
    Edition.objects.filter(process=process, release_id=None, name__in=names).delete()
    for agenda in Agenda.objects.filter(pk__in=agendas).select_related("territory"):
        written = release.internal(compose(process, agenda, extras), mask=mask, marks=draft_marks(process, agenda))
        add(write_files(folder, file_name(agenda), agenda_document(written), process))
