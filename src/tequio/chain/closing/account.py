"""The account of an ending: what leaves, what stays, what goes. It is made beforehand, from reads alone."""

from pathlib import Path

from tequio.chain.closing import beyond, destroying
from tequio.chain.closing.journal import Counted, How, Journal
from tequio.chain.closing.leaving import Leaving, leaving
from tequio.foundation.audit.actions import today
from tequio.foundation.errors import TequioError
from tequio.foundation.places.models import Process
from tequio.foundation.register import tables
from tequio.foundation.vault import keyfile
from tequio.foundation.vault.rows import of_process, with_process
from tequio.listening.fieldwork.models import PseudonymKey
from tequio.listening.models import Use, Voice

USES: dict[How, tuple[Use, ...]] = {How.HAND_OVER: (Use.DIALOGUE, Use.ARCHIVE), How.ARCHIVE: (Use.ARCHIVE,),
                                    How.DESTROY: ()}


def what_leaves(process: Process, how: How) -> Leaving | None:
    """The rows that may leave; nothing when the process is destroyed. Raises TQ-363 when no voice may."""
    if how is How.DESTROY:
        return None
    found = leaving(process, USES[how])
    if not found.count(Voice, of=Voice.objects.filter(process=process).count()):
        raise TequioError("TQ-363", uses=", ".join(str(use.label) for use in USES[how]))
    return found


def account(home: Path, process: Process, how: How, what: Leaving | None, roles: list[tuple[str, str]]) -> Journal:
    """What the ending does, counted beforehand. Reads only."""
    files = [path for path in destroying.key_files(home, process.pk) if path.suffix != ".lock"]
    journal = Journal(
        how=how, process=process.pk, title=process.name, day=today().isoformat(), roles=roles,
        threshold=process.threshold, rounding=process.rounding, rows=_rows(process, what),
        keys=len(keyfile.read(files[0]).wrapped) if files else 0, files=0,
        names_destroyed=PseudonymKey.objects.filter(process=process).count(), beyond=beyond.beyond(process),
        machines=beyond.machines(process), documents=beyond.documents(process))
    journal.files = len(destroying.files_of(home, journal))
    return journal


def _rows(process: Process, what: Leaving | None) -> list[Counted]:
    found = []
    for model in with_process():
        if tables()[model._meta.label_lower].account:
            continue
        if count := of_process(model, process.pk).count():
            left = what.count(model, of=count) if what else 0
            found.append(Counted(model._meta.label_lower, left, count - left))
    return found
