"""What documents are called, and the marks that stand on every page of them."""

from django.utils.translation import gettext as _

from tequio.agendas.models import Agenda, AgendaStatus
from tequio.agendas.queries import status
from tequio.deliberation.models import Round
from tequio.foundation.places.models import Process


def file_name(agenda: Agenda) -> str:
    """What the documents of an agenda are called, but for their endings."""
    return f"agenda-{agenda.territory.key}" if agenda.territory else "agenda-nacional"


def round_name(row: Round) -> str:
    return f"ronda-{row.key}"


def draft_marks(process: Process, agenda: Agenda) -> tuple[str, ...]:
    """What stands on every page of a working paper, in both languages."""
    marks = ["interno, sin revisar / internal, not reviewed"]
    reached = status(agenda)
    if reached == AgendaStatus.DRAFT:
        marks.append("borrador: no devuelto a los grupos / draft: not returned to the groups")
    elif reached == AgendaStatus.RETURNED:
        marks.append("borrador: no devuelto a todos los grupos / draft: not returned to every group")
    if process.already_public:
        marks.append(_("ya era público: sólo se tapa lo que lleva a una persona particular"))
    return (*marks, *_invented(process))


def public_marks(process: Process, agenda: Agenda) -> tuple[str, ...]:
    marks = _invented(process)
    if status(agenda) not in (AgendaStatus.VALIDATED, AgendaStatus.FINAL):
        return (*marks, _("borrador: no devuelto a todos los grupos"))
    return marks


def round_marks(process: Process) -> tuple[str, ...]:
    return _invented(process)


def _invented(process: Process) -> tuple[str, ...]:
    return (_("demostración: todo es inventado"),) if process.is_demo else ()
