"""Which voices each count of an agenda counts: what the attack on its numbers starts from."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from tequio.agendas import queries
from tequio.agendas.models import Agenda
from tequio.diagnosis.queries import findings
from tequio.foundation.accounts.reach import everywhere
from tequio.foundation.trail.queries import behind_each
from tequio.listening.queries import voices
from tequio.protection.disclosure.sets import Counted


def counted(agenda: Agenda) -> list[Counted]:
    """All its voices first, then those behind each point and each finding; whoever looks, and from where."""
    with everywhere():
        whole = frozenset(voices(agenda.process, territory=agenda.territory).order_by().values_list("pk", flat=True))
        return [Counted(_("todas sus voces"), whole), *_parts(agenda)]


def _parts(agenda: Agenda) -> Iterator[Counted]:
    points, found = list(queries.items(agenda)), list(findings(agenda.process, territory=agenda.territory))
    behind = behind_each(agenda.process_id, [row.pk for row in (*points, *found)])

    def of(pk: UUID) -> frozenset[UUID]:
        return frozenset(behind[pk].get("voice", ()))

    for point in points:
        yield Counted(_("punto %(number)s") % {"number": point.number}, of(point.pk))
    for number, finding in enumerate(found, start=1):
        yield Counted(_("hallazgo %(number)s") % {"number": number}, of(finding.pk))
