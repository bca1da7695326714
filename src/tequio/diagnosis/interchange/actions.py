"""Taking what was coded to another tool, and bringing in what was coded there."""

from collections.abc import Mapping
from dataclasses import dataclass

from tequio.diagnosis.interchange.composing import Composed, composed
from tequio.diagnosis.interchange.entering import Entering
from tequio.diagnosis.refi_qda import Project
from tequio.foundation.accounts.models import User
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.audit.actions import acting
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Group, Process, Territory
from tequio.foundation.vault.keyring import keyring
from tequio.listening.models import Encounter


@dataclass(frozen=True)
class Brought:
    """How many of each came in, and of what did not, by reason."""

    made: Mapping[str, int]
    listed: Mapping[str, int]


def export_diagnosis(*, actor: User, process: Process, uncoded: bool = False) -> Composed:
    """The codings of a process as a project, masked; the record says how many voices left.

    Raises TQ-311 for who may not, TQ-301 while the vault is closed, TQ-174 where nothing could leave.
    """
    with acting(actor, "export_diagnosis", on=process, process_id=process.pk) as deed:
        found = composed(process, uncoded=uncoded)
        if not found.project.sources:
            raise TequioError("TQ-174")
        deed.count = len(found.project.sources)
    return found


def import_project(*, actor: User, heard: Encounter | Territory, project: Project,
                   group: Group | None = None) -> Brought:
    """Codes, texts and codings of a project into a process: all of it or nothing.

    Texts become voices of the encounter where they were heard; of a place, of a new encounter there that nobody asked
    about uses. A text that is here already gets what was coded in it elsewhere; one that was taken back stays out. It
    takes somebody who may bring material, define codes and code. Raises TQ-171 for a project without texts and codes,
    TQ-311 for who may not, TQ-401, TQ-402 and TQ-466 for an encounter that gives no voices, TQ-768 for a group of
    another process.
    """
    process = heard.process
    if group is not None and group.process_id != process.pk:
        raise TequioError("TQ-768")
    if not project.codes and not any(source.text for source in project.sources):
        raise TequioError("TQ-171")
    entering = Entering(actor, heard, group, project)
    try:
        place = heard.pk if isinstance(heard, Territory) else heard.territory_id
        with acting(actor, "import_material", on=heard, process_id=process.pk, territory_id=place) as deed, \
                everywhere(), keyring.of(process.pk).batch():
            entering.codes()
            entering.voices()
            entering.codings()
            deed.count = entering.made["voices"]
    except BaseException:
        # Keys are written before rows are: those of voices that were not entered open nothing, and go.
        keyring.of(process.pk).destroy_keys(entering.new)
        raise
    return Brought(dict(entering.made), dict(entering.listed))
